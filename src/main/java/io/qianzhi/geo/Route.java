package io.qianzhi.geo;

import java.util.Collections;
import java.util.List;

/// A way by road, timed at every point, so that a vehicle can be placed on it at any second.
///
/// @param points the line driven, at least two points
/// @param meters its length
/// @param seconds how long it takes
/// @param secondsAtPoint for each point, the seconds from the start until there: never falling, 0
///   first, `seconds` last
public record Route(
    List<Point> points, double meters, double seconds, List<Double> secondsAtPoint) {

  public Route {
    points = List.copyOf(points);
    secondsAtPoint = List.copyOf(secondsAtPoint);
    if (points.size() < 2 || points.size() != secondsAtPoint.size()) {
      throw new IllegalArgumentException("a route needs two points or more, each with its time");
    }
  }

  /// Where a vehicle is that drives this route, so many seconds after its start: before it the
  /// first point, after its end the last.
  public Point pointAt(double elapsedSeconds) {
    int found = Collections.binarySearch(secondsAtPoint, elapsedSeconds);
    int next = found >= 0 ? found : -found - 1;
    if (next == 0) {
      return points.getFirst();
    }
    if (next >= points.size()) {
      return points.getLast();
    }
    double start = secondsAtPoint.get(next - 1);
    double share = (elapsedSeconds - start) / (secondsAtPoint.get(next) - start);
    Point before = points.get(next - 1);
    Point after = points.get(next);
    return new Point(
        before.latitude() + share * (after.latitude() - before.latitude()),
        before.longitude() + share * (after.longitude() - before.longitude()));
  }
}
