package io.qianzhi.live;

import io.qianzhi.geo.Bounds;
import io.qianzhi.geo.Cell;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.tracking.Tracking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The part of the map that one client looks at. A client that does not read misses ticks, and gets
/// the current positions of what it missed once it reads again: nothing ever queues.
final class Looking {
  private static final long SETTLED_AFTER_MILLIS = 2_000;

  private final LiveNode node;
  private final Hub hub;
  private final Session session;
  private final ServerWebSocket socket;
  private Map<String, Cell> cells = Map.of();
  private int looks;
  private final Set<Cell> missed = new HashSet<>();

  Looking(LiveNode node, Hub hub, Session session, ServerWebSocket socket) {
    this.node = node;
    this.hub = hub;
    this.session = session;
    this.socket = socket;
  }

  /// @throws Problem `permission_denied` or `too_many_cells`
  void look(Actor actor, Inbound.Look box) {
    actor.require("track.live");
    int most = node.parts().settings().cells();
    var wanted = new Bounds(box.south(), box.west(), box.north(), box.east());
    if (Cell.of(wanted, most + 1).size() > most) {
      throw Problem.invalid(
              "too_many_cells",
              "The box has more than %d map cells. Zoom in, or ask for less.".formatted(most))
          .with("cells", most);
    }
    var next = new HashMap<String, Cell>();
    for (Cell cell : inArea(actor, wanted, most)) {
      next.put(Tracking.address(cell, actor.drill()), cell);
    }
    var before = cells.keySet();
    cells = next;
    missed.clear();
    int asked = ++looks;
    hub.cells()
        .look(session, before, next.keySet(), LiveNode.steadyMillis())
        .onComplete(
            registered -> sendCurrentUntilSettled(actor, asked, List.copyOf(next.values())));
  }

  /// A node hears of a look on another one a moment later, and what it ticked meanwhile may not be
  /// stored yet: in a cluster the current positions are sent once more when both have settled.
  private void sendCurrentUntilSettled(Actor actor, int asked, List<Cell> wanted) {
    sendCurrent(actor, asked, wanted);
    var vertx = node.parts().vertx();
    if (vertx.isClustered()) {
      vertx.setTimer(SETTLED_AFTER_MILLIS, settled -> sendCurrent(actor, asked, wanted));
    }
  }

  /// Nobody follows units beyond the cells of their own area.
  private List<Cell> inArea(Actor actor, Bounds wanted, int most) {
    return node.parts()
        .areaBounds()
        .apply(actor.areaCode())
        .filter(area -> area.west() <= wanted.east() && wanted.west() <= area.east())
        .filter(area -> area.south() <= wanted.north() && wanted.south() <= area.north())
        .map(
            area ->
                Cell.of(
                    new Bounds(
                        Math.max(area.south(), wanted.south()),
                        Math.max(area.west(), wanted.west()),
                        Math.min(area.north(), wanted.north()),
                        Math.min(area.east(), wanted.east())),
                    most))
        .orElse(List.of());
  }

  /// One cell's tick.
  void frame(String address, Buffer frame) {
    var cell = cells.get(address);
    if (cell == null) {
      return;
    }
    if (socket.writeQueueFull()) {
      missed.add(cell);
      node.metrics().framesSkipped.increment();
    } else {
      send(frame);
    }
  }

  /// The client reads again.
  void drained(Actor actor) {
    if (!missed.isEmpty()) {
      var again = List.copyOf(missed);
      missed.clear();
      sendCurrent(actor, looks, again);
    }
  }

  void stop() {
    long now = LiveNode.steadyMillis();
    cells.keySet().forEach(address -> hub.cells().leave(session, address, now));
    cells = Map.of();
    looks++;
  }

  private void sendCurrent(Actor actor, int asked, List<Cell> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    node.parts()
        .tracking()
        .framesOf(wanted, actor.drill())
        .onSuccess(
            frames ->
                hub.context()
                    .runOnContext(
                        read -> {
                          // The client may have moved on, or gone.
                          if (looks == asked) {
                            frames.forEach(this::send);
                          }
                        }));
  }

  private void send(Buffer frame) {
    socket.writeBinaryMessage(frame);
    node.metrics().framesOut.increment();
  }
}
