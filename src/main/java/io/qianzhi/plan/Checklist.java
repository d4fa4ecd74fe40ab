package io.qianzhi.plan;

import io.qianzhi.platform.problem.Problem;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All steps of one response with the plan it started with: what may be done next, and what else
/// changes with it.
///
/// Life safety is never locked: those steps may be done before their predecessors and before their
/// signature. Every other step waits for both.
final class Checklist {
  private final Response response;
  private final Map<String, PlanStep> plan;
  private final Map<UUID, Step> steps = new LinkedHashMap<>();
  private final Map<UUID, Step> stored = new LinkedHashMap<>();

  /// @param plan the steps as the response's own version of the plan says
  /// @param steps as they are stored
  Checklist(Response response, List<PlanStep> plan, List<Step> steps) {
    this.response = response;
    this.plan = plan.stream().collect(Collectors.toMap(PlanStep::code, step -> step, (a, b) -> a));
    steps.forEach(step -> this.steps.put(step.id(), step));
    stored.putAll(this.steps);
  }

  /// A checklist that begins: none of its steps is stored yet.
  static Checklist begin(Response response, List<PlanStep> plan, List<Step> steps) {
    var checklist = new Checklist(response, plan, steps);
    checklist.stored.clear();
    return checklist;
  }

  Response response() {
    return response;
  }

  Step byId(UUID id) {
    return Objects.requireNonNull(steps.get(id));
  }

  /// What the plan says about a step; empty for one that was added on the spot.
  Optional<PlanStep> planned(Step step) {
    return Optional.ofNullable(plan.get(step.code()));
  }

  /// The step that a fact ticks: of one that comes round again, the round that is open.
  Optional<Step> doneBy(PlanStep.Fact fact) {
    return steps.values().stream()
        .filter(step -> step.doneBy() == fact)
        .max(
            Comparator.comparing((Step step) -> step.state() == Step.State.OPEN)
                .thenComparingInt(Step::round));
  }

  /// The predecessors that are not passed; of one that comes round again, the first round counts.
  List<Step> openBefore(Step step) {
    return step.dependsOn().stream()
        .map(code -> round(code, 1))
        .flatMap(Optional::stream)
        .filter(before -> !before.isPassed())
        .toList();
  }

  private Optional<Step> round(String code, int round) {
    return steps.values().stream()
        .filter(step -> step.code().equals(code) && step.round() == round)
        .findFirst();
  }

