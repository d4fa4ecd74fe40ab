package io.qianzhi.geo;

import io.qianzhi.geo.osm.OsmFeature;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/// Picks out of OpenStreetMap what people name when they say where they are: addresses, streets,
/// named places; and writes them for [AddressSearch].
final class AddressCollector {

  private static final List<String> NAME_KEYS =
      List.of(
          "name",
          "name:zh",
          "name:en",
          "name:kk",
          "name:ru",
          "int_name",
          "alt_name",
          "short_name",
          "official_name",
          "old_name");

  /// Stretches of equal name farther apart than this are different streets.
  private static final double SAME_STREET_METERS = 2_000;

  private record Entry(String name, String kind, Point point, Set<String> otherNames) {}

  /// A street found so far: the ends and middles of its ways.
  private record Street(Set<String> otherNames, List<Point> points) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, List<Street>> streets = new TreeMap<>();

  void add(OsmFeature osm) {
    if (osm.has("highway") && osm.has("name") && !osm.isPoint()) {
      addStreet(osm);
      return;
    }
    Optional<String> address = address(osm);
    address.ifPresent(name -> entries.add(new Entry(name, "address", point(osm), Set.of())));
    if (osm.has("name")) {
      kind(osm).ifPresent(kind -> addNamed(osm, kind, address));
    }
  }

  private static Optional<String> address(OsmFeature osm) {
    String street = osm.has("addr:street") ? osm.tag("addr:street") : osm.tag("addr:place");
    String number = osm.tag("addr:housenumber");
    if (street.isBlank() || number.isBlank()) {
      return Optional.empty();
    }
    boolean chinese = Character.isIdeographic(street.codePointAt(street.length() - 1));
    return Optional.of(
        !chinese ? street + ", " + number : street + number + (number.endsWith("号") ? "" : "号"));
  }

  private static Optional<String> kind(OsmFeature osm) {
    if (osm.has("place")) {
      return Optional.of(osm.tag("place"));
    }
    if (osm.tag("highway").equals("bus_stop")) {
      return Optional.of("bus_stop");
    }
    return PlaceKind.of(osm).or(() -> buildingKind(osm));
  }

  private static Optional<String> buildingKind(OsmFeature osm) {
    return osm.has("building") || osm.tag("landuse").matches("industrial|commercial|retail")
        ? Optional.of("building")
        : Optional.empty();
  }

  private void addNamed(OsmFeature osm, String kind, Optional<String> address) {
    Set<String> otherNames = otherNames(osm);
    // So that "clinic on Abai street" is found as well.
    address.ifPresent(where -> otherNames.add(osm.tag("name") + " " + where));
    entries.add(new Entry(osm.tag("name"), kind, point(osm), otherNames));
  }

  private static Set<String> otherNames(OsmFeature osm) {
    Set<String> names = new LinkedHashSet<>();
    for (String key : NAME_KEYS) {
      if (osm.has(key)) {
        names.add(osm.tag(key));
      }
    }
    names.remove(osm.tag("name"));
    return names;
  }

  private void addStreet(OsmFeature osm) {
    Coordinate[] line = osm.shape().getCoordinates();
    List<Point> ends =
        List.of(point(line[0]), point(line[line.length / 2]), point(line[line.length - 1]));
    Street street = new Street(otherNames(osm), new ArrayList<>(ends));
    List<Street> sameName = streets.computeIfAbsent(osm.tag("name"), _ -> new ArrayList<>());
    for (Street known : List.copyOf(sameName)) {
      if (isNear(known, ends)) {
        street.points.addAll(known.points);
        street.otherNames.addAll(known.otherNames);
        sameName.remove(known);
      }
    }
    sameName.add(street);
  }

  private static boolean isNear(Street street, List<Point> points) {
    return street.points.stream()
        .anyMatch(a -> points.stream().anyMatch(b -> Distance.meters(a, b) < SAME_STREET_METERS));
  }

  private static Point point(OsmFeature osm) {
    Geometry shape = osm.shape();
    Geometry inside = osm.isArea() ? shape.getInteriorPoint() : shape.getCentroid();
    return point(inside.getCoordinate());
  }

  private static Point point(Coordinate coordinate) {
    return new Point(coordinate.y, coordinate.x);
  }

  /// The middle of a street is the one of its points nearest to the mean of them all.
  private static Point middle(List<Point> points) {
    double latitude = points.stream().mapToDouble(Point::latitude).average().orElseThrow();
    double longitude = points.stream().mapToDouble(Point::longitude).average().orElseThrow();
    Point mean = new Point(latitude, longitude);
    return points.stream()
        .min(Comparator.comparingDouble(point -> Distance.meters(point, mean)))
        .orElseThrow();
  }

  void write(Path file) throws IOException {
    List<Entry> all = new ArrayList<>(entries);
    streets.forEach(
        (name, sameName) -> {
          for (Street street : sameName) {
            all.add(new Entry(name, "street", middle(street.points), street.otherNames));
          }
        });
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))))) {
      out.writeInt(all.size());
      for (Entry entry : all) {
        out.writeUTF(entry.name);
        out.writeUTF(entry.kind);
        out.writeDouble(entry.point.latitude());
        out.writeDouble(entry.point.longitude());
        out.writeInt(entry.otherNames.size());
        for (String name : entry.otherNames) {
          out.writeUTF(name);
        }
      }
    }
  }
}
