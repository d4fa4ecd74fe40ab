package io.qianzhi.timeline;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Listener;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's one reader of the feed: hands every event to its subscribers in the feed's order,
/// without gaps. Woken by NOTIFY; looks once a second without, so a lost wake-up costs at most
/// that.
public final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int PAGE = 500;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FIRST_WAIT_MILLIS = 5;

  private final Vertx vertx;
  private final Database database;
  private final Timeline timeline;
  private final VirtualThreads virtualThreads;
  private final InstantSource clock;
  private final Listener listener;
  private final List<Consumer<List<TimelineEvent>>> subscribers = new CopyOnWriteArrayList<>();

  private volatile Cursor position = Cursor.START;
  private volatile long readToEndAtMillis;
  private boolean reading;
  private boolean wokenWhileReading;
  private long waitMillis = IDLE_MILLIS;
  private long timer = -1;
  private volatile boolean stopped;

  public Feed(
      Vertx vertx,
      Database database,
      Timeline timeline,
      VirtualThreads virtualThreads,
      InstantSource clock) {
    this.vertx = vertx;
    this.database = database;
    this.timeline = timeline;
    this.virtualThreads = virtualThreads;
    this.clock = clock;
    this.listener = new Listener(vertx, database, Timeline.CHANNEL, payload -> wake(), this::wake);
  }

  /// The subscriber is called on a virtual thread, one page after another.
  public void subscribe(Consumer<List<TimelineEvent>> subscriber) {
    subscribers.add(subscriber);
  }

  /// Up to where this node has handed out the feed.
  public Cursor position() {
    return position;
  }

  /// How long ago this node last read the feed to its end.
  public Duration age() {
    return Duration.ofMillis(Math.max(0, clock.millis() - readToEndAtMillis));
  }

  /// Starts at the newest event; earlier ones are read by those who need them.
  public Future<Void> start() {
    return virtualThreads
        .run(() -> database.inTransaction(timeline::newest))
        .onSuccess(
            newest -> {
              position = newest;
              readToEndAtMillis = clock.millis();
              listener.start();
              schedule(IDLE_MILLIS);
            })
        .mapEmpty();
  }

  /// Reads no more, and listens no more.
  public synchronized Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return listener.stop();
  }

  private synchronized void wake() {
    waitMillis = FIRST_WAIT_MILLIS;
    if (reading) {
      wokenWhileReading = true;
    } else {
      schedule(0);
    }
  }

  private synchronized void schedule(long delayMillis) {
    if (stopped) {
      return;
    }
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    if (delayMillis == 0) {
      timer = -1;
      read();
    } else {
      timer = vertx.setTimer(delayMillis, fired -> read());
    }
  }

  private synchronized void read() {
    if (reading) {
      return;
    }
    reading = true;
    virtualThreads.run(this::readPages).onComplete(read -> done(read.succeeded() && read.result()));
  }

  private boolean readPages() {
    boolean any = false;
    while (true) {
      var from = position;
      var page = database.inTransaction(tx -> timeline.follow(tx, from, PAGE));
      if (!page.isEmpty()) {
        any = true;
        for (var subscriber : subscribers) {
          hand(subscriber, page);
        }
        position = page.getLast().cursor();
      }
      if (page.size() < PAGE) {
        readToEndAtMillis = clock.millis();
        return any;
      }
    }
  }

  private static void hand(Consumer<List<TimelineEvent>> subscriber, List<TimelineEvent> page) {
    try {
      subscriber.accept(page);
    } catch (RuntimeException failure) {
      LOG.error("a subscriber of the feed failed", failure);
    }
  }

  private synchronized void done(boolean foundSome) {
    reading = false;
    if (wokenWhileReading) {
      wokenWhileReading = false;
      schedule(0);
      return;
    }
    // A wake-up that found nothing: an older transaction still runs. Look again soon, then less
    // often.
    waitMillis = foundSome ? FIRST_WAIT_MILLIS : Math.min(IDLE_MILLIS, waitMillis * 2);
    schedule(waitMillis);
  }
}