  /// @throws Problem `step_done`, `step_not_needed`, `activation_order_needed`, `step_blocked` or
  ///   `signature_missing`
  void requireCompletable(Step step) {
    if (step.isDone()) {
      throw Problem.conflict("step_done", "Step %s is already done.".formatted(step.code()))
          .with("step", step.title());
    }
    if (step.state() == Step.State.NOT_NEEDED && !step.lifeSafety()) {
      throw Problem.conflict(
              "step_not_needed",
              "Step %s is not needed as things stand; nothing waits for it.".formatted(step.code()))
          .with("step", step.title());
    }
    refuseActivationOrder(step);
    requireUnblocked(step);
    if (step.signatureRequired() && step.signedAt() == null && !step.lifeSafety()) {
      throw Problem.conflict(
              "signature_missing",
              "Step %s needs the leader's signature before it can be ticked."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// @throws Problem `no_signature_needed`, `step_signed`, `activation_order_needed` or
  ///   `step_blocked`
  void requireSignable(Step step) {
    if (!step.signatureRequired() || step.state() == Step.State.NOT_NEEDED) {
      throw Problem.conflict(
              "no_signature_needed", "Step %s asks for no signature.".formatted(step.code()))
          .with("step", step.title());
    }
    if (step.signedAt() != null) {
      throw Problem.conflict("step_signed", "Step %s is already signed.".formatted(step.code()))
          .with("step", step.title());
    }
    refuseActivationOrder(step);
    requireUnblocked(step);
  }

  /// @throws Problem `step_open`, or `activation_signed` for the order that cannot be unsigned
  void requireReopenable(Step step) {
    if (!step.isDone()) {
      throw Problem.conflict("step_open", "Step %s is not done.".formatted(step.code()))
          .with("step", step.title());
    }
    if (step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER) {
      throw Problem.conflict(
          "activation_signed", "A signed activation order cannot be taken back, only ended.");
    }
  }

  /// @throws Problem `step_blocked` naming the predecessors that are open
  void requireUnblocked(Step step) {
    var open = openBefore(step);
    if (!step.lifeSafety() && !open.isEmpty()) {
      throw Problem.conflict(
              "step_blocked",
              "Step %s waits for %s. Do that first."
                  .formatted(
                      step.code(),
                      open.stream()
                          .map(before -> before.code() + " " + before.title().zh())
                          .collect(Collectors.joining(", "))))
          .with("step", step.title())
          .with("waitsFor", open.stream().map(Step::title).toList());
    }
  }

  private static void refuseActivationOrder(Step step) {
    if (step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER) {
      throw Problem.conflict(
              "activation_order_needed",
              "Step %s is done by signing the activation order with its four parts."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// Takes over a changed step.
  void put(Step step) {
    steps.put(step.id(), step);
  }

  /// What else changes with what was put: which steps are needed, which clocks run, what comes
  /// round again. Of a response that has ended, only clocks follow.
  void follow(Condition.Situation situation) {
    boolean again = true;
    while (again) {
      again = false;
      for (var step : all()) {
        var next = clocked(response.isActive() ? needed(step, situation) : step);
        if (!next.equals(step)) {
          put(next);
          again = true;
        }
        if (response.isActive()) {
          again |= openNextRound(next, situation);
        }
      }
    }
  }

  private Step needed(Step step, Condition.Situation situation) {
    boolean decided = planned(step).map(PlanStep::condition).isPresent() || step.round() > 1;
    if (!decided || step.isDone()) {
      return step;
    }
    boolean needed =
        holds(step, situation)
            && (step.round() == 1
                || round(step.code(), step.round() - 1).map(Step::isSettled).orElse(true));
    if (needed == (step.state() == Step.State.OPEN)) {
      return step;
    }
    return needed ? neededAgain(step) : step.notNeeded();
  }

  /// A round counts from when the one before it was settled.
  private Step neededAgain(Step step) {
    var before = round(step.code(), step.round() - 1).map(Step::settledAt).orElse(null);
    var every = step.everyMinutes();
    return before == null || every == null
        ? step.neededAgain(step.dueAt())
        : step.neededAgain(before.plus(every, ChronoUnit.MINUTES));
  }

  private boolean holds(Step step, Condition.Situation situation) {
    return planned(step)
        .map(PlanStep::condition)
        .map(condition -> condition.holds(situation, this::answerOf))
        .orElse(true);
  }

  /// What the step said the last time it was done.
  private @Nullable String answerOf(String code) {
    return steps.values().stream()
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
    var anchor = round(clock.from(), 1).filter(Step::isDone).map(Step::completedAt).orElse(null);
    if ((anchor == null) == (step.dueAt() == null)) {
      return step;
    }
    return anchor == null ? step.clockStopped() : step.clockStarted(anchor);
  }

  private boolean openNextRound(Step step, Condition.Situation situation) {
    var settledAt = step.settledAt();
    var every = step.everyMinutes();
    if (every == null || settledAt == null || !step.isDone() || !step.isSettled()) {
      return false;
    }
    if (round(step.code(), step.round() + 1).isPresent() || !holds(step, situation)) {
      return false;
    }
    put(step.nextRound(settledAt.plus(every, ChronoUnit.MINUTES)));
    return true;
  }

  /// Steps that now wait for nothing but a signature and whose leaders have not been told.
  List<Step> newlyWaitingForSignature() {
    return steps.values().stream()
        .filter(step -> step.signatureRequired() && step.signedAt() == null)
        .filter(step -> !step.signatureAsked() && step.state() != Step.State.NOT_NEEDED)
        .filter(step -> step.isDone() || openBefore(step).isEmpty())
        .toList();
  }

  /// Steps that may be done now, whatever they are waiting for being passed.
  List<Step> active() {
    return steps.values().stream()
        .filter(step -> step.state() == Step.State.OPEN && openBefore(step).isEmpty())
        .toList();
  }

  /// Stored steps that have changed since.
  List<Step> changed() {
    return steps.values().stream()
        .filter(step -> stored.containsKey(step.id()) && !step.equals(stored.get(step.id())))
        .toList();
  }

  /// Steps that are not stored yet.
  List<Step> opened() {
    return steps.values().stream().filter(step -> !stored.containsKey(step.id())).toList();
  }

  List<Step> all() {
    return List.copyOf(steps.values());
  }
}
