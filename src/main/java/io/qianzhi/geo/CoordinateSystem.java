package io.qianzhi.geo;

import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.atan2;
import static java.lang.Math.cos;
import static java.lang.Math.hypot;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.toRadians;

import java.util.function.Function;

/// The systems that coordinates arrive in. China's public maps are shifted by up to 700 m: GCJ-02
/// (AMap, Tencent) and on top of it BD-09 (Baidu). CGCS2000 equals WGS-84 within centimeters.
///
/// Outside China nothing is shifted.
public enum CoordinateSystem {
  /// GPS, BeiDou, CGCS2000, OpenStreetMap, Tianditu.
  WGS_84,
  /// AMap 高德, Tencent 腾讯.
  GCJ_02,
  /// Baidu 百度.
  BD_09;

  private static final double KRASOVSKY_SEMI_MAJOR_AXIS_METERS = 6_378_245.0;
  private static final double KRASOVSKY_ECCENTRICITY_SQUARED = 0.006693421622965943;
  private static final double BAIDU_ANGLE = PI * 3000 / 180;
  private static final double PRECISE_ENOUGH_DEGREES = 1e-9;
  private static final int MOST_STEPS = 30;

  /// The WGS-84 point that coordinates of this system mean.
  ///
  /// @throws IllegalArgumentException when they are no place on the earth
  public Point toWgs84(Coordinates here) {
    // Also the check that they are on the earth at all, before anything is computed from them.
    Point asGiven = new Point(here.latitude(), here.longitude());
    Coordinates wgs84 =
        switch (this) {
          case WGS_84 -> here;
          case GCJ_02 -> invert(CoordinateSystem::wgs84ToGcj02, here);
          case BD_09 -> invert(wgs -> gcj02ToBd09(wgs84ToGcj02(wgs)), here);
        };
    return isInChina(here) ? new Point(wgs84.latitude(), wgs84.longitude()) : asGiven;
  }

  /// The coordinates of this system that mean a WGS-84 point.
  public Coordinates fromWgs84(Point point) {
    Coordinates wgs84 = new Coordinates(point.latitude(), point.longitude());
    if (!isInChina(wgs84)) {
      return wgs84;
    }
    return switch (this) {
      case WGS_84 -> wgs84;
      case GCJ_02 -> wgs84ToGcj02(wgs84);
      case BD_09 -> gcj02ToBd09(wgs84ToGcj02(wgs84));
    };
  }

  /// The shifts have no closed inverse, but are so smooth that stepping back by the error made
  /// converges within a few steps.
  private static Coordinates invert(Function<Coordinates, Coordinates> shift, Coordinates target) {
    Coordinates guess = target;
    for (int step = 0; step < MOST_STEPS; step++) {
      Coordinates reached = shift.apply(guess);
      double latitudeError = reached.latitude() - target.latitude();
      double longitudeError = reached.longitude() - target.longitude();
      guess = new Coordinates(guess.latitude() - latitudeError, guess.longitude() - longitudeError);
      if (abs(latitudeError) < PRECISE_ENOUGH_DEGREES
          && abs(longitudeError) < PRECISE_ENOUGH_DEGREES) {
        break;
      }
    }
    return guess;
  }

  private static Coordinates wgs84ToGcj02(Coordinates wgs84) {
    double x = wgs84.longitude() - 105;
    double y = wgs84.latitude() - 35;
    double latitudeRadians = toRadians(wgs84.latitude());
    double magic = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sin(latitudeRadians) * sin(latitudeRadians);
    double meridianRadius =
        KRASOVSKY_SEMI_MAJOR_AXIS_METERS
            * (1 - KRASOVSKY_ECCENTRICITY_SQUARED)
            / (magic * sqrt(magic));
    double parallelRadius = KRASOVSKY_SEMI_MAJOR_AXIS_METERS / sqrt(magic) * cos(latitudeRadians);
    return new Coordinates(
        wgs84.latitude() + Math.toDegrees(northShiftMeters(x, y) / meridianRadius),
        wgs84.longitude() + Math.toDegrees(eastShiftMeters(x, y) / parallelRadius));
  }

  private static double northShiftMeters(double x, double y) {
    double shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
    shift += (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;
    shift += (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3;
    shift += (160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30)) * 2 / 3;
    return shift;
  }

  private static double eastShiftMeters(double x, double y) {
    double shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
    shift += (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;
    shift += (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3;
    shift += (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
    return shift;
  }

  private static Coordinates gcj02ToBd09(Coordinates gcj02) {
    double x = gcj02.longitude();
    double y = gcj02.latitude();
    double radius = hypot(x, y) + 0.00002 * sin(y * BAIDU_ANGLE);
    double angle = atan2(y, x) + 0.000003 * cos(x * BAIDU_ANGLE);
    return new Coordinates(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065);
  }

  /// The rectangle that the map makers themselves use; near the border it includes neighbours.
  private static boolean isInChina(Coordinates here) {
    return here.longitude() >= 72.004
        && here.longitude() <= 137.8347
        && here.latitude() >= 0.8293
        && here.latitude() <= 55.8271;
  }
}
