package io.qianzhi.platform.deadline;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fires each deadline once, on whichever node lives, in the transaction of its effect; after a
/// restart those that were missed fire at once, marked late.
public final class Deadlines {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final Duration LATE_AFTER = Duration.ofSeconds(10);
  private static final Duration KEEP_FIRED = Duration.ofDays(14);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Database database;
  private final InstantSource clock;
  private final Map<String, Effect> effects = new HashMap<>();
  private final Map<UUID, Instant> failed = new HashMap<>();
  private volatile boolean stopped;

  /// What happens at the deadline.
  @FunctionalInterface
  public interface Effect {
    /// @param late true when the deadline fires more than 10 s after its time
    void happen(Tx tx, UUID subjectId, boolean late);
  }

  public Deadlines(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Names the effect of a kind; every kind has exactly one.
  public void on(String kind, Effect effect) {
    if (effects.put(kind, effect) != null) {
      throw new IllegalStateException("deadline kind " + kind + " has two effects");
    }
  }

  /// Sets, or moves, the deadline of this kind for this subject.
  public void set(Tx tx, String kind, UUID subjectId, Instant dueAt) {
    tx.update(
        """
        insert into deadline (id, kind, subject_id, due_at) values ($1, $2, $3, $4)
        on conflict (kind, subject_id) do update set due_at = excluded.due_at, fired_at = null, late = false
        """,
        UUID.randomUUID(),
        kind,
        subjectId,
        dueAt);
  }

  /// It will not fire any more; nothing happens if it has.
  public void cancel(Tx tx, String kind, UUID subjectId) {
    tx.update(
        "delete from deadline where kind = $1 and subject_id = $2 and fired_at is null",
        kind,
        subjectId);
  }

  /// Starts looking for due deadlines on this node.
  public void start(Vertx vertx, VirtualThreads virtualThreads) {
    if (stopped) {
      return;
    }
    vertx.setTimer(
        LOOK_EVERY_MILLIS,
        timer ->
            virtualThreads
                .run(
                    () -> {
                      fireDue();
                      return true;
                    })
                .onFailure(
                    failure -> {
                      if (!stopped) {
                        LOG.warn("deadlines: {}", failure.toString());
                      }
                    })
                .onComplete(done -> start(vertx, virtualThreads)));
  }

  /// Deletes deadlines that fired long ago.
  public void deleteOld(Tx tx) {
    tx.update("delete from deadline where fired_at < $1", clock.instant().minus(KEEP_FIRED));
  }

  /// Stops looking; what is due waits for another node or the next start.
  public void stop() {
    stopped = true;
  }

  /// Fires everything that is due now; returns when nothing is left.
  public void fireDue() {
    failed.values().removeIf(until -> until.isBefore(clock.instant()));
    while (!stopped && fireNext()) {}
  }

  private boolean fireNext() {
    var claimed = new UUID[1];
    try {
      return database.inTransaction(
          tx -> {
            var due = claim(tx);
            due.ifPresent(
                deadline -> {
                  claimed[0] = deadline.id();
                  fire(tx, deadline);
                });
            return due.isPresent();
          });
    } catch (RuntimeException failure) {
      if (claimed[0] == null) {
        throw failure;
      }
      LOG.error("deadline {} failed, next try in {}", claimed[0], RETRY_AFTER, failure);
      failed.put(claimed[0], clock.instant().plus(RETRY_AFTER));
      return true;
    }
  }

  private record Due(UUID id, String kind, UUID subjectId, Instant dueAt) {}

  private Optional<Due> claim(Tx tx) {
    return tx.first(
        row ->
            new Due(
                row.getUUID("id"),
                row.getString("kind"),
                row.getUUID("subject_id"),
                Columns.instant(row, "due_at")),
        """
        select id, kind, subject_id, due_at from deadline
        where fired_at is null and due_at <= $1 and id <> all ($2)
        order by due_at limit 1 for update skip locked
        """,
        clock.instant(),
        failed.keySet().toArray(UUID[]::new));
  }

  private void fire(Tx tx, Due due) {
    var effect = effects.get(due.kind());
    if (effect == null) {
      throw new IllegalStateException("nobody handles deadlines of kind " + due.kind());
    }
    boolean late = due.dueAt().plus(LATE_AFTER).isBefore(clock.instant());
    tx.update(
        "update deadline set fired_at = $2, late = $3 where id = $1",
        due.id(),
        clock.instant(),
        late);
    effect.happen(tx, due.subjectId(), late);
  }
}
