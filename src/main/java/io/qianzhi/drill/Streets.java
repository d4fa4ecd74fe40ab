package io.qianzhi.drill;

import io.qianzhi.geo.CityMap;
import io.qianzhi.geo.Place;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.Region;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Finds real places by chance.
final class Streets {
  private static final int TRIES = 60;
  private static final double METERS_PER_DEGREE = 111_195;
  private static final double NEAR_METERS = 250;
  private static final double SAME_ROAD_METERS = 60;

  private final CityMap map;
  private final RandomGenerator random;

  Streets(CityMap map, RandomGenerator random) {
    this.map = map;
    this.random = random;
  }

  /// A house with street and number.
  Optional<Place> address(Region area, Point around, double radiusMeters) {
    for (int i = 0; i < TRIES; i++) {
      var found =
          map.addresses()
              .nearestAddress(anywhere(around, 0, radiusMeters), NEAR_METERS)
              .filter(place -> area.contains(place.point()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A point on a road that has a name.
  Optional<Place> namedRoad(Region area, Point around, double radiusMeters) {
    for (int i = 0; i < TRIES; i++) {
      var found =
          road(area, around, radiusMeters)
              .flatMap(
                  point ->
                      map.roads()
                          .nearestRoadName(point, SAME_ROAD_METERS)
                          .map(name -> new Place(section(name), "street", point)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// What somebody who stands there would say where he is.
  String nameOf(Point point) {
    return map.addresses()
        .nearestAddress(point, NEAR_METERS)
        .map(Place::name)
        .or(() -> map.roads().nearestRoadName(point, NEAR_METERS).map(Streets::section))
        .orElse("%.5f, %.5f".formatted(point.latitude(), point.longitude()));
  }

  private static String section(String road) {
    return road + " 路段";
  }

  /// A point on any road that can be driven.
  Optional<Point> road(Region area, Point around, double radiusMeters) {
    for (int i = 0; i < TRIES; i++) {
      var found =
          map.roads()
              .nearestRoad(anywhere(around, 0, radiusMeters), NEAR_METERS)
              .filter(area::contains);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A point in a ring, each bit of ground as likely as the next.
  Point anywhere(Point around, double fromMeters, double toMeters) {
    double from = fromMeters * fromMeters;
    double meters = Math.sqrt(from + random.nextDouble() * (toMeters * toMeters - from));
    double angle = random.nextDouble(2 * Math.PI);
    double north = meters * Math.cos(angle) / METERS_PER_DEGREE;
    double east =
        meters
            * Math.sin(angle)
            / (METERS_PER_DEGREE * Math.cos(Math.toRadians(around.latitude())));
    return new Point(around.latitude() + north, around.longitude() + east);
  }
}
