package io.qianzhi.plan;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import java.util.Optional;

/// The SQL of the versions of plans.
final class PlanVersionStore {

  void keep(Tx tx, Plan plan) {
    tx.update(
        """
        insert into plan_version (code, version, content) values ($1, $2, $3::text::jsonb)
        on conflict do nothing
        """,
        plan.code(),
        plan.version(),
        Json.write(plan));
  }

  Optional<Plan> find(Tx tx, String code, String version) {
    return tx.first(
        row -> Json.read(row.getString("content"), Plan.class),
        "select content::text as content from plan_version where code = $1 and version = $2",
        code,
        version);
  }
}
