package io.qianzhi.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Grading and duplicates as tables over the files that ship.
class RulesTest {
  private static final Config CONFIG = new Config(Path.of("conf"));
  private static final EventTypes TYPES = EventTypes.load(CONFIG);
  private static final Grading GRADING = Grading.load(CONFIG, TYPES);
  private static final Duplicates DUPLICATES =
      new Duplicates(IncidentRules.load(CONFIG).duplicates(), TYPES);
  private static final Instant NOW = Instant.parse("2026-11-22T02:13:00Z");

  @ParameterizedTest(name = "{0}: {1} dead, {2} serious, {3} light: grade {4} by {5}")
  @CsvSource({
    "12G00, 0, 0, 0, , ",
    "12G00, 0, 0, 5, , ",
    "12G00, 1, 0, 0, 4, dead-1",
    "12G00, 2, 9, 0, 4, dead-1",
    "12G00, 3, 0, 0, 3, dead-3",
    "12G00, 0, 10, 0, 3, serious-10",
    "12G00, 9, 49, 0, 3, dead-3",
    "12G00, 10, 0, 0, 2, dead-10",
    "12G00, 0, 50, 0, 2, serious-50",
    "12G00, 29, 99, 0, 2, dead-10",
    "12G00, 30, 0, 0, 1, dead-30",
    "12G00, 0, 100, 0, 1, serious-100",
    "11C02, 49, 0, 0, 3, dead-10",
    "11C02, 300, 0, 0, 1, dead-300",
    "13B00, 0, 0, 29, , ",
    "13B00, 0, 0, 30, 4, ill-30",
    "13B00, 0, 100, 1, 3, ill-101",
    "13B00, 1, 0, 100, 2, ill-101-dead-1",
    "14A00, 40, 0, 0, , "
  })
  void gradesFollowTheNumbers(
      String type,
      int dead,
      int serious,
      int light,
      @Nullable Integer grade,
      @Nullable String rule) {
    var proposal =
        GRADING.propose(TYPES.require(type).family(), new Casualties(dead, 0, 0, serious, light));
    assertThat(proposal.grade()).isEqualTo(grade);
    assertThat(proposal.rule()).isEqualTo(rule);
  }

  @ParameterizedTest(name = "{0} m north, {1} min ago, {2}, number {3}: {4}")
  @CsvSource({
    "0, 0, 12G00, true, 1.0",
    "0, 0, 12G00, false, 0.85",
    "0, 0, , false, 0.75",
    "150, 60, 12D00, false, 0.44",
    "290, 110, 12G00, false, ",
    "301, 0, 12G00, true, ",
    "0, 121, 12G00, true, ",
    "250, 0, 13A00, false, "
  })
  void duplicatesAreScoredByDistanceTimeTypeAndNumber(
      double metersNorth,
      int minutesAgo,
      @Nullable String type,
      boolean sameNumber,
      @Nullable Double score) {
    var here = new Point(51.16, 71.47);
    var there = new Point(51.16 + metersNorth / 111_195, 71.47);
    var report = new Duplicates.Report(there, type, sameNumber ? "110" : null, NOW);
    var candidate =
        DUPLICATES.score(report, fire(here, NOW.minusSeconds(60L * minutesAgo)), Set.of("110"));
    assertThat(candidate == null ? null : candidate.score()).isEqualTo(score);
  }

  private static Incident fire(Point point, Instant receivedAt) {
    var text = new Text("", "");
    return new Incident(
        UUID.randomUUID(),
        "20261122-0001",
        true,
        Incident.State.OPEN,
        null,
        "12G00",
        2,
        "",
        point,
        "",
        "990100000000",
        List.of(),
        List.of(),
        receivedAt,
        receivedAt,
        null,
        Casualties.NONE,
        null,
        new Incident.GradeProposal(null, "work_safety", null, text, null),
        null,
        1,
        null,
        1);
  }
}
