package io.qianzhi.area;

import io.qianzhi.platform.json.Json;
import java.util.List;

/// What makes areas a proper tree: each code fits its level and begins like its parent's, and each
/// area lies inside its parent and beside its siblings.
final class AreaRules {

  /// Neighbours are drawn by hand: slivers up to this size between them are no fault.
  private static final double TOLERANCE_SQUARE_METERS = 100;

  private AreaRules() {}

  static void check(AreaTree tree) {
    checkRoot(tree);
    for (Area area : tree.all()) {
      if (!area.level().fits(area.code())) {
        throw new AreaFault(area, "has no code of a " + Json.word(area.level()));
      }
      if (area.parentCode() != null) {
        checkParent(tree, area, area.parentCode());
      }
    }
    for (Area area : tree.all()) {
      checkSiblings(tree.children(area.code()));
    }
  }

  private static void checkRoot(AreaTree tree) {
    List<Area> roots = tree.children("");
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("no area without a parent: the city is missing");
    }
    if (roots.getFirst().level() != AreaLevel.CITY) {
      throw new AreaFault(roots.getFirst(), "has no parent but is not the city");
    }
    if (roots.size() > 1) {
      throw new AreaFault(
          roots.get(1), "has no parent, but the city is " + roots.getFirst().code());
    }
  }

  private static void checkParent(AreaTree tree, Area area, String parentCode) {
    Area parent =
        tree.find(parentCode)
            .orElseThrow(() -> new AreaFault(area, "has an unknown parent " + parentCode));
    if (parent.level().compareTo(area.level()) >= 0) {
      throw new AreaFault(area, "is not below the level of its parent " + parentCode);
    }
    if (!AreaCode.covers(parentCode, area.code())) {
      throw new AreaFault(area, "has a code that does not begin like its parent's " + parentCode);
    }
    double outside = area.region().squareMetersOutside(parent.region());
    if (outside > TOLERANCE_SQUARE_METERS) {
      throw new AreaFault(
          area, "lies outside its parent %s by %.0f m²".formatted(parentCode, outside));
    }
  }

  private static void checkSiblings(List<Area> siblings) {
    for (int i = 0; i < siblings.size(); i++) {
      for (Area other : siblings.subList(i + 1, siblings.size())) {
        Area area = siblings.get(i);
        double shared =
            area.region().touches(other.region())
                ? area.region().sharedSquareMeters(other.region())
                : 0;
        if (shared > TOLERANCE_SQUARE_METERS) {
          throw new AreaFault(area, "overlaps %s by %.0f m²".formatted(other.code(), shared));
        }
      }
    }
  }
}
