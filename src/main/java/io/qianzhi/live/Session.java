package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Cursor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's socket, from its opening to its end. Lives on its event loop; commands hop to a
/// lane of virtual threads and keep their order there.
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private enum State {
    GREETING,
    GREETED,
    CLOSED
  }

  private final String id = UUID.randomUUID().toString();
  private final LiveNode node;
  private final LiveParts parts;
  private final LiveSettings settings;
  private final Hub hub;
  private final ServerWebSocket socket;
  private final Wire wire;
  private final Identity identity;
  private final Reception reception;
  private final Following following;
  private final Looking looking;
  private final Errands errands;
  private final long openedAtMillis;
  private State state = State.GREETING;
  private boolean presenceDue;

  /// @param cutOff ends the connection of a client that does not even take its close frame
  Session(LiveNode node, Hub hub, ServerWebSocket socket, Runnable cutOff) {
    this.node = node;
    this.parts = node.parts();
    this.settings = parts.settings();
    this.hub = hub;
    this.socket = socket;
    this.wire = new Wire(parts, socket, cutOff);
    this.identity = new Identity(parts);
    this.openedAtMillis = LiveNode.steadyMillis();
    this.reception = new Reception(node, this, openedAtMillis);
    this.following = new Following(node, this, wire, identity);
    this.looking = new Looking(node, hub, this, socket);
    this.errands = new Errands(parts, this, socket);
  }

  void open() {
    socket.frameHandler(this::hear);
    socket.drainHandler(drained -> drained());
    socket.exceptionHandler(failure -> LOG.debug("session {}: {}", id, failure.toString()));
    socket.closeHandler(
        closed -> {
          wire.closed();
          end();
        });
    node.metrics().sessions.incrementAndGet();
    hub.opened(this);
  }

  String id() {
    return id;
  }

  /// Person and device, once they are known.
  String device() {
    return identity.device();
  }

  long greetedAtMillis() {
    return identity.greetedAtMillis();
  }

  private void hear(WebSocketFrame frame) {
    if (state != State.CLOSED && Reception.isMessage(frame)) {
      long now = LiveNode.steadyMillis();
      wire.heard(now);
      reception.hear(frame, now);
    }
  }

  void take(Inbound.Message message) {
    if (state == State.GREETING) {
      switch (message) {
        case Inbound.Hello hello -> greet(hello);
        case Inbound.Unreadable unreadable -> close(CloseCode.BAD_MESSAGE, unreadable.code());
        case Inbound.Refused refused -> close(CloseCode.BAD_MESSAGE, refused.problem().code());
        default -> close(CloseCode.BAD_MESSAGE, "hello_first");
      }
      return;
    }
    if (identity.hasEnded()) {
      close(CloseCode.NOT_SIGNED_IN, "signed_out");
      return;
    }
    switch (message) {
      case Inbound.Hello hello -> close(CloseCode.BAD_MESSAGE, "hello_again");
      case Inbound.Unreadable unreadable -> close(CloseCode.BAD_MESSAGE, unreadable.code());
      case Inbound.Refused refused -> refuse(refused.id(), refused.problem());
      case Inbound.Token token -> renew(token.token());
      case Inbound.Command command -> errands.carryOut(who(), command);
      case Inbound.Positions positions -> errands.report(who(), positions);
      case Inbound.Look look -> look(look);
      case Inbound.Ping ping ->
          send(Outbound.pong(parts.clock().instant(), parts.feed().age().toMillis()));
    }
  }

  private void greet(Inbound.Hello hello) {
    // Nothing more is read until the client has what it must know first.
    socket.pause();
    identity
        .greet(hello)
        .onComplete(
            known -> {
              if (state != State.GREETING) {
                return;
              }
              if (known.failed()) {
                close(CloseCode.NOT_SIGNED_IN, "not_signed_in");
                return;
              }
              state = State.GREETED;
              hub.greeted(this);
              following.start(cursor(hello));
            });
  }

  /// Null for one that this server never gave: the client gets a snapshot.
  private static @Nullable Cursor cursor(Inbound.Hello hello) {
    try {
      return hello.cursor() == null ? null : Cursor.parse(hello.cursor());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void renew(String token) {
    identity
        .renew(token)
        .onComplete(
            renewed -> {
              if (state != State.CLOSED && renewed.failed()) {
                close(CloseCode.NOT_SIGNED_IN, "not_signed_in");
              } else if (state != State.CLOSED && renewed.result()) {
                following.startOver();
              }
            });
  }

  /// @param resumed whether events follow, else a snapshot
  void welcome(boolean resumed) {
    send(Outbound.welcome(id, parts.node(), resumed, parts.clock().instant()));
    node.presence().came(id, who());
  }

  /// @param first whether the client knew nothing before
  void caughtUp(boolean first) {
    if (first) {
      socket.resume();
      presenceDue = true;
    }
    sendPresence();
  }

  void deliver(List<LiveEvent> events) {
    for (LiveEvent event : events) {
      if (state != State.GREETED) {
        return;
      }
      following.deliver(event);
    }
  }

  private void look(Inbound.Look look) {
    try {
      looking.look(who(), look);
    } catch (Problem problem) {
      refuse(null, problem);
    }
  }

  void frame(String address, Buffer frame) {
    looking.frame(address, frame);
  }

  private void drained() {
    if (isUnderWay()) {
      following.drained();
      looking.drained(who());
      sendPresence();
    }
  }

  private boolean isUnderWay() {
    return state == State.GREETED && following.isUnderWay();
  }

  void presenceChanged() {
    presenceDue = true;
    sendPresence();
  }

  private void sendPresence() {
    if (presenceDue && isUnderWay() && Visibility.seesPresence(who()) && !wire.isFull()) {
      presenceDue = false;
      send(Outbound.presence(node.presence().seenBy(who())));
    }
  }

  /// Twice a second: whom time has run out for.
  void lookAround(long now) {
    if (state == State.GREETING && now - openedAtMillis >= settings.helloSeconds() * 1_000L) {
      close(CloseCode.NO_HELLO, "no_hello");
    } else if (identity.hasRunOut()) {
      close(CloseCode.NOT_SIGNED_IN, "token_expired");
    } else if (identity.hasEnded()) {
      close(CloseCode.NOT_SIGNED_IN, "signed_out");
    } else if (wire.isSilent(now)) {
      close(CloseCode.TRY_AGAIN, "silent");
    } else {
      wire.ask(now);
    }
  }

  void refuse(@Nullable String messageId, Problem problem) {
    LOG.info("session {} of {}: {}", id, device(), problem.code());
    send(Outbound.problem(messageId, problem));
  }

  void send(String text) {
    wire.write(text);
  }

  void close(CloseCode code, String reason) {
    if (state != State.CLOSED) {
      end();
      node.metrics().closed(code).increment();
      LOG.info(
          "session {} of {} from {} ended: {} {}",
          id,
          device(),
          wire.remoteAddress(),
          code.number(),
          reason);
      wire.close(code, reason);
    }
  }

  private void end() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      node.metrics().sessions.decrementAndGet();
      looking.stop();
      hub.closed(this);
      node.presence().went(id);
    }
  }

  private Actor who() {
    return identity.who();
  }

  /// Back on this session's event loop, unless it has ended.
  void onLoop(Runnable work) {
    hub.context()
        .runOnContext(
            there -> {
              if (state != State.CLOSED) {
                work.run();
              }
            });
  }
}
