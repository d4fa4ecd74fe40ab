package io.qianzhi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.dispatch.Recommendation.Code;
import io.qianzhi.geo.TravelTime;
import io.qianzhi.platform.json.Text;
import io.qianzhi.unit.Unit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final RunCards.Line ENGINES =
      new RunCards.Line(new Text("水罐", "engine"), "fire", "water_tank", 2);
  private static final RunCards.Line FOAM =
      new RunCards.Line(new Text("泡沫", "foam"), "fire", "foam", 1);

  private static Ranking.Option option(
      int number, List<String> capabilities, double seconds, double lineMeters) {
    var unit =
        new Unit(
            UUID.randomUUID(),
            number,
            "U" + number,
            "unit " + number,
            "fire",
            "water_tender",
            capabilities,
            "station",
            null,
            "990100000000",
            4,
            List.of(),
            Unit.Duty.ON_DUTY,
            null,
            Instant.EPOCH,
            true,
            false,
            1);
    TravelTime way =
        seconds < 0
            ? new TravelTime.Unreachable(TravelTime.Reason.NOT_CONNECTED)
            : new TravelTime.Reached(seconds, seconds * 10);
    return new Ranking.Option(unit, 5L, false, way, lineMeters);
  }

  private static RunCards.RunCard card(RunCards.Line... lines) {
    return new RunCards.RunCard(
        "test", new Text("", ""), List.of("1"), List.of("4"), List.of(lines));
  }

  @Test
  void theFastestByRoadGoAndTheNearerOneSaysWhyNot() {
    var acrossTheRiver = option(1, List.of("water_tank"), 900, 300);
    var near = option(2, List.of("water_tank"), 120, 1_000);
    var far = option(3, List.of("water_tank"), 240, 2_500);
    var unreachable = option(4, List.of("water_tank"), -1, 50);
    var line =
        Ranking.fill(card(ENGINES), List.of(acrossTheRiver, near, far, unreachable), 3).getFirst();

    assertThat(line.shortfall()).isZero();
    assertThat(line.candidates().stream().map(Recommendation.Candidate::callSign))
        .containsExactly("unit 2", "unit 3", "unit 1", "unit 4");
    assertThat(line.candidates().stream().map(Recommendation.Candidate::chosen))
        .containsExactly(true, true, false, false);
    assertThat(codes(line, 0)).contains(Code.FASTEST, Code.CAPABILITY);
    assertThat(codes(line, 2)).contains(Code.NEARER_BY_LINE_BUT_SLOWER);
    assertThat(codes(line, 3)).contains(Code.NO_ROAD);
    assertThat(line.candidates().get(3).travelSeconds()).isNull();
  }

  @Test
  void aUnitFillsOneLineOnlyAndShortfallsAreNamed() {
    var both = option(1, List.of("water_tank", "foam"), 60, 500);
    var lines = Ranking.fill(card(ENGINES, FOAM), List.of(both), 3);
    assertThat(lines.get(0).shortfall()).isEqualTo(1);
    assertThat(lines.get(1).shortfall()).isEqualTo(1);
    assertThat(lines.get(1).candidates()).isEmpty();
  }

  private static List<Code> codes(Recommendation.Line line, int candidate) {
    return line.candidates().get(candidate).reasons().stream()
        .map(Recommendation.Reason::code)
        .toList();
  }
}
