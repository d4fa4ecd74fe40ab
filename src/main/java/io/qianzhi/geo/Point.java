package io.qianzhi.geo;

/// A place on the earth in WGS-84, the only system that positions are kept in.
///
/// @param latitude degrees, -90 to 90, north positive
/// @param longitude degrees, -180 to 180, east positive
public record Point(double latitude, double longitude) {

  public Point {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be -90 to 90 but is " + latitude);
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude must be -180 to 180 but is " + longitude);
    }
  }
}
