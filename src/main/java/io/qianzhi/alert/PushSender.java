package io.qianzhi.alert;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.timeline.Feed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the outbox of Web Push: claim, commit, send, take note. Each push service has a round of
/// its own, so that a dead one holds up nobody but itself. Woken by the feed; looks once a second
/// for what comes due later and for what a dead node had claimed.
public final class PushSender {
  private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final int PROVIDERS_AT_ONCE = 64;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Set<String> NEW_MESSAGES = Set.of("notice.created", "notice.overdue");

  private final PushStore outbox = new PushStore();
  private final Database database;
  private final WebPush webPush;
  private final AlertRules rules;
  private final DeliveryRecorder recorder;
  private final VirtualThreads virtualThreads;
  private final InstantSource clock;
  private final Set<String> busy = new HashSet<>();
  private boolean looking;
  private boolean lookAgain;
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean stopped;

  public PushSender(
      Database database,
      WebPush webPush,
      AlertRules rules,
      DeliveryRecorder recorder,
      VirtualThreads virtualThreads,
      InstantSource clock) {
    this.database = database;
    this.webPush = webPush;
    this.rules = rules;
    this.recorder = recorder;
    this.virtualThreads = virtualThreads;
    this.clock = clock;
  }

  /// Starts sending from this node.
  public void start(Vertx vertx, Feed feed) {
    feed.subscribe(
        page -> {
          if (page.stream().anyMatch(event -> NEW_MESSAGES.contains(event.kind()))) {
            look();
          }
        });
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
    if (stopped && !looking && busy.isEmpty()) {
      idle.tryComplete();
    }
  }

  private synchronized void look() {
    if (stopped) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    virtualThreads
        .run(this::startRounds)
        .onFailure(failure -> LOG.warn("the outbox cannot be read: {}", failure.toString()))
        .onComplete(done -> looked());
  }

  private synchronized void looked() {
    looking = false;
    if (lookAgain) {
      lookAgain = false;
      look();
    }
    completeWhenIdle();
  }

  private boolean startRounds() {
    var now = clock.instant();
    var without = busyNow();
    var due =
        database.inTransaction(
            tx -> {
              outbox.unreachable(tx, now).forEach(recorder::unreachable);
              return outbox.providersDue(tx, now, without, PROVIDERS_AT_ONCE - without.size());
            });
    for (String provider : due) {
      if (begin(provider)) {
        virtualThreads
            .run(() -> rounds(provider))
            .onFailure(failure -> LOG.warn("{}: {}", provider, failure.toString()))
            .onComplete(done -> end(provider));
      }
    }
    return true;
  }

  private synchronized List<String> busyNow() {
    return List.copyOf(busy);
  }

  private synchronized boolean begin(String provider) {
    return !stopped && busy.add(provider);
  }

  private synchronized void end(String provider) {
    busy.remove(provider);
    completeWhenIdle();
  }

  /// Sends until nothing is due for this push service.
  private boolean rounds(String provider) {
    while (!stopped) {
      var now = clock.instant();
      var claimed =
          database.inTransaction(
              tx -> outbox.claim(tx, provider, now, now.plus(LEASE), WebPush.AT_ONCE));
      if (claimed.isEmpty()) {
        return true;
      }
      send(claimed);
    }
    return true;
  }

  private void send(List<PushStore.Message> claimed) {
    WebPush.Provider found;
    try {
      found = await(webPush.reach(claimed.getFirst().subscription().endpoint()));
    } catch (Exception unreachable) {
      claimed.forEach(
          message ->
              recorder.pushed(
                  message,
                  PushOutcome.ofFailure(
                      WebPush.reason(unreachable), message.attempts(), rules, clock.instant())));
      return;
    }
    var sending =
        claimed.stream()
            .map(
                message ->
                    webPush
                        .send(message, found)
                        .onSuccess(outcome -> recorder.pushed(message, outcome)))
            .toList();
    await(Future.join(sending).otherwiseEmpty());
  }
}
