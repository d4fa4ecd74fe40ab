package io.qianzhi.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.review.AfterAction;
import io.qianzhi.command.review.DeadlineResult;
import io.qianzhi.command.review.DeadlineResult.Outcome;
import io.qianzhi.command.review.Intervals;
import io.qianzhi.command.review.Review;
import io.qianzhi.command.review.ReviewSettings;
import io.qianzhi.command.review.ReviewSettings.Interval;
import io.qianzhi.dispatch.RunCards;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanVocabulary;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a standard is worth for what happened, and which scenarios are refused.
class ScoringTest {
  private static final Instant CALL = Instant.parse("2026-03-01T08:00:00Z");
  private static final Text NAME = new Text("名", "name");
  private static final Instant NOW = CALL.plusSeconds(3600);

  /// The last column: how many units were in time, of how many.
  @ParameterizedTest
  @CsvSource({
    "'45,60',        2, 2, 10.0",
    "'45,61',        1, 2, 5.0",
    "'61',           0, 1, 0.0",
    "'45,60,61',     2, 3, 6.7",
    "'45,never',     1, 2, 5.0",
    "'',             0, 0, 0.0",
  })
  void ofSeveralUnitsEachCountsItsShareAndWhoNeverCameCountsNothing(
      String seconds, int met, int all, double points) {
    var units =
        seconds.isEmpty()
            ? List.<Intervals>of()
            : Stream.of(seconds.split(","))
                .map(one -> unit(one.equals("never") ? null : Long.valueOf(one)))
                .toList();
    var line = line(standard(Standard.Kind.INTERVAL, "reach", null), facts(units, List.of(), 0));
    assertThat(line.metCount()).isEqualTo(met);
    assertThat(line.count()).isEqualTo(all);
    assertThat(line.points()).isEqualTo(points);
    assertThat(line.met()).isEqualTo(all > 0 && met == all);
  }

