package io.qianzhi.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which map cells the clients of one event loop look at. Each cell somebody looks at is one
/// consumer on the bus, so other nodes send the frames of these cells only.
final class CellWatch {
  /// Panning to and fro must not register and unregister all the time.
  private static final long KEEP_MILLIS = 10_000;

  private static final class Watched {
    final MessageConsumer<Buffer> consumer;
    final Set<Session> lookers = new HashSet<>();
    long leftAtMillis;

    Watched(MessageConsumer<Buffer> consumer) {
      this.consumer = consumer;
    }
  }

  private final Vertx vertx;
  private final Map<String, Watched> cells = new HashMap<>();

  CellWatch(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Follows these cells instead of those before.
  ///
  /// @return when frames of all of them are sure to arrive
  Future<Void> look(Session session, Set<String> before, Set<String> addresses, long nowMillis) {
    before.stream()
        .filter(old -> !addresses.contains(old))
        .forEach(old -> leave(session, old, nowMillis));
    List<Future<Void>> registered = new ArrayList<>();
    for (String address : addresses) {
      var watched = cells.computeIfAbsent(address, this::watch);
      watched.lookers.add(session);
      registered.add(watched.consumer.completion());
    }
    return Future.join(registered).mapEmpty();
  }

  void leave(Session session, String address, long nowMillis) {
    var watched = cells.get(address);
    if (watched != null && watched.lookers.remove(session) && watched.lookers.isEmpty()) {
      watched.leftAtMillis = nowMillis;
    }
  }

  /// Lets go of cells that nobody has looked at for a while.
  void sweep(long nowMillis) {
    cells
        .values()
        .removeIf(
            watched -> {
              boolean unused =
                  watched.lookers.isEmpty() && nowMillis - watched.leftAtMillis > KEEP_MILLIS;
              if (unused) {
                watched.consumer.unregister();
              }
              return unused;
            });
  }

  private Watched watch(String address) {
    // Called on this event loop, so the frames come in on it.
    MessageConsumer<Buffer> consumer = vertx.eventBus().consumer(address);
    var watched = new Watched(consumer);
    consumer.handler(
        message -> watched.lookers.forEach(session -> session.frame(address, message.body())));
    return watched;
  }
}
