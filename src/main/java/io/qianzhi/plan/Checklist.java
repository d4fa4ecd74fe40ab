package io.qianzhi.plan;

import io.qianzhi.platform.problem.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

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

  Optional<Step> round(String code, int round) {
    return steps.values().stream()
        .filter(step -> step.code().equals(code) && step.round() == round)
        .findFirst();
  }

  /// Whether anything may still be done about a step: of a response that has ended only about its
  /// last phase.
  boolean goesOn(Step step) {
    return response.isActive() || step.isAfterwards();
  }

  /// @throws Problem `response_ended`
  void requireGoingOn(Step step) {
    if (!goesOn(step)) {
      throw Problem.conflict(
              "response_ended",
              "The response has ended; step %s stays as it is.".formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// @throws Problem `response_ended`, `step_done`, `step_not_needed`, `step_skipped`,
  ///   `activation_order_needed`, `termination_order_needed`, `step_blocked` or `signature_missing`
  void requireCompletable(Step step) {
    requireGoingOn(step);
    if (step.isDone()) {
      throw done(step);
    }
    if (step.state() == Step.State.NOT_NEEDED && !step.lifeSafety()) {
      throw notNeeded(step);
    }
    if (step.state() == Step.State.SKIPPED && !step.lifeSafety()) {
      throw skipped(step);
    }
    refuseOrder(step);
    requireUnblocked(step);
    if (step.signatureRequired() && step.signedAt() == null && !step.lifeSafety()) {
      throw Problem.conflict(
              "signature_missing",
              "Step %s needs the leader's signature before it can be ticked."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// @throws Problem `response_ended`, `no_signature_needed`, `step_signed`,
  ///   `activation_order_needed`, `termination_order_needed` or `step_blocked`
  void requireSignable(Step step) {
    requireGoingOn(step);
    if (!step.signatureRequired() || step.state() == Step.State.NOT_NEEDED) {
      throw Problem.conflict(
              "no_signature_needed", "Step %s asks for no signature.".formatted(step.code()))
          .with("step", step.title());
    }
    if (step.state() == Step.State.SKIPPED) {
      throw skipped(step);
    }
    if (step.signedAt() != null) {
      throw Problem.conflict("step_signed", "Step %s is already signed.".formatted(step.code()))
          .with("step", step.title());
    }
    refuseOrder(step);
    requireUnblocked(step);
  }

  /// @throws Problem `response_ended`, `step_open`, or `activation_signed` for the order that
  ///   cannot be unsigned
  void requireReopenable(Step step) {
    requireGoingOn(step);
    if (!step.isDone()) {
      throw Problem.conflict("step_open", "Step %s is not done.".formatted(step.code()))
          .with("step", step.title());
    }
    if (step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER) {
      throw Problem.conflict(
          "activation_signed", "A signed activation order cannot be taken back, only ended.");
    }
  }

  /// Life safety may be left out too: whoever decides that says why.
  ///
  /// @throws Problem `response_ended`, `step_done`, `step_not_needed`, `step_skipped`,
  ///   `activation_order_needed` or `termination_order_needed`
  void requireSkippable(Step step) {
    requireOpen(step);
    refuseOrder(step);
  }

  /// @throws Problem `response_ended`, `step_done`, `step_not_needed` or `step_skipped`
  void requireOpen(Step step) {
    requireGoingOn(step);
    switch (step.state()) {
      case DONE -> throw done(step);
      case NOT_NEEDED -> throw notNeeded(step);
      case SKIPPED -> throw skipped(step);
      case OPEN -> {
        // It can be decided about.
      }
    }
  }

  /// @throws Problem `response_ended`, or `step_open` when nobody has skipped it
  void requireSkipped(Step step) {
    requireGoingOn(step);
    if (step.state() != Step.State.SKIPPED) {
      throw Problem.conflict("step_open", "Step %s is not skipped.".formatted(step.code()))
          .with("step", step.title());
    }
  }

  private static Problem done(Step step) {
    return Problem.conflict("step_done", "Step %s is already done.".formatted(step.code()))
        .with("step", step.title());
  }

  private static Problem notNeeded(Step step) {
    return Problem.conflict(
            "step_not_needed",
            "Step %s is not needed as things stand; nothing waits for it.".formatted(step.code()))
        .with("step", step.title());
  }

  private static Problem skipped(Step step) {
    return Problem.conflict(
            "step_skipped", "Step %s was skipped. Take that back first.".formatted(step.code()))
        .with("step", step.title());
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

  /// Some steps are done by an order that is signed elsewhere, with more than this step asks for.
  private static void refuseOrder(Step step) {
    if (step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER) {
      throw Problem.conflict(
              "activation_order_needed",
              "Step %s is done by signing the activation order with its four parts."
                  .formatted(step.code()))
          .with("step", step.title());
    }
    if (step.doneBy() == PlanStep.Fact.TERMINATION_ORDER) {
      throw Problem.conflict(
              "termination_order_needed",
              "Step %s is done by proposing the end of the response and signing that."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// Takes over a changed step.
  void put(Step step) {
    steps.put(step.id(), step);
  }

  /// What else changes with what was put.
  void follow(Condition.Situation situation) {
    new Consequences(this, situation).settle();
  }

  /// What would stay undone or unsigned if the response ended now.
  List<Proposal.Missing> missingAtEnd() {
    return all().stream()
        .filter(step -> !step.isAfterwards() && !step.isSettled())
        .filter(step -> step.doneBy() != PlanStep.Fact.TERMINATION_ORDER)
        .map(Proposal.Missing::of)
        .toList();
  }

  /// The response is over: what is open before its last phase is not needed any more, and what is
  /// unsigned stays so.
  void settleAtEnd() {
    all().stream()
        .filter(step -> !step.isAfterwards() && !step.isSettled())
        .forEach(step -> put(step.leftUndone()));
  }

  /// Steps that now wait for nothing but a signature and whose leaders have not been told.
  List<Step> newlyWaitingForSignature() {
    return steps.values().stream()
        .filter(step -> step.signatureRequired() && step.signedAt() == null && goesOn(step))
        .filter(step -> step.doneBy() != PlanStep.Fact.TERMINATION_ORDER)
        .filter(step -> !step.signatureAsked())
        .filter(
            step ->
                step.isDone() || (step.state() == Step.State.OPEN && openBefore(step).isEmpty()))
        .toList();
  }

  /// Steps that may be done now, whatever they are waiting for being passed.
  List<Step> active() {
    return steps.values().stream()
        .filter(step -> step.state() == Step.State.OPEN && openBefore(step).isEmpty())
        .filter(this::goesOn)
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
