package io.qianzhi.geo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads coordinates that somebody typed or pasted, such as `51.128, 71.43`.
final class TypedCoordinates {

  private static final Pattern TWO_NUMBERS =
      Pattern.compile("\\s*([-+]?\\d{1,3}\\.\\d+)°?\\s*[,;，\\s]\\s*([-+]?\\d{1,3}\\.\\d+)°?\\s*");

  private TypedCoordinates() {}

  /// Latitude first is the custom, and is believed when that is a place in the city. Otherwise
  /// longitude first is tried, as Chinese maps write it.
  static Optional<Point> parse(String text, Bounds city) {
    Matcher numbers = TWO_NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    double first = Double.parseDouble(numbers.group(1));
    double second = Double.parseDouble(numbers.group(2));
    Optional<Point> latitudeFirst = point(first, second);
    Optional<Point> longitudeFirst = point(second, first);
    return latitudeFirst
        .filter(city::contains)
        .or(() -> longitudeFirst.filter(city::contains))
        .or(() -> latitudeFirst)
        .or(() -> longitudeFirst);
  }

  private static Optional<Point> point(double latitude, double longitude) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        ? Optional.of(new Point(latitude, longitude))
        : Optional.empty();
  }
}
