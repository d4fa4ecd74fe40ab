package io.qianzhi.command.report;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.pdf.Pdf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the outbox of reports: claim, commit, send, take note. Every receiver is tried by
/// itself, so that a dead one holds up nobody else; what a dead node had claimed comes due again.
public final class ReportSender {
  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final int AT_ONCE = 16;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final ReportStore outbox;
  private final ReportBook book;
  private final ReportDispatch dispatch;
  private final ReportPost post;
  private final Pdf pdf;
  private final String letterhead;
  private final Database database;
  private final VirtualThreads virtualThreads;
  private final InstantSource clock;
  private final Promise<Void> idle = Promise.promise();
  private int running;
  private boolean looking;
  private boolean stopped;

  ReportSender(
      ReportStore outbox,
      ReportBook book,
      ReportDispatch dispatch,
      ReportPost post,
      Pdf pdf,
      String letterhead,
      Database database,
      VirtualThreads virtualThreads,
      InstantSource clock) {
    this.outbox = outbox;
    this.book = book;
    this.dispatch = dispatch;
    this.post = post;
    this.pdf = pdf;
    this.letterhead = letterhead;
    this.database = database;
    this.virtualThreads = virtualThreads;
    this.clock = clock;
  }

  /// Starts sending from this node.
  public void start(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> look());
  }

  /// Begins nothing more; what is due waits for another node or the next start.
  ///
  /// @return when what has begun is done
  public synchronized Future<Void> stop() {
    stopped = true;
    completeWhenIdle();
    return idle.future();
  }

  private synchronized void completeWhenIdle() {
    if (stopped && !looking && running == 0) {
      idle.tryComplete();
    }
  }

  private synchronized void look() {
    if (stopped || looking) {
      return;
    }
    looking = true;
    virtualThreads
        .run(this::claim)
        .onSuccess(claimed -> claimed.forEach(this::begin))
        .onFailure(failure -> LOG.warn("the outbox cannot be read: {}", failure.toString()))
        .onComplete(done -> looked());
  }

  private synchronized void looked() {
    looking = false;
    completeWhenIdle();
  }

  private List<ReportDelivery> claim() {
    int free = free();
    if (free == 0) {
      return List.of();
    }
    var now = clock.instant();
    return database.inTransaction(tx -> outbox.claim(tx, now, now.plus(LEASE), free));
  }

  private synchronized int free() {
    return AT_ONCE - running;
  }

  private synchronized void begin(ReportDelivery delivery) {
    running++;
    virtualThreads
        .run(() -> send(delivery))
        .onFailure(failure -> LOG.warn("report to {}: {}", delivery.name(), failure.toString()))
        .onComplete(done -> end());
  }

  private synchronized void end() {
    running--;
    completeWhenIdle();
  }

  private boolean send(ReportDelivery delivery) {
    var pair = database.inTransaction(tx -> book.read(tx, delivery.reportId()));
    var html = ReportPage.html(pair.report(), pair.previous(), letterhead);
    var text = ReportPage.plain(pair.report(), pair.previous(), letterhead);
    var outcome = await(post.send(delivery, pair.report(), text, await(pdf.render(html))));
    return database.inTransaction(
        tx -> {
          dispatch.tried(tx, delivery.id(), outcome);
          return true;
        });
  }
}
