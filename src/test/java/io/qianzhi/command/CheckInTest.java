package io.qianzhi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckInTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final Point SCENE = new Point(51.16, 71.47);
  private static final double METERS_PER_DEGREE = 111_195;

  private final CommandSettings settings =
      new Config(Path.of("conf")).read("command.yaml", CommandSettings.class);

  @ParameterizedTest
  @CsvSource({
    "100, 10, true",
    "505, 10, true",
    "520, 10, false",
    "690, 200, true",
    "690, 5000, true",
    "710, 5000, false"
  })
  void thePositionProvesWhoIsAtTheScene(int meters, double accuracy, boolean atScene) {
    var checkIn = judge(meters, accuracy, NOW);

    assertThat(checkIn.distanceMeters()).isBetween(meters - 1.0, meters + 1.0);
    assertThat(checkIn.atScene()).isEqualTo(atScene);
  }

  @ParameterizedTest
  @CsvSource({"-301, fix_too_old", "61, fix_in_future"})
  void anOldOrFuturePositionProvesNothing(int seconds, String code) {
    assertThatThrownBy(() -> judge(10, 10, NOW.plusSeconds(seconds)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private CheckIn judge(int meters, double accuracy, Instant fixAt) {
    var there = new Point(SCENE.latitude() + meters / METERS_PER_DEGREE, SCENE.longitude());
    var person = new PersonRef(UUID.randomUUID(), "陈志远");
    return CheckIn.judge(
        UUID.randomUUID(),
        List.of(SCENE),
        person,
        new CheckIn.Fix(there, accuracy, fixAt),
        settings,
        NOW);
  }
}
