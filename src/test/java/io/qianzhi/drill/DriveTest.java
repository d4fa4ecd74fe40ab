package io.qianzhi.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.Route;
import io.qianzhi.geo.TestCity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriveTest {
  private static final Instant START = Instant.parse("2026-11-22T02:13:00Z");
  private static final Point CENTER = new Point(51.16, 71.45);
  private static final double ON_THE_LINE_METERS = 0.5;

  @Test
  void aVehicleStaysOnTheRoadAndNeverGoesBack() {
    var map = TestCity.astana();
    var streets = new Streets(map, new Random(7));
    for (int i = 0; i < 25; i++) {
      var from = streets.anywhere(CENTER, 0, 6_000);
      var to = streets.anywhere(CENTER, 0, 6_000);
      var route = map.roads().route(from, to).orElseThrow();
      var drive = new Drive(route, START, 1.2);
      double driven = 0;
      var now = START;
      for (; !drive.isOver(now); now = now.plusMillis(900)) {
        var spot = drive.at(now);
        double here = placeOnLine(route, spot.point(), driven);
        assertThat(here).as("progress at %s", now).isGreaterThanOrEqualTo(driven);
        assertThat(spot.metersPerSecond()).isBetween(0.0, 60.0);
        driven = here;
      }
      assertThat(Distance.meters(drive.at(now).point(), drive.end())).isLessThan(0.1);
      assertThat(Duration.between(START, now).toMillis() / 1_000.0)
          .isCloseTo(route.seconds() / 1.2, within(1.0));
    }
  }

  @Test
  void headingAndSpeedAreThoseOfTheRoad() {
    var corner = new Point(51.16, 71.45 + 0.01);
    var route =
        new Route(
            List.of(CENTER, corner, new Point(51.15, 71.46)),
            1_812,
            120,
            List.of(0.0, 60.0, 120.0));
    var drive = new Drive(route, START, 2);

    var eastward = drive.at(START.plusSeconds(15));
    assertThat(eastward.headingDegrees()).isCloseTo(90, within(0.1));
    assertThat(eastward.metersPerSecond())
        .isCloseTo(2 * Distance.meters(CENTER, corner) / 60, within(0.1));
    assertThat(drive.at(START.plusSeconds(45)).headingDegrees()).isCloseTo(180, within(0.1));
    assertThat(drive.isOver(START.plusSeconds(59))).isFalse();
    assertThat(drive.isOver(START.plusSeconds(60))).isTrue();
  }

  /// The first place on the line, at or behind `from` meters, where the point lies.
  private static double placeOnLine(Route route, Point point, double from) {
    double before = 0;
    for (int i = 1; i < route.points().size(); i++) {
      var a = route.points().get(i - 1);
      var b = route.points().get(i);
      double length = Distance.meters(a, b);
      double share = length == 0 ? 0 : share(a, b, point);
      double place = before + share * length;
      if (place >= from - ON_THE_LINE_METERS
          && Distance.meters(point, between(a, b, share)) < ON_THE_LINE_METERS) {
        return Math.max(from, place);
      }
      before += length;
    }
    throw new AssertionError(point + " is not on the line behind " + from + " m");
  }

  private static Point between(Point a, Point b, double share) {
    return new Point(
        a.latitude() + share * (b.latitude() - a.latitude()),
        a.longitude() + share * (b.longitude() - a.longitude()));
  }

  private static double share(Point a, Point b, Point point) {
    double stretch = Math.cos(Math.toRadians(a.latitude()));
    double east = (b.longitude() - a.longitude()) * stretch;
    double north = b.latitude() - a.latitude();
    double along =
        (point.longitude() - a.longitude()) * stretch * east
            + (point.latitude() - a.latitude()) * north;
    return Math.clamp(along / (east * east + north * north), 0, 1);
  }
}
