package io.qianzhi.live;

import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sessions of one event loop. Everything in here happens on it: no locks.
final class Hub {
  private static final String REPLACED = "live.replaced";
  private static final long LOOK_AROUND_MILLIS = 500;

  /// Two sessions of one device that began within this time, on two nodes perhaps, tell by their
  /// numbers which is the newer one; else whoever hears of the other is the older one.
  private static final long SAME_TIME_MILLIS = 5_000;

  private final LiveParts parts;
  private final Context context;
  private final CellWatch cells;
  private final long timer;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Map<String, Session> byDevice = new HashMap<>();

  /// Call on the event loop.
  Hub(LiveParts parts, Context context) {
    this.parts = parts;
    this.context = context;
    this.cells = new CellWatch(parts.vertx());
    parts.vertx().eventBus().<JsonObject>consumer(REPLACED, message -> replaced(message.body()));
    this.timer = parts.vertx().setPeriodic(LOOK_AROUND_MILLIS, again -> lookAround());
  }

  Context context() {
    return context;
  }

  CellWatch cells() {
    return cells;
  }

  void opened(Session session) {
    sessions.add(session);
  }

  /// The session's person is known: it is the only one of its device, on all nodes.
  void greeted(Session session) {
    var before = byDevice.put(session.device(), session);
    if (before != null && before != session) {
      before.close(CloseCode.REPLACED, "replaced");
    }
    parts
        .vertx()
        .eventBus()
        .publish(
            REPLACED,
            new JsonObject()
                .put("device", session.device())
                .put("session", session.id())
                .put("at", session.greetedAtMillis()));
  }

  void closed(Session session) {
    sessions.remove(session);
    byDevice.remove(session.device(), session);
  }

  void deliver(List<LiveEvent> events) {
    for (Session session : new ArrayList<>(sessions)) {
      session.deliver(events);
    }
  }

  void presenceChanged() {
    sessions.forEach(Session::presenceChanged);
  }

  void stop() {
    parts.vertx().cancelTimer(timer);
    new ArrayList<>(sessions).forEach(session -> session.close(CloseCode.STOPPING, "stopping"));
  }

  private void replaced(JsonObject by) {
    var mine = byDevice.get(by.getString("device"));
    if (mine == null || mine.id().equals(by.getString("session"))) {
      return;
    }
    long theirs = by.getLong("at");
    long now = parts.clock().millis();
    boolean older =
        now - mine.greetedAtMillis() > SAME_TIME_MILLIS
            || theirs > mine.greetedAtMillis()
            || (theirs == mine.greetedAtMillis()
                && by.getString("session").compareTo(mine.id()) > 0);
    if (older) {
      mine.close(CloseCode.REPLACED, "replaced");
    }
  }

  private void lookAround() {
    long now = LiveNode.steadyMillis();
    for (Session session : new ArrayList<>(sessions)) {
      session.lookAround(now);
    }
    cells.sweep(now);
  }
}
