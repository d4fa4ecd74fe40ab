package io.qianzhi.exercise;

import io.qianzhi.command.group.Muster;
import io.qianzhi.command.release.ReleaseClock;
import io.qianzhi.command.report.ReportClock;
import io.qianzhi.command.review.AfterAction;
import io.qianzhi.command.review.DeadlineResult;
import io.qianzhi.command.review.DeadlineResult.Outcome;
import io.qianzhi.command.review.Intervals;
import io.qianzhi.command.review.ReviewSettings;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds what happened in an exercise against its standards. Pure; what was never reached counts 0.
final class Scoring {
  private final Facts facts;

  /// What happened, as it stood at the end.
  ///
  /// @param steps of the response that ran; empty = none did
  /// @param startedAt T0 of the response; null = none was started
  /// @param playedDuties what people who took part in person answer for
  /// @param playedUnits units whose crew took part in person
  record Facts(
      AfterAction report,
      List<ReviewSettings.Standard> limits,
      List<Assignment> assignments,
      List<Step> steps,
      @Nullable Instant startedAt,
      List<Muster> musters,
      List<ReportClock> reportClocks,
      List<ReleaseClock> releaseClocks,
      Set<String> playedDuties,
      boolean playedUnits) {}

  private Scoring(Facts facts) {
    this.facts = facts;
  }

  static Score score(List<Standard> standards, Facts facts) {
    var scoring = new Scoring(facts);
    return Score.of(standards.stream().map(scoring::line).toList());
  }

  private Score.Line line(Standard standard) {
    var measured = measure(standard);
    return new Score.Line(
        standard.id(),
        standard.group(),
        standard.name(),
        measured.basis(),
        standard.dutyName(),
        played(standard),
        measured.limitSeconds(),
        measured.tookSeconds(),
        measured.metCount(),
        measured.count(),
        measured.share() == 1,
        Score.tenths(measured.share() * standard.weight()),
        standard.weight());
  }

  private Score.Played played(Standard standard) {
    var duty = standard.duty();
    boolean people = duty == null ? facts.playedUnits() : facts.playedDuties().contains(duty);
    return people ? Score.Played.PEOPLE : Score.Played.SIMULATED;
  }

  private Measured measure(Standard standard) {
    return switch (standard.kind()) {
      case INTERVAL -> interval(standard);
      case STEP -> step(standard.of());
      case STEPS -> deadlines(DeadlineResult.Kind.STEP);
      case ORDER -> deadlines(DeadlineResult.Kind.ORDER);
      case REPORT -> report(standard.of());
      case RELEASE -> release();
      case NOTICE -> notices();
      case COMMAND -> command(Objects.requireNonNull(standard.withinSeconds()));
      case MUSTER -> muster(Objects.requireNonNull(standard.withinSeconds()));
    };
  }

  /// A unit that was turned back owes nothing; one that never got there counts as not in time.
  private Measured interval(Standard standard) {
    var limits =
        facts.limits().stream()
            .filter(one -> Json.word(one.interval()).equals(standard.of()))
            .toList();
    int met = 0;
    int all = 0;
    Long longest = null;
    for (var unit : facts.report().intervals()) {
      var own =
          unit.measured().stream()
              .filter(one -> Json.word(one.interval()).equals(standard.of()))
              .findFirst()
              .orElseThrow();
      if (!counts(standard, unit, own, limits)) {
        continue;
      }
      all++;
      met += Boolean.TRUE.equals(own.met()) ? 1 : 0;
      var seconds = own.seconds();
      longest = seconds == null || (longest != null && longest >= seconds) ? longest : seconds;
    }
    var seconds = limits.stream().map(one -> (long) one.seconds()).distinct().toList();
    return Measured.several(
        met, all, seconds.size() == 1 ? seconds.getFirst() : null, longest, basis(limits));
  }

  private boolean counts(
      Standard standard,
      Intervals unit,
      Intervals.Measured own,
      List<ReviewSettings.Standard> limits) {
    boolean fromCall = standard.of().equals("dispatch") || standard.of().equals("arrival");
    boolean mine = standard.services().isEmpty() || standard.services().contains(unit.service());
    boolean limited =
        own.seconds() != null
            ? own.met() != null
            : limits.stream()
                .anyMatch(
                    one -> one.services().isEmpty() || one.services().contains(unit.service()));
    return mine && limited && (!fromCall || unit.first()) && !turnedBack(unit);
  }

