package io.qianzhi.plan;

import io.qianzhi.platform.db.Tx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The plans that responses started with. A version never changes, so it is read once per node.
final class PlanVersions {
  private final PlanVersionStore store = new PlanVersionStore();
  private final Map<String, List<PlanStep>> known = new ConcurrentHashMap<>();

  /// Keeps a plan as it is now, for the response that starts with it.
  void keep(Tx tx, Plan plan) {
    store.keep(tx, plan);
  }

  /// The steps of that version; empty for a response from before versions were kept.
  List<PlanStep> steps(Tx tx, String code, String version) {
    var key = code + "@" + version;
    var steps = known.get(key);
    if (steps == null) {
      var plan = store.find(tx, code, version);
      steps = plan.map(Plan::steps).orElse(List.of());
      // The same code and version are the same content, so also what is rolled back is right.
      if (plan.isPresent()) {
        known.put(key, steps);
      }
    }
    return steps;
  }
}
