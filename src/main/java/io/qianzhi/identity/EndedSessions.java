package io.qianzhi.identity;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Listener;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions that ended while an access token of theirs may still live: signed out, replaced,
/// stolen, or ended by a new password. Every request is held against it without asking the
/// database.
///
/// A node hears of its own at once, of others' by NOTIFY; the table is read once a second, so a
/// lost notification costs at most that.
public final class EndedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
  private static final long READ_MILLIS = 1_000;

  /// How late a row may be seen, for an open transaction and clocks of nodes that differ.
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final SessionStore store = new SessionStore();
  private final Map<UUID, Instant> ended = new ConcurrentHashMap<>();
  private final AtomicBoolean reading = new AtomicBoolean();
  private final Vertx vertx;
  private final Database database;
  private final VirtualThreads virtualThreads;
  private final InstantSource clock;
  private final Listener listener;
  private volatile Instant readUpTo;
  private long timer = -1;

  public EndedSessions(
      Vertx vertx, Database database, VirtualThreads virtualThreads, InstantSource clock) {
    this.vertx = vertx;
    this.database = database;
    this.virtualThreads = virtualThreads;
    this.clock = clock;
    this.readUpTo = clock.instant().minus(AccessTokens.LIFETIME);
    this.listener =
        new Listener(
            vertx,
            database,
            SessionStore.ENDED_CHANNEL,
            id -> ended.put(UUID.fromString(id), clock.instant()),
            this::read);
  }

  /// Reads those that ended before this node started, then follows.
  public Future<Void> start() {
    return virtualThreads
        .run(this::readNew)
        .onSuccess(
            done -> {
              timer = vertx.setPeriodic(READ_MILLIS, again -> read());
              listener.start();
            })
        .mapEmpty();
  }

  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    return listener.stop();
  }

  public boolean contains(UUID session) {
    return ended.containsKey(session);
  }

  void add(Collection<UUID> sessions) {
    sessions.forEach(session -> ended.put(session, clock.instant()));
  }

  private void read() {
    if (reading.compareAndSet(false, true)) {
      virtualThreads
          .run(this::readNew)
          .onFailure(failure -> LOG.warn("ended sessions cannot be read: {}", failure.toString()))
          .onComplete(done -> reading.set(false));
    }
  }

  private boolean readNew() {
    var now = clock.instant();
    add(database.inTransaction(tx -> store.endedSince(tx, readUpTo.minus(MARGIN))));
    readUpTo = now;
    // Kept from when it was last heard of; by then no token of it lives.
    var forgotten = now.minus(AccessTokens.LIFETIME).minus(MARGIN);
    ended.values().removeIf(at -> at.isBefore(forgotten));
    return true;
  }
}
