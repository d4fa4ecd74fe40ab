package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Failures;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Cursor;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's socket, from its opening to its end. Lives on its event loop; commands hop to a
/// lane of virtual threads and keep their order there.
final class Session implements Outbox.Line {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final long CUT_OFF_MILLIS = 10_000;

  private enum State {
    GREETING,
    STARTING,
    LIVE,
    CLOSED
  }

  private final String id = UUID.randomUUID().toString();
  private final LiveNode node;
  private final LiveParts parts;
  private final LiveSettings settings;
  private final Hub hub;
  private final ServerWebSocket socket;
  private final Runnable cutOff;
  private final String remoteAddress;
  private final Reception reception;
  private final Outbox outbox;
  private final Looking looking;
  private final Errands errands;
  private final long openedAtMillis;
  private State state = State.GREETING;
  private @Nullable Actor actor;
  private long greetedAtMillis;
  private long heardAtMillis;
  private long pingedAtMillis;
  private boolean startAgain;
  private boolean presenceDue;

  /// @param cutOff ends the connection of a client that does not even take its close frame
  Session(LiveNode node, Hub hub, ServerWebSocket socket, Runnable cutOff) {
    this.node = node;
    this.parts = node.parts();
    this.settings = parts.settings();
    this.hub = hub;
    this.socket = socket;
    this.cutOff = cutOff;
    this.remoteAddress = socket.remoteAddress().hostAddress();
    this.openedAtMillis = LiveNode.steadyMillis();
    this.heardAtMillis = openedAtMillis;
    this.pingedAtMillis = openedAtMillis;
    this.reception = new Reception(node, this, openedAtMillis);
    this.outbox = new Outbox(settings.waitingEvents(), this);
    this.looking = new Looking(node, hub, this, socket);
    this.errands = new Errands(parts, this, socket);
  }

  void open() {
    socket.setWriteQueueMaxSize(settings.writeQueueBytes());
    socket.frameHandler(this::hear);
    socket.pongHandler(pong -> heardAtMillis = LiveNode.steadyMillis());
    socket.drainHandler(drained -> drained());
    socket.exceptionHandler(failure -> LOG.debug("session {}: {}", id, failure.toString()));
    socket.closeHandler(closed -> end());
    node.metrics().sessions.incrementAndGet();
    hub.opened(this);
  }

  String id() {
    return id;
  }

  /// Person and device, once they are known.
  String device() {
    return actor == null ? "" : actor.personId() + ":" + actor.device();
  }

  long greetedAtMillis() {
    return greetedAtMillis;
  }

