package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Failures;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.json.Json;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;

/// What one client has asked for and has no answer to yet: a bounded number, beyond which its
/// socket is not read. Commands keep their order in a lane of virtual threads.
final class Errands {
  private final LiveParts parts;
  private final Session session;
  private final ServerWebSocket socket;
  private final VirtualThreads.Lane lane;
  private final String remoteAddress;
  private int inFlight;

  Errands(LiveParts parts, Session session, ServerWebSocket socket) {
    this.parts = parts;
    this.session = session;
    this.socket = socket;
    this.lane = parts.virtualThreads().lane();
    this.remoteAddress = socket.remoteAddress().hostAddress();
  }

  void carryOut(Actor actor, Inbound.Command command) {
    begin();
    parts
        .operations()
        .invokeCommand(
            actor,
            remoteAddress,
            command.id(),
            command.operation(),
            command.path(),
            command.query(),
            command.body(),
            lane)
        .map(Operations.Answer::json)
        .onComplete(done -> session.onLoop(() -> answer(command.id(), command.operation(), done)));
  }

  void report(Actor actor, Inbound.Positions positions) {
    begin();
    parts
        .tracking()
        .reportOfCrew(actor.personId(), positions.fixes())
        .map(Json::write)
        .onComplete(done -> session.onLoop(() -> answer(positions.id(), "positions", done)));
  }

  private void begin() {
    if (++inFlight == parts.settings().commandsInFlight()) {
      socket.pause();
    }
  }

  private void answer(String id, String what, AsyncResult<@Nullable String> done) {
    if (inFlight-- == parts.settings().commandsInFlight()) {
      socket.resume();
    }
    if (done.succeeded()) {
      session.send(Outbound.ok(id, done.result()));
    } else {
      session.refuse(id, Failures.toProblem(done.cause(), 500, what));
    }
  }
}
