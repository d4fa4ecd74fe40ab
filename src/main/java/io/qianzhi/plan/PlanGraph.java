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
  private final List<String> faults = new ArrayList<>();

  /// When a step is due: minutes after a root, which is `T0` or a step without a deadline of its
  /// own.
  record Moment(String root, int minutes) {}

  private PlanGraph(List<PlanStep> steps) {
    for (var step : steps) {
      if (this.steps.putIfAbsent(step.code(), step) != null) {
        fault(step, "is there twice");
      }
    }
  }

  /// What is wrong, each as `step X …`; empty for a sound plan.
  static List<String> faults(List<PlanStep> steps) {
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
      if (due != null && due.root().equals(PlanStep.Clock.T0)) {
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
        if (!steps.containsKey(before)) {
          fault(step, "depends on " + before + ", which the plan does not have");
        }
      }
      var clock = step.clock();
      if (clock != null && !clock.startsAtOnce() && !steps.containsKey(clock.from())) {
        fault(step, "counts its deadline from " + clock.from() + ", which the plan does not have");
      }
    }
  }

  private void checkCycles() {
    var clean = new HashSet<String>();
    for (var step : steps.values()) {
      var path = new ArrayList<String>();
      if (reachesItself(step, path, clean)) {
        var loop = path.subList(path.indexOf(path.getLast()), path.size());
        fault(step(loop.getFirst()), "waits for itself: " + String.join(" after ", loop));
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
    if (clock != null && !clock.startsAtOnce()) {
      before.add(clock.from());
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
    if (clock.startsAtOnce()) {
      return new Moment(PlanStep.Clock.T0, clock.minutes());
    }
    var anchor = due(step(clock.from()));
    return anchor == null
        ? new Moment(clock.from(), clock.minutes())
        : new Moment(anchor.root(), anchor.minutes() + clock.minutes());
  }

  private PlanStep step(String code) {
    return Objects.requireNonNull(steps.get(code), code);
  }

  private void fault(PlanStep step, String what) {
    faults.add("step " + step.code() + " " + what);
  }
}