  private void hear(WebSocketFrame frame) {
    if (state != State.CLOSED && Reception.isMessage(frame)) {
      heardAtMillis = LiveNode.steadyMillis();
      reception.hear(frame, heardAtMillis);
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
    Proof.of(parts, hello.token(), hello.device())
        .onComplete(
            proof -> {
              var proven = proof.result();
              if (state != State.GREETING) {
                return;
              }
              if (proven == null) {
                close(CloseCode.NOT_SIGNED_IN, "not_signed_in");
                return;
              }
              actor = proven;
              greetedAtMillis = parts.clock().millis();
              state = State.STARTING;
              hub.greeted(this);
              start(Proof.cursor(hello), true);
            });
  }

  private void renew(String token) {
    var before = who();
    Proof.of(parts, token, before.device())
        .onComplete(
            proof -> {
              var proven = proof.result();
              if (state == State.CLOSED) {
                return;
              }
              if (proven == null || !proven.personId().equals(before.personId())) {
                close(CloseCode.NOT_SIGNED_IN, "not_signed_in");
                return;
              }
              actor = proven;
              if (!proven.roles().equals(before.roles())
                  || !proven.areaCode().equals(before.areaCode())) {
                startOver();
              }
            });
  }

  /// The session receives events already; they wait until this is sent.
  private void start(@Nullable Cursor last, boolean first) {
    state = State.STARTING;
    outbox.hold();
    var reader = who();
    parts
        .virtualThreads()
        .run(() -> parts.database().inTransaction(tx -> node.catchUp().read(tx, reader, last)))
        .onComplete(read -> onLoop(() -> started(read, first)));
  }

  private void started(AsyncResult<CatchUp.Start> read, boolean first) {
    if (read.failed()) {
      Failures.toProblem(read.cause(), 500, "the start of session " + id);
      close(CloseCode.TRY_AGAIN, "try_again");
      return;
    }
    var start = read.result();
    state = State.LIVE;
    if (first) {
      boolean resumed = start instanceof CatchUp.Missed;
      send(Outbound.welcome(id, parts.node(), resumed, parts.clock().instant()));
      node.presence().came(id, who());
    }
    switch (start) {
      case CatchUp.Missed missed -> outbox.release(missed.cursor(), missed.events());
      case CatchUp.Whole whole -> {
        socket.writeTextMessage(whole.text()).onSuccess(sent -> tellSent(whole.notices()));
        outbox.release(whole.cursor(), List.of());
      }
    }
    if (startAgain) {
      startAgain = false;
      start(null, false);
    }
    if (first) {
      socket.resume();
      presenceDue = true;
    }
    sendPresence();
  }

  /// What this person may see has changed.
  private void startOver() {
    if (state == State.STARTING) {
      startAgain = true;
    } else {
      start(null, false);
    }
  }

  void deliver(List<LiveEvent> events) {
    for (LiveEvent event : events) {
      if (state != State.STARTING && state != State.LIVE) {
        return;
      }
      var text = event.textFor(who());
      if (text != null) {
        outbox.offer(new Outbox.Message(event.cursor(), text, event));
      }
      if (event.opensMoreTo(who())) {
        startOver();
      }
    }
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void write(Outbox.Message message) {
    node.metrics().eventsOut.increment();
    socket
        .writeTextMessage(message.text())
        .onSuccess(written -> tellSent(message.event().entities()));
  }

  @Override
  public void lag() {
    node.metrics().lagging.increment();
    send(Outbound.LAGGING);
    close(CloseCode.TRY_AGAIN, "lagging");
  }

  private void tellSent(List<Entity> entities) {
    var notices = Reached.newTo(who(), entities);
    if (!notices.isEmpty()) {
      parts.deliveries().sent(who().personId(), notices, who().device());
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
    if (state == State.LIVE) {
      outbox.drain();
      looking.drained(who());
      sendPresence();
    }
  }

  void presenceChanged() {
    presenceDue = true;
    sendPresence();
  }

  private void sendPresence() {
    if (presenceDue
        && state == State.LIVE
        && Visibility.seesPresence(who())
        && !socket.writeQueueFull()) {
      presenceDue = false;
      send(Outbound.presence(node.presence().seenBy(who())));
    }
  }

  /// Twice a second: whom time has run out for.
  void lookAround(long now) {
    if (state == State.GREETING && now - openedAtMillis >= settings.helloSeconds() * 1_000L) {
      close(CloseCode.NO_HELLO, "no_hello");
    } else if (actor != null && !parts.clock().instant().isBefore(actor.tokenExpiresAt())) {
      close(CloseCode.NOT_SIGNED_IN, "token_expired");
    } else if (now - heardAtMillis > settings.silentSeconds() * 1_000L) {
      close(CloseCode.TRY_AGAIN, "silent");
    } else if (now - pingedAtMillis > settings.pingSeconds() * 1_000L) {
      pingedAtMillis = now;
      socket.writePing(Buffer.buffer("?"));
    }
  }

  void refuse(@Nullable String messageId, Problem problem) {
    LOG.info("session {} of {}: {}", id, device(), problem.code());
    send(Outbound.problem(messageId, problem));
  }

  void send(String text) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(text);
    }
  }

  void close(CloseCode code, String reason) {
    if (state != State.CLOSED) {
      end();
      node.metrics().closed(code).increment();
      LOG.info(
          "session {} of {} from {} ended: {} {}",
          id,
          device(),
          remoteAddress,
          code.number(),
          reason);
      socket.close(code.number(), reason);
      parts.vertx().setTimer(CUT_OFF_MILLIS, late -> cutOff.run());
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
    return Objects.requireNonNull(actor);
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
