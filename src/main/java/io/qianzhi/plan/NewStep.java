package io.qianzhi.plan;

import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Steps as they begin: the plan's own, and those that somebody adds on the spot.
final class NewStep {
  private static final String ADDED_PHASE = "ADDED";
  private static final Text NO_HINT = new Text("办理情况", "What was done");

  private NewStep() {}

  /// What somebody adds.
  ///
  /// @param role null = a person was named
  record Addition(
      String title,
      @Nullable String role,
      @Nullable UUID personId,
      @Nullable Integer deadlineMinutes,
      PlanStep.Evidence.@Nullable Kind evidenceKind) {}

  /// @param knownAt when the incident became known; some clocks start there
  static Step planned(
      PlanStep plan,
      int position,
      Response response,
      List<PersonRef> owners,
      Instant startedAt,
      Instant knownAt) {
    var recurrence = plan.recurrence();
    return new Step(
        UUID.randomUUID(),
        response.id(),
        response.incidentId(),
        plan.code(),
        1,
        recurrence == null ? null : recurrence.everyMinutes(),
        position,
        plan.phase(),
        plan.title(),
        plan.role(),
        owners,
        firstDue(plan.clock(), startedAt, knownAt),
        Step.State.OPEN,
        false,
        false,
        plan.lifeSafety(),
        plan.signatureRequired(),
        null,
        null,
        plan.dependsOn(),
        plan.evidence().kind(),
        plan.evidence().hint(),
        plan.evidence().unit(),
        plan.answers(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        LegalBasis.read(plan.basis(), CityTime.day(startedAt)),
        plan.deadlineIsDefault(),
        null,
        null,
        null,
        Ladder.NONE,
        1,
        plan.clock(),
        plan.doneBy(),
        false);
  }

  /// @param number counts those of the response
  static Step added(
      Addition addition,
      int number,
      int position,
      Response response,
      List<PersonRef> owners,
      PersonRef by,
      Instant at) {
    var minutes = addition.deadlineMinutes();
    var kind = addition.evidenceKind();
    var title = addition.title().strip();
    return new Step(
        UUID.randomUUID(),
        response.id(),
        response.incidentId(),
        "X%02d".formatted(number),
        1,
        null,
        position,
        ADDED_PHASE,
        new Text(title, title),
        addition.role() == null ? "" : addition.role(),
        owners,
        minutes == null ? null : at.plus(minutes, ChronoUnit.MINUTES),
        Step.State.OPEN,
        false,
        false,
        false,
        false,
        null,
        null,
        List.of(),
        kind == null ? PlanStep.Evidence.Kind.TEXT : kind,
        NO_HINT,
        null,
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        "",
        false,
        null,
        new Step.Addition(by, at),
        null,
        Ladder.NONE,
        1,
        null,
        null,
        false);
  }

  private static @Nullable Instant firstDue(
      PlanStep.@Nullable Clock clock, Instant startedAt, Instant knownAt) {
    if (clock == null || !clock.startsAtOnce()) {
      return null;
    }
    return clock.after(clock.from().equals(PlanStep.Clock.KNOWN_AT) ? knownAt : startedAt);
  }
}
