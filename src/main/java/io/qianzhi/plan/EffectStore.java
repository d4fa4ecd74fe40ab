package io.qianzhi.plan;

import io.qianzhi.platform.db.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/// The SQL of effects that have happened.
final class EffectStore {

  /// One effect of a step, by its place in the plan.
  record Key(UUID stepId, int number) {}

  /// Those of these steps that have happened.
  Set<Key> happened(Tx tx, Collection<UUID> stepIds) {
    return Set.copyOf(
        tx.list(
            row -> new Key(row.getUUID("step_id"), row.getInteger("number")),
            "select step_id, number from step_effect where step_id = any ($1)",
            (Object) stepIds.toArray(UUID[]::new)));
  }

  /// Whether this is the first time; the row says so for ever.
  boolean first(Tx tx, Key key, Effect.Kind kind, Instant at) {
    int written =
        tx.update(
            """
            insert into step_effect (step_id, number, kind, fired_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """,
            key.stepId(),
            key.number(),
            kind.key(),
            at.atOffset(ZoneOffset.UTC));
    return written == 1;
  }
}
