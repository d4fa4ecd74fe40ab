package io.qianzhi.incident;

import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.geo.Coordinates;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;

/// Coordinates as they were given, with their system.
public record SourcePoint(double latitude, double longitude, CoordinateSystem system) {
  Point toWgs84() {
    try {
      return system.toWgs84(new Coordinates(latitude, longitude));
    } catch (IllegalArgumentException e) {
      throw Problem.invalidField(
          "point", FieldRule.IMPOSSIBLE, "These coordinates are no place on the earth.");
    }
  }
}
