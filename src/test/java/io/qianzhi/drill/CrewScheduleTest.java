package io.qianzhi.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.drill.CrewSchedule.Next;
import io.qianzhi.platform.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrewScheduleTest {
  private static final Instant DISPATCHED = Instant.parse("2026-11-22T02:13:00Z");
  private static final DrillRules RULES = DrillRules.load(new Config(Path.of("conf")), Map.of());

  private final CrewSchedule schedule = new CrewSchedule(RULES.crews());

  /// Every state that was reached took a minute.
  private static Assignment assignment(UUID id, Assignment.State state) {
    var times = new LinkedHashMap<String, Instant>();
    var at = DISPATCHED;
    for (var each : Assignment.State.values()) {
      if (each.compareTo(state) <= 0) {
        times.put(each.name().toLowerCase(Locale.ROOT), at);
        at = at.plusSeconds(60);
      }
    }
    return new Assignment(
        id,
        UUID.randomUUID(),
        UUID.randomUUID(),
        "消防云顶站-水罐1车",
        "fire",
        state,
        times,
        DISPATCHED.plusSeconds(60),
        false,
        300.0,
        3_000.0,
        null,
        List.of(),
        1);
  }

  /// Seconds are counted from the dispatch; each state before took 60.
  @ParameterizedTest(name = "{0}, at the scene {1}, told {2}: {3}")
  @CsvSource({
    "DISPATCHED,   false, false, DELIVERED,    1,   2",
    "DELIVERED,    false, false, ACKNOWLEDGED, 3,   120",
    "ACKNOWLEDGED, false, false, EN_ROUTE,     140, 180",
    "EN_ROUTE,     false, false, drives,       0,   0",
    "EN_ROUTE,     true,  false, ON_SCENE,     180, 180",
    "ON_SCENE,     true,  false, tells,        260, 330",
    "ON_SCENE,     true,  true,  CLEARED,      420, 840",
    // An operator who heard it by radio was faster than the wheels.
    "ON_SCENE,     false, true,  CLEARED,      420, 840",
    "CLEARED,      true,  true,  nothing,      0,   0",
    "CANCELLED,    false, false, nothing,      0,   0",
  })
  void aCrewDoesOneThingAfterTheOther(
      Assignment.State state, boolean there, boolean told, String what, int from, int to) {
    for (int i = 0; i < 200; i++) {
      var next = schedule.next(assignment(UUID.randomUUID(), state), there, told);
      var due =
          switch (next) {
            case Next.Press press -> {
              assertThat(press.state().name()).isEqualTo(what);
              yield press.due();
            }
            case Next.Tell tell -> {
              assertThat(what).isEqualTo("tells");
              yield tell.due();
            }
            case Next.Drive drive -> {
              assertThat(what).isEqualTo("drives");
              yield DISPATCHED;
            }
            case Next.Nothing nothing -> {
              assertThat(what).isEqualTo("nothing");
              yield DISPATCHED;
            }
          };
      assertThat(Duration.between(DISPATCHED, due).toMillis())
          .isBetween(from * 1_000L, to * 1_000L);
    }
  }

  @Test
  void afterARestartACrewHasTheSameInMind() {
    var id = UUID.randomUUID();
    for (var state : Assignment.State.values()) {
      assertThat(new CrewSchedule(RULES.crews()).next(assignment(id, state), true, true))
          .isEqualTo(schedule.next(assignment(id, state), true, true));
    }
  }

  @Test
  void aFewCrewsMissTheOrderUntilTheyAreAlertedAgain() {
    int crews = 2_000;
    int late = 0;
    for (int i = 0; i < crews; i++) {
      var next =
          schedule.next(assignment(UUID.randomUUID(), Assignment.State.DELIVERED), false, false);
      if (((Next.Press) next).due().isAfter(DISPATCHED.plusSeconds(60))) {
        late++;
      }
    }
    assertThat(late).isBetween(crews / 100, crews / 10);
  }
}
