package io.qianzhi.plan;

import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All steps of one response: what may be done next, and what else changes with it.
///
/// Life safety is never locked: those steps may be done before their predecessors and before their
/// signature. Every other step waits for both.
final class Checklist {
  private final Map<String, Step> steps = new LinkedHashMap<>();

  Checklist(List<Step> steps) {
    steps.forEach(step -> this.steps.put(step.code(), step));
  }

  Step byId(UUID id) {
    return steps.values().stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
  }

  Optional<Step> doneBy(PlanStep.Fact fact) {
    return steps.values().stream().filter(step -> step.doneBy() == fact).findFirst();
  }

  /// The predecessors that are not done.
  List<Step> openBefore(Step step) {
    return step.dependsOn().stream()
        .map(code -> Objects.requireNonNull(steps.get(code), code))
        .filter(before -> !before.isDone())
        .toList();
  }

  /// @throws Problem `step_done`, `activation_order_needed`, `step_blocked` or `signature_missing`
  void requireCompletable(Step step) {
    if (step.isDone()) {
      throw Problem.conflict("step_done", "Step %s is already done.".formatted(step.code()));
    }
    refuseActivationOrder(step);
    requireUnblocked(step);
    if (step.signatureRequired() && step.signedAt() == null && !step.lifeSafety()) {
      throw Problem.conflict(
          "signature_missing",
          "Step %s needs the leader's signature before it can be ticked.".formatted(step.code()));
    }
  }

  /// @throws Problem `no_signature_needed`, `step_signed`, `activation_order_needed` or
  ///   `step_blocked`
  void requireSignable(Step step) {
    if (!step.signatureRequired()) {
      throw Problem.conflict(
          "no_signature_needed", "Step %s asks for no signature.".formatted(step.code()));
    }
    if (step.signedAt() != null) {
      throw Problem.conflict("step_signed", "Step %s is already signed.".formatted(step.code()));
    }
    refuseActivationOrder(step);
    requireUnblocked(step);
  }

  /// @throws Problem `step_open`, or `activation_signed` for the order that cannot be unsigned
  void requireReopenable(Step step) {
    if (!step.isDone()) {
      throw Problem.conflict("step_open", "Step %s is not done.".formatted(step.code()));
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
                      .collect(Collectors.joining(", "))));
    }
  }

  private static void refuseActivationOrder(Step step) {
    if (step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER) {
      throw Problem.conflict(
          "activation_order_needed",
          "Step %s is done by signing the activation order with its four parts."
              .formatted(step.code()));
    }
  }

  /// Takes over a changed step and returns those whose clocks it starts or stops.
  List<Step> replace(Step changed) {
    steps.put(changed.code(), changed);
    return steps.values().stream()
        .filter(step -> step.clock() != null && step.clock().from().equals(changed.code()))
        .filter(step -> !step.isSettled() && (step.dueAt() == null) == changed.isDone())
        .map(step -> restarted(step, changed.completedAt()))
        .toList();
  }

  private Step restarted(Step step, @Nullable Instant anchorDoneAt) {
    var changed = anchorDoneAt == null ? step.clockStopped() : step.clockStarted(anchorDoneAt);
    steps.put(changed.code(), changed);
    return changed;
  }

  /// Steps that now wait for nothing but a signature and whose leaders have not been told.
  List<Step> newlyWaitingForSignature() {
    return steps.values().stream()
        .filter(step -> step.signatureRequired() && step.signedAt() == null)
        .filter(step -> !step.signatureAsked())
        .filter(step -> step.isDone() || openBefore(step).isEmpty())
        .toList();
  }

  List<Step> all() {
    return List.copyOf(steps.values());
  }
}
