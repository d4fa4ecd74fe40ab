package io.qianzhi.geo;

import static io.qianzhi.geo.CoordinateSystem.BD_09;
import static io.qianzhi.geo.CoordinateSystem.GCJ_02;
import static io.qianzhi.geo.CoordinateSystem.WGS_84;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Published vectors, and that what goes there comes back.
class CoordinateSystemTest {

  @ParameterizedTest
  @CsvSource({
    // from, latitude, longitude, to, latitude, longitude, tolerance in meters
    "WGS_84, 40, 120, GCJ_02, 40.0013047896019, 120.00567568355486, 0.001",
    "GCJ_02, 30.279164, 120.026268, BD_09, 30.285238, 120.032768, 0.2",
    "GCJ_02, 30.279164, 120.026268, WGS_84, 30.28156, 120.02153, 2",
    "GCJ_02, 40.0013047896019, 120.00567568355486, WGS_84, 40, 120, 0.001",
    "BD_09, 51.1282, 71.4304, WGS_84, 51.1282, 71.4304, 0",
  })
  void knownPairs(
      CoordinateSystem from,
      double latitude,
      double longitude,
      CoordinateSystem to,
      double expectedLatitude,
      double expectedLongitude,
      double toleranceMeters) {
    Coordinates converted = to.fromWgs84(from.toWgs84(new Coordinates(latitude, longitude)));

    Point expected = new Point(expectedLatitude, expectedLongitude);
    Point actual = new Point(converted.latitude(), converted.longitude());
    assertThat(Distance.meters(actual, expected)).isLessThanOrEqualTo(toleranceMeters);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsConvertedComesBack(CoordinateSystem system) {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Point point = new Point(random.nextDouble(18, 53), random.nextDouble(74, 135));
      Point back = system.toWgs84(system.fromWgs84(point));
      assertThat(Distance.meters(point, back)).isCloseTo(0, within(0.001));
    }
  }

  @Test
  void theShiftIsHundredsOfMetersInChina() {
    Point beijing = new Point(39.9087, 116.3975);
    Coordinates amap = GCJ_02.fromWgs84(beijing);
    Coordinates baidu = BD_09.fromWgs84(beijing);
    assertThat(Distance.meters(beijing, WGS_84.toWgs84(amap))).isBetween(300.0, 700.0);
    assertThat(Distance.meters(beijing, WGS_84.toWgs84(baidu))).isBetween(700.0, 2000.0);
  }

  @ParameterizedTest
  @CsvSource({"91, 0", "0, 181", "NaN, 0", "0, -Infinity", "-90.0001, 0"})
  void noPlaceOnEarth(double latitude, double longitude) {
    assertThatThrownBy(() -> GCJ_02.toWgs84(new Coordinates(latitude, longitude)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }
}
