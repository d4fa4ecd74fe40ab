package io.qianzhi.geo;

/// A rectangle of parallels and meridians, edges included. Does not cross the date line.
///
/// @param south degrees of latitude
/// @param west degrees of longitude
/// @param north degrees of latitude, not below south
/// @param east degrees of longitude, not below west
public record Bounds(double south, double west, double north, double east) {

  public Bounds {
    if (!(south >= -90 && south <= north && north <= 90)) {
      throw new IllegalArgumentException("no latitudes from " + south + " to " + north);
    }
    if (!(west >= -180 && west <= east && east <= 180)) {
      throw new IllegalArgumentException("no longitudes from " + west + " to " + east);
    }
  }

  public boolean contains(Point point) {
    return point.latitude() >= south
        && point.latitude() <= north
        && point.longitude() >= west
        && point.longitude() <= east;
  }

  public Point center() {
    return new Point((south + north) / 2, (west + east) / 2);
  }
}
