package io.qianzhi.area;

import io.qianzhi.geo.Bounds;
import io.qianzhi.geo.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/// All jurisdictions of the city, from the city itself down to its grids. May be asked by any
/// number of threads at once.
public final class AreaTree {

  private final Map<String, Area> byCode = new LinkedHashMap<>();
  private final Map<String, List<Area>> children = new LinkedHashMap<>();
  private final STRtree index = new STRtree();
  private final Area city;

  /// @throws AreaFault naming the area, when the areas do not form a proper tree
  public AreaTree(Collection<Area> areas) {
    for (Area area : areas) {
      if (byCode.putIfAbsent(area.code(), area) != null) {
        throw new AreaFault(area, "appears twice");
      }
      children
          .computeIfAbsent(
              area.parentCode() == null ? "" : area.parentCode(), _ -> new ArrayList<>())
          .add(area);
      Bounds bounds = area.region().bounds();
      index.insert(
          new Envelope(bounds.west(), bounds.east(), bounds.south(), bounds.north()), area);
    }
    index.build();
    AreaRules.check(this);
    city = children.getOrDefault("", List.of()).getFirst();
  }

  public Area city() {
    return city;
  }

  /// All areas, in the order of their file.
  public Collection<Area> all() {
    return List.copyOf(byCode.values());
  }

  public Optional<Area> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /// The areas directly below one, or the roots below the empty code.
  public List<Area> children(String code) {
    return List.copyOf(children.getOrDefault(code, List.of()));
  }

  /// The deepest area that a point lies in. On a common edge it is the one with the lowest code.
  public Optional<Area> at(Point point) {
    List<Area> candidates = new ArrayList<>();
    index.query(
        new Envelope(point.longitude(), point.longitude(), point.latitude(), point.latitude()),
        item -> candidates.add((Area) item));
    return candidates.stream()
        .sorted(Comparator.comparing(Area::level).reversed().thenComparing(Area::code))
        .filter(area -> area.region().contains(point))
        .findFirst();
  }

  /// The areas that a point lies in, city first; empty outside the city.
  public List<Area> chainAt(Point point) {
    return at(point).map(area -> chain(area.code())).orElse(List.of());
  }

  /// An area and all above it, city first; empty for a code that is none.
  public List<Area> chain(String code) {
    List<Area> chain = new ArrayList<>();
    for (Area area = byCode.get(code); area != null; ) {
      chain.addFirst(area);
      area = area.parentCode() == null ? null : byCode.get(area.parentCode());
    }
    return List.copyOf(chain);
  }

  /// Whether an area is `ancestorCode` or lies below it.
  public boolean isWithin(String code, String ancestorCode) {
    return chain(code).stream().anyMatch(area -> area.code().equals(ancestorCode));
  }

  /// The areas of the same level that have an edge or a corner in common with one.
  public List<Area> neighbours(String code) {
    Area area = byCode.get(code);
    if (area == null) {
      return List.of();
    }
    return byCode.values().stream()
        .filter(other -> other.level() == area.level() && !other.code().equals(code))
        .filter(other -> other.region().touches(area.region()))
        .toList();
  }
}