  private boolean turnedBack(Intervals unit) {
    var sent =
        facts.assignments().stream().filter(one -> one.unitId().equals(unit.unitId())).toList();
    return !sent.isEmpty()
        && sent.stream().allMatch(one -> one.state() == Assignment.State.CANCELLED);
  }

  private static String basis(List<ReviewSettings.Standard> limits) {
    return limits.stream()
        .map(ReviewSettings.Standard::basis)
        .filter(Predicate.not(String::isBlank))
        .distinct()
        .collect(Collectors.joining("；"));
  }

  private Measured step(String code) {
    var begun = facts.startedAt();
    var step =
        facts.steps().stream()
            .filter(one -> one.code().equals(code) && one.round() == 1)
            .findFirst();
    if (step.isEmpty() || begun == null) {
      return Measured.never(null, "");
    }
    var one = step.get();
    var dueAt = one.dueAt();
    boolean done = one.isDone() && one.isSettled();
    // Known before the response began: at once.
    var took = done ? between(begun, Objects.requireNonNull(one.settledAt())) : null;
    return Measured.once(dueAt == null ? null : between(begun, dueAt), took, one.basis());
  }

  /// Of those that were met or have run out; who ends before they run out owes nothing yet.
  private Measured deadlines(DeadlineResult.Kind kind) {
    var all =
        facts.report().deadlines().stream()
            .filter(one -> one.kind() == kind)
            .filter(one -> one.outcome() != Outcome.RUNNING && one.outcome() != Outcome.NOT_OWED)
            .filter(one -> one.outcome() != Outcome.SKIPPED)
            .toList();
    int met = (int) all.stream().filter(one -> one.outcome() == Outcome.MET).count();
    return Measured.of(met, all.size());
  }

  private Measured report(String kind) {
    return facts.reportClocks().stream()
        .filter(one -> Json.word(one.kind()).equals(kind))
        .min(Comparator.comparingInt(ReportClock::round))
        .map(
            one ->
                Measured.once(
                    between(one.startsAt(), one.dueAt()),
                    took(one.startsAt(), one.metAt()),
                    one.basis()))
        .orElseGet(() -> Measured.never(null, ""));
  }

  private Measured release() {
    var owed =
        facts.releaseClocks().stream()
            .filter(one -> one.state() != ReleaseClock.State.NOT_OWED)
            .filter(one -> one.kind() == ReleaseClock.Kind.FIRST_RELEASE)
            .findFirst();
    return owed.map(
            one ->
                Measured.once(
                    between(one.startsAt(), one.dueAt()),
                    took(one.startsAt(), one.metAt()),
                    one.basis()))
        .orElseGet(() -> Measured.never(null, ""));
  }

  private Measured notices() {
    var asOf = facts.report().asOf();
    var all =
        facts.report().deliveries().stream()
            .filter(one -> one.acknowledgeBy() != null)
            .filter(
                one ->
                    one.acknowledgedAt() != null
                        || one.late()
                        || (one.withdrawnAt() == null && asOf.isAfter(one.acknowledgeBy())))
            .toList();
    int met = (int) all.stream().filter(one -> one.acknowledgedAt() != null && !one.late()).count();
    return Measured.of(met, all.size());
  }

  private Measured command(long withinSeconds) {
    var history = facts.report().command();
    var there = firstAtScene();
    if (there == null || history.isEmpty()) {
      return Measured.never(withinSeconds, "");
    }
    for (int i = 1; i < history.size(); i++) {
      if (!history.get(i).since().equals(history.get(i - 1).until())) {
        return Measured.never(withinSeconds, "");
      }
    }
    return Measured.once(withinSeconds, between(there, history.getFirst().since()), "");
  }

  private Measured muster(long withinSeconds) {
    var there = firstAtScene();
    var complete =
        facts.musters().stream()
            .filter(one -> one.state() == Muster.State.COMPLETE)
            .min(Comparator.comparing(Muster::calledAt));
    return there == null || complete.isEmpty()
        ? Measured.never(withinSeconds, "")
        : Measured.once(withinSeconds, between(there, complete.get().calledAt()), "");
  }

  private @Nullable Instant firstAtScene() {
    return facts.report().intervals().stream()
        .map(Intervals::onSceneAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable Long took(Instant from, @Nullable Instant to) {
    return to == null ? null : Long.valueOf(between(from, to));
  }

  private static long between(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds());
  }
}
