package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Failures;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Cursor;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's socket, from its opening to its end. Lives on its event loop; commands hop to a lane
/// of virtual threads and keep their order there.
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
  private final VirtualThreads.Lane lane;
  private final TokenBucket allowance;
  private final Assembler assembler = new Assembler();
  private final Outbox outbox;
  private final Looking looking;
  private final long openedAtMillis;
  private State state = State.GREETING;
  private @Nullable Actor actor;
  private long greetedAtMillis;
  private long heardAtMillis;
  private long pingedAtMillis;
  private int inFlight;
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
    this.lane = parts.virtualThreads().lane();
    this.openedAtMillis = parts.clock().millis();
    this.heardAtMillis = openedAtMillis;
    this.pingedAtMillis = openedAtMillis;
    this.allowance =
        new TokenBucket(settings.messagesPerSecond(), settings.messageBurst(), openedAtMillis);
    this.outbox = new Outbox(settings.waitingEvents(), this);
    this.looking = new Looking(node, hub, this, socket);
  }

  void open() {
    socket.setWriteQueueMaxSize(settings.writeQueueBytes());
    socket.frameHandler(this::hear);
    socket.pongHandler(pong -> heardAtMillis = parts.clock().millis());
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
    if (state == State.CLOSED || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    heardAtMillis = parts.clock().millis();
    if (frame.isBinary()) {
      close(CloseCode.BAD_MESSAGE, "binary_message");
    } else if (!allowance.take(heardAtMillis)) {
      close(CloseCode.TOO_MANY, "too_many_messages");
    } else if (assembler.overflows(frame)) {
      close(CloseCode.TOO_LARGE, "too_large");
    } else {
      var message = assembler.add(frame);
      if (message != null) {
        take(node.inbound().read(message));
      }
    }
  }

  private void take(Inbound.Message message) {
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
      case Inbound.Command command -> carryOut(command);
      case Inbound.Positions positions -> report(positions);
      case Inbound.Look look -> look(look);
      case Inbound.Ping ping ->
          send(Outbound.pong(parts.clock().instant(), parts.feed().age().toMillis()));
    }
  }

  private void greet(Inbound.Hello hello) {
    // Nothing more is read until the client has what it must know first.
    socket.pause();
    prove(hello.token(), hello.device())
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
              start(cursorOf(hello), true);
            });
  }

  /// Null for one that this server never gave: the client gets a snapshot.
  private static @Nullable Cursor cursorOf(Inbound.Hello hello) {
    try {
      return hello.cursor() == null ? null : Cursor.parse(hello.cursor());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Future<Actor> prove(String token, String device) {
    return parts
        .jwt()
        .authenticate(new TokenCredentials(token))
        .map(user -> onDevice(parts.toActor().apply(user), device));
  }

  private static Actor onDevice(Actor proven, String device) {
    return new Actor(
        proven.personId(),
        proven.name(),
        proven.title(),
        proven.roles(),
        proven.permissions(),
        proven.areaCode(),
        proven.drill(),
        device,
        proven.tokenExpiresAt());
  }

  private void renew(String token) {
    var before = who();
    prove(token, before.device())
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
    var reader = who();
    var notices = Reached.newTo(reader, entities);
    if (!notices.isEmpty()) {
      parts
          .virtualThreads()
          .run(
              () ->
                  parts
                      .database()
                      .inTransaction(
                          tx -> {
                            parts.noticesSent().sent(tx, reader, notices);
                            return true;
                          }))
          .onFailure(failure -> LOG.warn("notices sent but not recorded: {}", failure.toString()));
    }
  }

  private void carryOut(Inbound.Command command) {
    begin();
    parts
        .operations()
        .invokeCommand(
            who(),
            remoteAddress,
            command.id(),
            command.operation(),
            command.path(),
            command.query(),
            command.body(),
            lane)
        .map(Operations.Answer::json)
        .onComplete(done -> onLoop(() -> answer(command.id(), command.operation(), done)));
  }

  private void report(Inbound.Positions positions) {
    begin();
    parts
        .tracking()
        .reportOfCrew(who().personId(), positions.fixes())
        .map(Json::write)
        .onComplete(done -> onLoop(() -> answer(positions.id(), "positions", done)));
  }

  private void begin() {
    if (++inFlight == settings.commandsInFlight()) {
      socket.pause();
    }
  }

  private void answer(String messageId, String what, AsyncResult<@Nullable String> done) {
    if (inFlight-- == settings.commandsInFlight()) {
      socket.resume();
    }
    if (done.succeeded()) {
      send(Outbound.ok(messageId, done.result()));
    } else {
      refuse(messageId, Failures.toProblem(done.cause(), 500, what));
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
    } else if (actor != null && now >= actor.tokenExpiresAt().toEpochMilli()) {
      close(CloseCode.NOT_SIGNED_IN, "token_expired");
    } else if (now - heardAtMillis > settings.silentSeconds() * 1_000L) {
      close(CloseCode.TRY_AGAIN, "silent");
    } else if (now - pingedAtMillis > settings.pingSeconds() * 1_000L) {
      pingedAtMillis = now;
      socket.writePing(Buffer.buffer("?"));
    }
  }

  private void refuse(@Nullable String messageId, Problem problem) {
    LOG.info("session {} of {}: {}", id, device(), problem.code());
    send(Outbound.problem(messageId, problem));
  }

  private void send(String text) {
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
          id, device(), remoteAddress, code.number(), reason);
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

  private void onLoop(Runnable work) {
    hub.context()
        .runOnContext(
            there -> {
              if (state != State.CLOSED) {
                work.run();
              }
            });
  }
}
