package io.qianzhi.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// What a change of a checklist changes with it: which steps are needed, which clocks run, what
/// comes round again. Of a response that has ended, only clocks follow.
final class Consequences {
  private final Checklist checklist;
  private final Condition.Situation situation;

  Consequences(Checklist checklist, Condition.Situation situation) {
    this.checklist = checklist;
    this.situation = situation;
  }

  void settle() {
    boolean again = true;
    while (again) {
      again = false;
      for (var step : checklist.all()) {
        var next = clocked(checklist.response().isActive() ? needed(step) : step);
        if (!next.equals(step)) {
          checklist.put(next);
          again = true;
        }
        if (checklist.response().isActive()) {
          again |= openNextRound(next);
        }
      }
    }
  }

  private Step needed(Step step) {
    boolean decided =
        checklist.planned(step).map(PlanStep::condition).isPresent() || step.round() > 1;
    if (!decided || step.isDone() || step.state() == Step.State.SKIPPED) {
      return step;
    }
    boolean needed =
        holds(step)
            && (step.round() == 1
                || checklist
                    .round(step.code(), step.round() - 1)
                    .map(Step::isSettled)
                    .orElse(true));
    if (needed == (step.state() == Step.State.OPEN)) {
      return step;
    }
    return needed ? neededAgain(step) : step.notNeeded();
  }

  /// A round counts from when the one before it was settled.
  private Step neededAgain(Step step) {
    var before = checklist.round(step.code(), step.round() - 1).map(Step::settledAt).orElse(null);
    var every = step.everyMinutes();
    return before == null || every == null
        ? step.neededAgain(step.dueAt())
        : step.neededAgain(before.plus(every, ChronoUnit.MINUTES));
  }

  private boolean holds(Step step) {
    return checklist
        .planned(step)
        .map(PlanStep::condition)
        .map(condition -> condition.holds(situation, this::answerOf))
        .orElse(true);
  }

  /// What the step said the last time it was done.
  private @Nullable String answerOf(String code) {
    return checklist.all().stream()
        .filter(step -> step.code().equals(code) && step.isDone())
        .max(Comparator.comparingInt(Step::round))
        .map(Step::answer)
        .orElse(null);
  }

  private Step clocked(Step step) {
    var clock = step.clock();
    if (clock == null || !clock.startsWithStep() || step.isSettled() || step.round() > 1) {
      return step;
    }
    var anchor = checklist.round(clock.from(), 1).map(Consequences::passedAt).orElse(null);
    if ((anchor == null) == (step.dueAt() == null)) {
      return step;
    }
    return anchor == null ? step.clockStopped() : step.clockStarted(anchor);
  }

  /// What was skipped counts as passed: the clock after it runs all the same.
  private static @Nullable Instant passedAt(Step step) {
    var skipped = step.skipped();
    return skipped == null ? step.completedAt() : skipped.at();
  }

  private boolean openNextRound(Step step) {
    var settledAt = step.settledAt();
    var every = step.everyMinutes();
    if (every == null || settledAt == null || !step.isSettled()) {
      return false;
    }
    if (checklist.round(step.code(), step.round() + 1).isPresent() || !holds(step)) {
      return false;
    }
    checklist.put(step.nextRound(settledAt.plus(every, ChronoUnit.MINUTES)));
    return true;
  }
}
