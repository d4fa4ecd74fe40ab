package io.qianzhi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionPipelineTest {
  private static final TrackingSettings SETTINGS =
      new Config(Path.of("conf")).read("tracking.yaml", TrackingSettings.class);
  private static final Instant NOW = Instant.parse("2026-11-22T02:13:00Z");
  private static final UUID UNIT = new UUID(0, 1);
  private static final Point LAST = new Point(51.13, 71.43);

  private final PositionPipeline pipeline = new PositionPipeline(SETTINGS);

  @ParameterizedTest(name = "{0} s old at {1},{2} ± {3} m, last {4} s old, on duty {5}: {6}")
  @CsvSource(
      nullValues = "-",
      value = {
        // age, latitude, longitude, accuracy, age of the last, on duty, doubt
        "     1,  51.13,  71.43,    5,   2, true,  -",
        "     1,  51.13,  71.43,    -,   -, true,  -",
        "     1,  51.13,  71.43,    5,   2, false, NOT_ON_DUTY",
        "   -30,  51.13,  71.43,    5,   2, true,  -",
        "   -31,  51.13,  71.43,    5,   2, true,  CLOCK_AHEAD",
        " 86400,  51.13,  71.43,    5,   2, true,  BUFFERED",
        " 86401,  51.13,  71.43,    5,   2, true,  TOO_OLD",
        "     1,      0,      0,    5,   2, true,  INVALID_FIX",
        "     1,    NaN,  71.43,    5,   2, true,  INVALID_FIX",
        "     1,  51.13, Infinity,  5,   2, true,  INVALID_FIX",
        "     1,   90.1,  71.43,    5,   2, true,  INVALID_FIX",
        "     1,  51.13, -180.1,    5,   2, true,  INVALID_FIX",
        "     1,  51.13,  71.43,  500,   2, true,  -",
        "     1,  51.13,  71.43,  501,   2, true,  INACCURATE",
        "     1,  51.13,  71.43,  NaN,   2, true,  INACCURATE",
        "    60,  51.13,  71.43,    5,  70, true,  -",
        "    61,  51.13,  71.43,    5,  70, true,  BUFFERED",
        "    61,  51.13,  71.43,    5,   -, true,  BUFFERED",
        "     2,  51.13,  71.43,    5,   2, true,  NOT_NEWER",
        "     3,  51.13,  71.43,    5,   2, true,  NOT_NEWER",
        // 111 m north is what a receiver's jitter and one second may do, 1.1 km is not;
        "     1, 51.131,  71.43,    5,   2, true,  -",
        "     1,  51.14,  71.43,    5,   2, true,  IMPLAUSIBLE_SPEED",
        // after twenty seconds it is 40 m/s.
        "     1,  51.14,  71.43,    5,  21, true,  -",
      })
  void eachStepHasItsReason(
      long ageSeconds,
      double latitude,
      double longitude,
      Double accuracy,
      Long lastAgeSeconds,
      boolean onDuty,
      Doubt doubt) {
    var fix = fix(NOW.minusSeconds(ageSeconds), latitude, longitude, accuracy);
    var last = lastAgeSeconds == null ? null : last(NOW.minusSeconds(lastAgeSeconds));
    var arrival = new PositionPipeline.Arrival(fix, unit(onDuty), last, NOW);

    assertThat(pipeline.doubt(arrival)).isEqualTo(Optional.ofNullable(doubt));
  }

  @Test
  void aSenderWithoutUnitIsNotTracked() {
    var fix = fix(NOW, 51.13, 71.43, 5.0);
    assertThat(pipeline.doubt(new PositionPipeline.Arrival(fix, null, null, NOW)))
        .contains(Doubt.NOT_ON_DUTY);
  }

  /// A crew drives at up to 40 m/s; among its positions come old, repeated, vague, wild and empty
  /// ones, in any order. Whatever comes, the picture only ever moves to true positions, forward.
  @Test
  void anOldBufferedInvalidOrImplausiblePositionNeverMovesAUnit() {
    var random = new Random(20261122);
    for (int run = 0; run < 200; run++) {
      var picture = new LivePicture();
      var now = NOW;
      double latitude = 51.1;
      var shown = Instant.MIN;
      for (int i = 0; i < 200; i++) {
        var step = Duration.ofMillis(random.nextInt(1, 5_000));
        now = now.plus(step);
        latitude += step.toMillis() / 1000.0 * random.nextInt(40) / 111_195;
        var truth = fix(now, latitude, 71.4, 8.0);
        var sent = random.nextBoolean() ? truth : spoil(truth, now, random);
        var arrival = new PositionPipeline.Arrival(sent, unit(true), picture.latest(UNIT), now);
        if (pipeline.doubt(arrival).isEmpty()) {
          picture.move(UNIT, sent.believed());
        }
        var latest = picture.latest(UNIT);
        if (latest != null) {
          assertThat(latest.fixAt()).isAfterOrEqualTo(shown);
          assertThat(latest.point().latitude()).isBetween(51.1, latitude + 1e-9);
          assertThat(latest.point().longitude()).isEqualTo(71.4);
          shown = latest.fixAt();
        }
      }
      assertThat(shown).isAfter(NOW);
    }
  }

  private static ReportedFix spoil(ReportedFix truth, Instant now, Random random) {
    return switch (random.nextInt(6)) {
      // Where it was long ago, and where it never was.
      case 0 -> fix(now.minusSeconds(61 + random.nextInt(100_000)), 51.0, 71.4, 8.0);
      case 1 -> fix(now.plusSeconds(31 + random.nextInt(1_000)), 51.0, 71.4, 8.0);
      case 2 -> fix(now, 0, 0, 8.0);
      case 3 -> fix(now, Double.NaN, 71.4, 8.0);
      case 4 -> fix(now, truth.latitude(), 71.4, 501.0 + random.nextInt(1_000));
      // At most 5 s after the last; at most 450 m would be believed. The first of all is believed.
      default -> fix(now.minusSeconds(62), truth.latitude() + 0.5, 71.4, 8.0);
    };
  }

  private static ReportedFix fix(Instant at, double latitude, double longitude, Double accuracy) {
    return new ReportedFix(at, latitude, longitude, accuracy, null, null);
  }

  private static Fix last(Instant at) {
    return new Fix(LAST, at, null, null, null);
  }

  private static TrackedUnit unit(boolean onDuty) {
    return new TrackedUnit(UNIT, 7, "990101000000", true, onDuty, Set.of(), 1);
  }
}
