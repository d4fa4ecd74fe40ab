package io.qianzhi.dispatch;

import io.qianzhi.dispatch.Recommendation.Candidate;
import io.qianzhi.dispatch.Recommendation.Code;
import io.qianzhi.dispatch.Recommendation.Reason;
import io.qianzhi.geo.TravelTime;
import io.qianzhi.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fills the lines of a run card, pure: the fastest by road first, each unit once.
final class Ranking {
  private static final Comparator<Option> BY_TRAVEL_TIME =
      Comparator.comparingDouble(Option::seconds)
          .thenComparingInt(option -> option.unit().number());

  private Ranking() {}

  /// An available unit and its way.
  ///
  /// @param positionAgeSeconds null when its station stands for its position
  /// @param lineMeters straight-line distance
  record Option(
      Unit unit,
      @Nullable Long positionAgeSeconds,
      boolean positionStale,
      TravelTime travelTime,
      double lineMeters) {

    double seconds() {
      return travelTime instanceof TravelTime.Reached reached
          ? reached.seconds()
          : Double.POSITIVE_INFINITY;
    }

    boolean serves(RunCards.Line line) {
      return Ranking.serves(unit, line);
    }
  }

  private static boolean serves(Unit unit, RunCards.Line line) {
    return unit.service().equals(line.service())
        && (line.capability() == null || unit.capabilities().contains(line.capability()));
  }

  /// A card less those who are on the incident already, each counted once. A line that needs nobody
  /// any more stays: who is next in rank can be asked for all the same.
  static RunCards.RunCard without(RunCards.RunCard card, List<Unit> onIt) {
    var uncounted = new ArrayList<>(onIt);
    var lines = new ArrayList<RunCards.Line>();
    for (var line : card.lines()) {
      int still = line.quantity();
      for (var unit : List.copyOf(uncounted)) {
        if (still > 0 && serves(unit, line)) {
          uncounted.remove(unit);
          still--;
        }
      }
      lines.add(new RunCards.Line(line.need(), line.service(), line.capability(), still));
    }
    return new RunCards.RunCard(card.id(), card.name(), card.types(), card.grades(), lines);
  }

  static List<Recommendation.Line> fill(
      RunCards.RunCard card, List<Option> options, int alternatives) {
    var ranked = options.stream().sorted(BY_TRAVEL_TIME).toList();
    Set<UUID> taken = new HashSet<>();
    var lines = new ArrayList<Recommendation.Line>();
    for (var line : card.lines()) {
      lines.add(fill(line, ranked, taken, alternatives));
    }
    return lines;
  }

  private static Recommendation.Line fill(
      RunCards.Line line, List<Option> ranked, Set<UUID> taken, int alternatives) {
    var free =
        ranked.stream()
            .filter(option -> option.serves(line) && !taken.contains(option.unit().id()))
            .toList();
    var chosen =
        free.stream()
            .filter(option -> option.travelTime() instanceof TravelTime.Reached)
            .limit(line.quantity())
            .toList();
    chosen.forEach(option -> taken.add(option.unit().id()));
    var others = free.stream().filter(option -> !chosen.contains(option)).toList();
    double farthestChosen =
        chosen.stream().mapToDouble(Option::lineMeters).max().orElse(Double.NEGATIVE_INFINITY);
    // Nearest by straight line among those not chosen: the one an operator would ask about.
    var asked =
        others.stream()
            .min(Comparator.comparingDouble(Option::lineMeters))
            .filter(option -> option.lineMeters() < farthestChosen);
    var candidates = new ArrayList<Candidate>();
    for (int i = 0; i < chosen.size(); i++) {
      candidates.add(candidate(chosen.get(i), line, true, i == 0, false));
    }
    var shown = new ArrayList<>(others.stream().limit(alternatives).toList());
    asked.filter(option -> !shown.contains(option)).ifPresent(shown::add);
    for (var option : shown) {
      boolean nearer = option.lineMeters() < farthestChosen;
      candidates.add(candidate(option, line, false, false, nearer));
    }
    return new Recommendation.Line(
        line.need(),
        line.service(),
        line.capability(),
        line.quantity(),
        line.quantity() - chosen.size(),
        candidates);
  }

  private static Candidate candidate(
      Option option, RunCards.Line line, boolean chosen, boolean fastest, boolean nearerByLine) {
    var reasons = new ArrayList<Reason>();
    if (fastest) {
      reasons.add(new Reason(Code.FASTEST, null));
    }
    if (line.capability() != null) {
      reasons.add(new Reason(Code.CAPABILITY, line.capability()));
    }
    boolean reached = option.travelTime() instanceof TravelTime.Reached;
    if (!reached) {
      reasons.add(new Reason(Code.NO_ROAD, null));
    } else if (nearerByLine) {
      var meters = String.valueOf(Math.round(option.lineMeters()));
      reasons.add(new Reason(Code.NEARER_BY_LINE_BUT_SLOWER, meters));
    }
    if (option.positionAgeSeconds() == null) {
      reasons.add(new Reason(Code.AT_STATION, option.unit().stationName()));
    } else if (option.positionStale()) {
      reasons.add(new Reason(Code.POSITION_STALE, null));
    }
    var way = option.travelTime() instanceof TravelTime.Reached found ? found : null;
    return new Candidate(
        option.unit().id(),
        option.unit().callSign(),
        chosen,
        way == null ? null : Double.valueOf(Math.rint(way.seconds())),
        way == null ? null : Double.valueOf(Math.rint(way.meters())),
        option.positionAgeSeconds(),
        reasons);
  }
}