  @ParameterizedTest
  @CsvSource({
    "'met,met',              10.0",
    "'met,late',             5.0",
    "'met,missed',           5.0",
    "'met,running,not_owed', 10.0",
    "'running',              0.0",
    "'',                     0.0",
  })
  void ofDeadlinesOnlyThoseCountThatWereMetOrHaveRunOut(String outcomes, double points) {
    var deadlines =
        Stream.of(outcomes.split(","))
            .filter(one -> !one.isEmpty())
            .map(one -> deadline(Outcome.valueOf(one.toUpperCase(Locale.ROOT))))
            .toList();
    var line = line(standard(Standard.Kind.STEPS, "", null), facts(List.of(), deadlines, 0));
    assertThat(line.points()).isEqualTo(points);
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("at once and for ever", List.of(0, -1), true),
        Arguments.of("handed over in the same moment", List.of(30, 90, 90, -1), true),
        Arguments.of("too late", List.of(121, -1), false),
        Arguments.of("for a while nobody", List.of(30, 90, 91, -1), false),
        Arguments.of("never anybody", List.<Integer>of(), false));
  }

  /// Pairs of from and until, in seconds after the first unit came.
  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void somebodyIsInCommandSoonAndAlwaysOne(String name, List<Integer> spans, boolean met) {
    var facts = facts(List.of(unit(45L)), List.of(), 0, spans);
    var line = line(standard(Standard.Kind.COMMAND, "", 120L), facts);
    assertThat(line.met()).isEqualTo(met);
    assertThat(line.points()).isEqualTo(met ? 10 : 0);
  }

  @Test
  void aScoreSaysWhoseDutyItWasAndWhetherSomebodyPlayedItInPersonAndAddsUp() {
    var dispatched = standard(Standard.Kind.INTERVAL, "reach", null);
    var score =
        Scoring.score(
            List.of(dispatched, standard(Standard.Kind.STEPS, "", null)),
            facts(List.of(unit(45L), unit(60L), unit(61L)), List.of(deadline(Outcome.MET)), 1));
    assertThat(score.lines())
        .extracting(Score.Line::played)
        .containsExactly(Score.Played.PEOPLE, Score.Played.PEOPLE);
    assertThat(score.groups()).containsExactly(new Score.Sum(Standard.Group.PLAN, 16.7, 20));
    assertThat(score.total()).isEqualTo(16.7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dispatched: 8,       | dispatched: 9,      | HAZ-TANK has weights of 101 points, not 100",
        "isolation: 6,        | shut-off: 6,        | HAZ-TANK weighs shut-off, which is of the"
            + " unknown Q03",
        "code: FIRE-HIGHRISE  | code: HAZ-TANK      | HAZ-TANK stands among the scenarios twice",
        "typeCode: '12D00'    | typeCode: '99Z99'   | HAZ-TANK has the unknown type of event 99Z99",
        "duty: DISP           | duty: NOBODY        | HAZ-TANK has a standard of the unknown duty"
            + " NOBODY",
        "of: dispatch,        | of: despatch,       | HAZ-TANK weighs dispatched, which is of the"
            + " unknown despatch",
        "evidence: {H01:      | evidence: {H99:     | HAZ-TANK knows of no step H99",
        "name: 化工储罐区（演练） | name: 储罐区, area: 某区 | HAZ-TANK is in 某区, which is no area of",
      })
  void aScenarioThatDoesNotFitIsRefusedInOneSentence(
      String before, String after, String sentence, @TempDir Path folder) throws IOException {
    var file = Files.readString(Path.of("conf/exercises.yaml"));
    assertThat(file).contains(before.strip());
    Files.writeString(
        folder.resolve("exercises.yaml"),
        file.replaceFirst(Pattern.quote(before.strip()), after.strip()));
    var conf = new Config(Path.of("conf"));
    var types = EventTypes.load(conf);
    var cards = RunCards.load(conf).ids();
    var plans =
        PlanCatalogue.load(
            conf,
            () -> PlanVocabulary.load(conf, types, cards, CityTime.today(InstantSource.system())));
    var city = CityFolder.load(Path.of("conf/demo-city"));
    assertThatThrownBy(() -> Scenarios.load(new Config(folder), city, types, plans))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining(sentence.strip());
  }

  private static Standard standard(Standard.Kind kind, String of, @Nullable Long within) {
    return new Standard(
        "id", Standard.Group.PLAN, kind, of, List.of(), within, "OPS", NAME, NAME, 10);
  }

  private static Score.Line line(Standard standard, Scoring.Facts facts) {
    return Scoring.score(List.of(standard), facts).lines().getFirst();
  }

  /// @param reachSeconds null = it never came
  private static Intervals unit(@Nullable Long reachSeconds) {
    boolean inTime = reachSeconds != null && reachSeconds <= 60;
    var measured =
        Stream.of(Interval.values())
            .map(
                interval ->
                    new Intervals.Measured(
                        interval,
                        interval == Interval.REACH ? reachSeconds : null,
                        List.of(),
                        interval == Interval.REACH ? inTime : null))
            .toList();
    return new Intervals(
        UUID.randomUUID(),
        "水罐1车",
        "fire",
        true,
        CALL,
        reachSeconds == null ? null : CALL.plusSeconds(reachSeconds),
        measured);
  }

  private static DeadlineResult deadline(Outcome outcome) {
    return new DeadlineResult(
        DeadlineResult.Kind.STEP, "B02", NAME, List.of(), CALL, null, outcome, null, "", true);
  }

  private static Scoring.Facts facts(
      List<Intervals> units, List<DeadlineResult> deadlines, int players) {
    return facts(units, deadlines, players, List.of());
  }

  private static Scoring.Facts facts(
      List<Intervals> units, List<DeadlineResult> deadlines, int players, List<Integer> spans) {
    var command = new ArrayList<AfterAction.InCommand>();
    var there = CALL.plusSeconds(45);
    for (int i = 0; i < spans.size(); i += 2) {
      int until = spans.get(i + 1);
      command.add(
          new AfterAction.InCommand(
              new PersonRef(UUID.randomUUID(), "某"),
              there.plusSeconds(spans.get(i)),
              until < 0 ? null : there.plusSeconds(until),
              "command.taken"));
    }
    var report =
        new AfterAction(
            JsonNodeFactory.instance.objectNode(),
            NAME,
            NOW,
            new Verification(0, null, null, null, ""),
            CALL,
            units,
            deadlines,
            List.of(),
            command,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Review(UUID.randomUUID(), "", null, null, 0),
            List.of());
    var limit =
        new ReviewSettings.Standard(
            "reach",
            Interval.REACH,
            List.of(),
            60,
            null,
            null,
            NAME,
            "",
            ReviewSettings.SetBy.DEFAULT);
    return new Scoring.Facts(
        report,
        List.of(limit),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        players > 0 ? Set.of("OPS") : Set.of(),
        false);
  }
}
