package io.qianzhi.geo;

import io.qianzhi.geo.osm.OsmFeature;
import java.util.List;
import java.util.Optional;

/// What sort of thing a named object of OpenStreetMap is, in one word: `hospital`, `school` …
final class PlaceKind {

  /// In the order in which they say best what a thing is.
  private static final List<String> KEYS =
      List.of(
          "amenity",
          "healthcare",
          "emergency",
          "railway",
          "public_transport",
          "shop",
          "tourism",
          "leisure",
          "office",
          "historic",
          "craft",
          "aeroway",
          "man_made",
          "military");

  private PlaceKind() {}

  /// Empty when people would not name it as a place.
  static Optional<String> of(OsmFeature osm) {
    Optional<String> precise =
        KEYS.stream()
            .map(osm::tag)
            .filter(kind -> !kind.isEmpty() && !kind.equals("yes") && !kind.equals("no"))
            .findFirst();
    return precise.or(() -> KEYS.stream().filter(key -> osm.tag(key).equals("yes")).findFirst());
  }
}
