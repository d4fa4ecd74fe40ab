package io.qianzhi.live;

import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.TimelineEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The live sessions of this node. Events come from the feed once, are prepared once, and are
/// handed to the sessions of each event loop there.
public final class Live {
  private static final String SUBPROTOCOL = "qianzhi.v1";

  private final LiveParts parts;
  private final LiveNode node;
  private final Involvement involvement = new Involvement();
  private final List<Hub> hubs = new CopyOnWriteArrayList<>();

  /// Subscribes to the feed: make it before the feed starts.
  public Live(LiveParts parts) {
    this.parts = parts;
    this.node =
        new LiveNode(
            parts,
            new Inbound(),
            new CatchUp(
                parts.timeline(), parts.snapshots(), involvement, parts.settings().replayEvents()),
            new Presence(parts.vertx(), parts.settings(), this::presenceChanged),
            new LiveMetrics(parts.metrics()));
    parts.feed().subscribe(this::hand);
  }

  /// Which crews are where and who is in command, read after the feed has started and before the
  /// first client comes.
  public void load(
      List<?> allUnits,
      List<?> openAssignments,
      List<?> commandedIncidents,
      List<?> groups,
      List<?> orders) {
    involvement.load(allUnits, openAssignments, commandedIncidents, groups, orders);
  }

  /// Serves `/live` on the calling event loop.
  public void mount(Router router) {
    var hub = new Hub(parts, parts.vertx().getOrCreateContext());
    hubs.add(hub);
    router.get("/live").handler(ctx -> upgrade(ctx, hub));
  }

  /// Tells all clients to connect elsewhere. The future completes once they have been told.
  public Future<Void> stop() {
    List<Future<Void>> told = new ArrayList<>();
    for (Hub hub : hubs) {
      Promise<Void> promise = Promise.promise();
      told.add(promise.future());
      hub.context()
          .runOnContext(
              stopping -> {
                hub.stop();
                promise.complete();
              });
    }
    return Future.join(told).eventually(node.presence()::stop).mapEmpty();
  }

  private void upgrade(RoutingContext ctx, Hub hub) {
    var request = ctx.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      ctx.fail(Problem.of(426, "upgrade_required", "This address speaks WebSocket only."));
    } else if (!offersProtocol(request)) {
      ctx.fail(
          Problem.invalid(
              "unknown_subprotocol", "Ask for the WebSocket subprotocol " + SUBPROTOCOL + "."));
    } else if (node.metrics().sessions.get() >= parts.settings().sessions()) {
      ctx.fail(Problem.of(503, "too_many_sessions", "This node is full. Try again, or another."));
    } else {
      request
          .toWebSocket()
          .onSuccess(
              socket -> new Session(node, hub, socket, () -> request.connection().close()).open())
          .onFailure(failure -> ctx.fail(400));
    }
  }

  private static boolean offersProtocol(HttpServerRequest request) {
    return request.headers().getAll("Sec-WebSocket-Protocol").stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .anyMatch(offered -> offered.strip().equals(SUBPROTOCOL));
  }

  private void hand(List<TimelineEvent> page) {
    var events = page.stream().map(involvement::follow).toList();
    hubs.forEach(hub -> hub.context().runOnContext(handed -> hub.deliver(events)));
  }

  private void presenceChanged() {
    hubs.forEach(hub -> hub.context().runOnContext(heard -> hub.presenceChanged()));
  }
}
