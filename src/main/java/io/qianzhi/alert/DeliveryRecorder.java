package io.qianzhi.alert;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.timeline.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes note of what was sent. One transaction writes all that has gathered while the one before
/// was written, so that a hundred deliveries at once make one event and not a hundred.
public final class DeliveryRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryRecorder.class);
  private static final int AT_ONCE = 500;
  private static final int WAITING_AT_MOST = 20_000;

  private final NoticeStore store;
  private final PushStore outbox = new PushStore();
  private final Database database;
  private final Timeline timeline;
  private final VirtualThreads virtualThreads;
  private final InstantSource clock;
  private final List<Entry> waiting = new ArrayList<>();
  private boolean writing;
  private boolean stopped;
  private final Promise<Void> finished = Promise.promise();

  private sealed interface Entry {
    record Told(UUID noticeId, UUID personId, Delivery delivery) implements Entry {}

    record Again(UUID deliveryId, Instant at, String reason) implements Entry {}

    record Gone(String endpoint) implements Entry {}
  }

  public DeliveryRecorder(
      Database database, Timeline timeline, VirtualThreads virtualThreads, InstantSource clock) {
    this.store = new NoticeStore(timeline);
    this.database = database;
    this.timeline = timeline;
    this.virtualThreads = virtualThreads;
    this.clock = clock;
  }

  /// The notices were written to an open page of this person. Returns at once; notices that are
  /// known to have come further, or that are not this person's, are left as they are.
  public void sent(UUID personId, Collection<UUID> noticeIds, String device) {
    var delivery = new Delivery(Delivery.Channel.APP, device, Delivery.State.SENT, now(), null);
    add(noticeIds.stream().map(id -> (Entry) new Entry.Told(id, personId, delivery)).toList());
  }

  /// One try to push a message ended like this.
  void pushed(PushStore.Message message, PushOutcome outcome) {
    add(
        switch (outcome) {
          case PushOutcome.Taken taken -> List.of(push(message, Delivery.State.SENT, ""));
          case PushOutcome.Failed failed ->
              List.of(push(message, Delivery.State.FAILED, failed.reason()));
          case PushOutcome.Gone gone ->
              List.of(
                  new Entry.Gone(message.subscription().endpoint()),
                  push(message, Delivery.State.FAILED, gone.reason()));
          case PushOutcome.Again again ->
              List.of(new Entry.Again(message.deliveryId(), again.at(), again.reason()));
        });
  }

  private Entry push(PushStore.Message message, Delivery.State state, String detail) {
    return new Entry.Told(
        message.noticeId(),
        message.personId(),
        new Delivery(
            Delivery.Channel.WEB_PUSH,
            message.device(),
            state,
            now(),
            detail.isEmpty() ? null : detail));
  }

  /// A queued message whose device has no subscription any more.
  void unreachable(PushStore.Unreachable message) {
    add(
        List.of(
            new Entry.Told(
                message.noticeId(),
                message.personId(),
                new Delivery(
                    Delivery.Channel.WEB_PUSH,
                    message.device(),
                    Delivery.State.FAILED,
                    now(),
                    "not subscribed any more"))));
  }

  /// Takes no more notes.
  ///
  /// @return when all are written
  public synchronized Future<Void> stop() {
    stopped = true;
    if (!writing) {
      finished.tryComplete();
    }
    return finished.future();
  }

  private synchronized void add(List<Entry> entries) {
    if (stopped) {
      return;
    }
    if (waiting.size() > WAITING_AT_MOST) {
      LOG.error("{} delivery notes are lost, the database does not keep up", entries.size());
      return;
    }
    waiting.addAll(entries);
    if (!writing) {
      writing = true;
      writeNext();
    }
  }

  private synchronized List<Entry> take() {
    var some = waiting.subList(0, Math.min(AT_ONCE, waiting.size()));
    var batch = List.copyOf(some);
    some.clear();
    return batch;
  }

  private void writeNext() {
    var batch = take();
    virtualThreads
        .run(
            () -> {
              database.inTransaction(
                  tx -> {
                    write(tx, batch);
                    return true;
                  });
              return true;
            })
        // What is not noted is sent again when its lease ends: twice is better than never.
        .onFailure(failure -> LOG.warn("delivery notes were not written", failure))
        .onComplete(done -> written());
  }

  private synchronized void written() {
    if (waiting.isEmpty()) {
      writing = false;
      if (stopped) {
        finished.tryComplete();
      }
    } else {
      writeNext();
    }
  }

  private void write(Tx tx, List<Entry> batch) {
    var told = new ArrayList<Entry.Told>();
    for (Entry entry : batch) {
      switch (entry) {
        case Entry.Told one -> told.add(one);
        case Entry.Again again -> outbox.retry(tx, again.deliveryId(), again.at(), again.reason());
        case Entry.Gone gone -> outbox.removeEndpoint(tx, gone.endpoint());
      }
    }
    if (!told.isEmpty()) {
      writeTold(tx, told);
    }
  }

  private void writeTold(Tx tx, List<Entry.Told> told) {
    var ids = told.stream().map(Entry.Told::noticeId).distinct().toList();
    var notices = new HashMap<UUID, Notice>();
    store.lock(tx, ids).forEach(notice -> notices.put(notice.id(), notice));
    var reports = new LinkedHashMap<List<Object>, NoticeStore.Report>();
    var sent = new LinkedHashMap<UUID, Notice>();
    var failed = new LinkedHashMap<UUID, Notice>();
    for (Entry.Told one : told) {
      var notice = notices.get(one.noticeId());
      var delivery = one.delivery();
      if (notice == null
          || !notice.person().id().equals(one.personId())
          || !notice.isNews(delivery)) {
        continue;
      }
      reports.merge(
          List.of(notice.id(), delivery.channel(), delivery.device()),
          new NoticeStore.Report(notice.id(), delivery),
          (earlier, later) -> later);
      boolean arrived = delivery.state() != Delivery.State.FAILED;
      (arrived ? sent : failed)
          .put(notice.id(), arrived ? notice.reached(Notice.State.SENT, now()) : notice);
    }
    if (reports.isEmpty()) {
      return;
    }
    failed.keySet().removeAll(sent.keySet());
    store.report(tx, reports.values());
    append(tx, "notice.sent", sent.values());
    append(tx, "notice.delivery_failed", failed.values());
  }

  private void append(Tx tx, String kind, Collection<Notice> changed) {
    if (!changed.isEmpty()) {
      store.update(tx, changed);
      NoticeEvents.append(
          tx, timeline, kind, null, store.find(tx, changed.stream().map(Notice::id).toList()));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
