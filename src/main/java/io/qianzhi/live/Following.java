package io.qianzhi.live;

import io.qianzhi.platform.http.Failures;
import io.qianzhi.timeline.Cursor;
import io.vertx.core.AsyncResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one client follows what happens: first what it must know, then events in their order.
/// Belongs to its session's event loop.
final class Following implements Outbox.Line {
  private final LiveNode node;
  private final Session session;
  private final Wire wire;
  private final Identity identity;
  private final Outbox outbox;
  private boolean reading;
  private boolean readAgain;
  private boolean welcomed;

  Following(LiveNode node, Session session, Wire wire, Identity identity) {
    this.node = node;
    this.session = session;
    this.wire = wire;
    this.identity = identity;
    this.outbox = new Outbox(node.parts().settings().waitingEvents(), this);
  }

  /// The session receives events already; they wait until what it must know first is sent.
  ///
  /// @param last up to where the client knows the feed
  void start(@Nullable Cursor last) {
    reading = true;
    outbox.hold();
    var parts = node.parts();
    var reader = identity.who();
    parts
        .virtualThreads()
        .run(() -> parts.database().inTransaction(tx -> node.catchUp().read(tx, reader, last)))
        .onComplete(read -> session.onLoop(() -> started(read)));
  }

  /// What this person may see has changed.
  void startOver() {
    if (reading) {
      readAgain = true;
    } else {
      start(null);
    }
  }

  private void started(AsyncResult<CatchUp.Start> read) {
    if (read.failed()) {
      Failures.toProblem(read.cause(), 500, "the start of session " + session.id());
      session.close(CloseCode.TRY_AGAIN, "try_again");
      return;
    }
    var start = read.result();
    boolean first = !welcomed;
    reading = false;
    if (first) {
      welcomed = true;
      session.welcome(start instanceof CatchUp.Missed);
    }
    switch (start) {
      case CatchUp.Missed missed -> outbox.release(missed.cursor(), missed.events());
      case CatchUp.Whole whole -> {
        wire.write(whole.text()).onSuccess(sent -> tellSent(whole.notices()));
        outbox.release(whole.cursor(), List.of());
      }
    }
    if (readAgain) {
      readAgain = false;
      start(null);
    }
    session.caughtUp(first);
  }

  /// Whether the client has got all it must know first.
  boolean isUnderWay() {
    return welcomed && !reading;
  }

  void deliver(LiveEvent event) {
    var text = event.textFor(identity.who());
    if (text != null) {
      outbox.offer(new Outbox.Message(event.cursor(), text, event));
    }
    if (event.opensMoreTo(identity.who())) {
      startOver();
    }
  }

  /// The client reads again.
  void drained() {
    outbox.drain();
  }

  @Override
  public boolean isFull() {
    return wire.isFull();
  }

  @Override
  public void write(Outbox.Message message) {
    node.metrics().eventsOut.increment();
    wire.write(message.text()).onSuccess(written -> tellSent(message.event().entities()));
  }

  @Override
  public void lag() {
    node.metrics().lagging.increment();
    wire.write(Outbound.LAGGING);
    session.close(CloseCode.TRY_AGAIN, "lagging");
  }

  private void tellSent(List<Entity> entities) {
    var reader = identity.who();
    var notices = Reached.newTo(reader, entities);
    if (!notices.isEmpty()) {
      node.parts().deliveries().sent(reader.personId(), notices, reader.device());
    }
  }
}
