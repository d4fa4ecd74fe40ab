package io.qianzhi.drill;

import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A vehicle on its way along a route. Where it is follows from the time alone.
///
/// @param factor how much faster than the route's own times
record Drive(Route route, Instant startedAt, double factor) {
  private static final double STANDSTILL_METERS = 0.05;

  /// What a perfect receiver in the vehicle would say.
  ///
  /// @param headingDegrees clockwise from north; null where the vehicle stands
  record Spot(Point point, double metersPerSecond, @Nullable Double headingDegrees) {}

  /// Where no road leads: straight, at walking pace.
  static Route straight(Point from, Point to, double metersPerSecond) {
    double meters = Distance.meters(from, to);
    double seconds = meters / metersPerSecond;
    return new Route(List.of(from, to), meters, seconds, List.of(0.0, seconds));
  }

  boolean isOver(Instant now) {
    return routeSeconds(now) >= route.seconds();
  }

  Spot at(Instant now) {
    double seconds = routeSeconds(now);
    // The second of the route around now: its way is the speed, its direction the heading.
    double start = Math.clamp(seconds - 0.5, 0, Math.max(0, route.seconds() - 1));
    var before = route.pointAt(start);
    var after = route.pointAt(start + 1);
    double meters = Distance.meters(before, after);
    return new Spot(
        route.pointAt(seconds),
        meters * factor,
        meters < STANDSTILL_METERS ? null : heading(before, after));
  }

  Point end() {
    return route.points().getLast();
  }

  private double routeSeconds(Instant now) {
    return Math.max(0, Duration.between(startedAt, now).toMillis() / 1000.0 * factor);
  }

  private static double heading(Point from, Point to) {
    double east = (to.longitude() - from.longitude()) * Math.cos(Math.toRadians(from.latitude()));
    double degrees = Math.toDegrees(Math.atan2(east, to.latitude() - from.latitude()));
    return degrees < 0 ? degrees + 360 : degrees;
  }
}
