package io.qianzhi.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of a plan as a graph: which comes after which, and when each is due.
final class PlanGraph {
  private final Map<String, PlanStep> steps = new LinkedHashMap<>();
  private final List<Flaw> faults = new ArrayList<>();

  /// Something wrong with a step.
  ///
  /// @param field where it says so
  record Flaw(String code, String field, String what) {
    String sentence() {
      return "step " + code + " " + what;
    }
  }

  /// When a step is due: minutes after a root, which is `T0`, `KNOWN_AT`, `EFFECT` or a step
  /// without a deadline of its own.
  record Moment(String root, int minutes) {}

  private PlanGraph(List<PlanStep> steps) {
    for (var step : steps) {
      if (this.steps.putIfAbsent(step.code(), step) != null) {
        fault(step, "code", "is there twice");
      }
    }
  }

  /// What is wrong; empty for a sound plan.
  static List<Flaw> faults(List<PlanStep> steps) {
    var graph = new PlanGraph(steps);
    graph.checkNames();
    if (graph.faults.isEmpty()) {
      graph.checkCycles();
    }
    if (graph.faults.isEmpty()) {
      graph.checkClocks();
    }
    return graph.faults;
  }

  /// The checklist's order: by phase, then by deadline, then as the files have it.
  static List<PlanStep> inOrder(List<PlanStep> steps) {
    var graph = new PlanGraph(steps);
    var order = new HashMap<String, Integer>();
    for (var step : steps) {
      var due = graph.due(step);
      if (due != null && new PlanStep.Clock(0, due.root()).startsAtOnce()) {
        order.put(step.code(), due.minutes());
      }
    }
    return steps.stream()
        .sorted(
            Comparator.comparing(PlanStep::phase)
                .thenComparing(step -> order.getOrDefault(step.code(), Integer.MAX_VALUE)))
        .toList();
  }

  private void checkNames() {
    for (var step : steps.values()) {
      for (var before : step.dependsOn()) {
        require(step, "dependsOn", "depends on", before);
      }
      var clock = step.clock();
      if (clock != null && clock.startsWithStep()) {
        require(step, "deadline", "counts its deadline from", clock.from());
      }
      if (clock != null && clock.from().equals(PlanStep.Clock.EFFECT) && !isStarted(step)) {
        fault(step, "deadline", "counts its deadline from an effect, but none starts it");
      }
      checkAnswer(step);
      step.effects().forEach(effect -> checkEffect(step, effect));
    }
  }

  private void checkAnswer(PlanStep step) {
    var condition = step.condition();
    var wanted = condition == null ? null : condition.answer();
    if (wanted != null && require(step, "condition", "asks for the answer of", wanted.step())) {
      var answers = step(wanted.step()).answers().stream().map(PlanStep.Answer::code).toList();
      for (var answer : wanted.is()) {
        if (!answers.contains(answer)) {
          fault(
              step,
              "condition",
              "asks whether %s is %s, which is none of its answers"
                  .formatted(wanted.step(), answer));
        }
      }
    }
  }

  private void checkEffect(PlanStep step, Effect effect) {
    var named = effect.step();
    if (named != null && require(step, "effects", "has an effect on", named)) {
      var clock = step(named).clock();
      if (effect.kind() == Effect.Kind.START_CLOCK
          && (clock == null || !clock.from().equals(PlanStep.Clock.EFFECT))) {
        fault(
            step, "effects", "starts the clock of %s, which is not from: EFFECT".formatted(named));
      }
      if (effect.kind() == Effect.Kind.ASK_DECISION && step(named).answers().isEmpty()) {
        fault(
            step, "effects", "asks for the decision of %s, which has no answers".formatted(named));
      }
    }
    var area = effect.area();
    var wind = area == null ? null : area.windFrom();
    if (wind != null
        && require(step, "effects", "takes the wind from", wind)
        && step(wind).evidence().kind() != PlanStep.Evidence.Kind.NUMBER) {
      fault(step, "effects", "takes the wind from %s, whose evidence is no number".formatted(wind));
    }
  }

  private boolean isStarted(PlanStep step) {
    return steps.values().stream()
        .flatMap(other -> other.effects().stream())
        .anyMatch(
            effect ->
                effect.kind() == Effect.Kind.START_CLOCK && step.code().equals(effect.step()));
  }

  private boolean require(PlanStep step, String field, String what, String code) {
    if (!steps.containsKey(code)) {
      fault(step, field, what + " " + code + ", which the plan does not have");
      return false;
    }
    return true;
  }

  private void checkCycles() {
    var clean = new HashSet<String>();
    for (var step : steps.values()) {
      var path = new ArrayList<String>();
      if (reachesItself(step, path, clean)) {
        var loop = path.subList(path.indexOf(path.getLast()), path.size());
        fault(
            step(loop.getFirst()),
            "dependsOn",
            "waits for itself: " + String.join(" after ", loop));
        return;
      }
    }
  }

  private boolean reachesItself(PlanStep step, List<String> path, Set<String> clean) {
    if (clean.contains(step.code())) {
      return false;
    }
    boolean seen = path.contains(step.code());
    path.add(step.code());
    if (seen) {
      return true;
    }
    for (var before : before(step)) {
      if (reachesItself(step(before), path, clean)) {
        return true;
      }
    }
    path.removeLast();
    clean.add(step.code());
    return false;
  }

  private static List<String> before(PlanStep step) {
    var before = new ArrayList<>(step.dependsOn());
    var clock = step.clock();
    if (clock != null && clock.startsWithStep()) {
      before.add(clock.from());
    }
    var condition = step.condition();
    if (condition != null && condition.answer() != null) {
      before.add(condition.answer().step());
    }
    return before;
  }

  private void checkClocks() {
    for (var step : steps.values()) {
      var due = due(step);
      if (due == null) {
        continue;
      }
      for (var code : step.dependsOn()) {
        var earlier = due(step(code));
        if (earlier != null
            && earlier.root().equals(due.root())
            && earlier.minutes() > due.minutes()) {
          fault(
              step,
              "deadline",
              "is due %d min after %s, before its predecessor %s (%d min)"
                  .formatted(due.minutes(), due.root(), code, earlier.minutes()));
        }
      }
    }
  }

  private @Nullable Moment due(PlanStep step) {
    var clock = step.clock();
    if (clock == null) {
      return null;
    }
    if (!clock.startsWithStep()) {
      return new Moment(clock.from(), clock.minutes());
    }
    var anchor = due(step(clock.from()));
    return anchor == null
        ? new Moment(clock.from(), clock.minutes())
        : new Moment(anchor.root(), anchor.minutes() + clock.minutes());
  }

  private PlanStep step(String code) {
    return Objects.requireNonNull(steps.get(code), code);
  }

  private void fault(PlanStep step, String field, String what) {
    faults.add(new Flaw(step.code(), field, what));
  }
}
