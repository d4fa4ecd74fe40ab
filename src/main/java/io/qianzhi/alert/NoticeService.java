package io.qianzhi.alert;

import io.qianzhi.identity.People;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes notices in the caller's transaction and follows them until they are acknowledged.
///
/// What must be told is in the database when the caller commits; it is sent after that: over open
/// pages by whoever follows the feed, over Web Push by [PushSender].
public final class NoticeService {
  private static final int OPEN_AT_MOST = 200;

  private final NoticeStore store;
  private final PushStore outbox = new PushStore();
  private final NoticeWriter writer;
  private final Timeline timeline;
  private final InstantSource clock;
  private final List<ReachedListener> reachedListeners = new ArrayList<>();

  /// Hears that a notice has reached a device of its person for the first time, in the transaction
  /// that holds the notice: whoever listens must lock nothing that others lock before notices.
  @FunctionalInterface
  public interface ReachedListener {
    void reached(Tx tx, Notice notice);
  }

  public NoticeService(
      People people,
      Timeline timeline,
      Deadlines deadlines,
      AlertRules rules,
      InstantSource clock) {
    this.store = new NoticeStore(timeline);
    this.writer = new NoticeWriter(store, people, timeline, deadlines, rules, clock);
    this.timeline = timeline;
    this.clock = clock;
    var reminders = new Reminders(store, writer, people, timeline, deadlines, rules, clock);
    deadlines.on(Reminders.DEADLINE, reminders::overdue);
  }

  public void onReached(ReachedListener listener) {
    reachedListeners.add(listener);
  }

  /// Writes notices, as one event per incident. People who are no longer active get none.
  ///
  /// @throws IllegalStateException when a notice and its person are not of the same world: drill
  ///   data can never page a real person
  public List<Notice> notifyAll(Tx tx, List<NewNotice> wanted) {
    return writer.write(tx, wanted, Map.of());
  }

  /// As [#notifyAll], for what one of several must deal with: once one has acknowledged, nobody is
  /// reminded any more.
  public List<Notice> notifyTogether(Tx tx, List<NewNotice> wanted) {
    var chain = UUID.randomUUID();
    var chains = new HashMap<UUID, UUID>();
    wanted.forEach(notice -> chains.put(notice.personId(), chain));
    return writer.write(tx, wanted, chains);
  }

  /// The actor's device received or showed a notice, or the actor acknowledged it. Forward only: a
  /// report of what is known already changes nothing.
  public Notice report(Tx tx, Actor actor, UUID noticeId, Notice.State reported) {
    var known =
        store.find(tx, List.of(noticeId)).stream()
            .filter(notice -> notice.person().id().equals(actor.personId()))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("notice", noticeId));
    var before = store.lock(tx, List.of(known.id())).getFirst();
    var delivery =
        new Delivery(
            Delivery.Channel.APP,
            actor.device(),
            Delivery.State.valueOf(reported.name()),
            now(),
            null);
    var after = before.reached(reported, now());
    if (!before.isNews(delivery) && after.equals(before)) {
      return before;
    }
    if (before.isNews(delivery)) {
      store.report(tx, List.of(new NoticeStore.Report(noticeId, delivery)));
    }
    var kind = "notice." + Json.word(reported);
    var saved = settle(tx, kind, actor, List.of(after)).getFirst();
    if (!before.hasReached() && saved.hasReached()) {
      reachedListeners.forEach(listener -> listener.reached(tx, saved));
    }
    return saved;
  }

  /// Acknowledging an assignment or signing an order also settles what told this person of it.
  public List<Notice> acknowledgeSubject(Tx tx, UUID subjectId, Actor actor) {
    var notices =
        store.lockOpen(tx, store.openAbout(tx, subjectId, actor.personId())).stream()
            .map(notice -> notice.reached(Notice.State.ACKNOWLEDGED, now()))
            .toList();
    return settle(tx, "notice.acknowledged", actor, notices);
  }

  /// What the notices told about has become pointless: nobody is paged for it any more.
  public List<Notice> withdraw(Tx tx, UUID subjectId) {
    return withdraw(tx, store.openAbout(tx, subjectId, null));
  }

  /// As [#withdraw], only what is of this kind.
  public List<Notice> withdraw(Tx tx, UUID subjectId, Notice.Kind kind) {
    return withdraw(
        tx,
        store.find(tx, store.openAbout(tx, subjectId, null)).stream()
            .filter(notice -> notice.kind() == kind)
            .map(Notice::id)
            .toList());
  }

  /// Withdraws everything open in an incident that is over.
  public List<Notice> withdrawIncident(Tx tx, UUID incidentId) {
    return withdraw(tx, store.openInIncident(tx, incidentId));
  }

  private List<Notice> withdraw(Tx tx, List<UUID> ids) {
    var notices = store.lockOpen(tx, ids).stream().map(notice -> notice.withdrawn(now())).toList();
    return settle(tx, "notice.withdrawn", null, notices);
  }

  private List<Notice> settle(Tx tx, String kind, @Nullable Actor by, List<Notice> changed) {
    if (changed.isEmpty()) {
      return List.of();
    }
    store.update(tx, changed);
    var silent = new ArrayList<UUID>();
    for (Notice notice : changed) {
      if (notice.acknowledgedAt() != null) {
        // Acknowledged by one of the chain: nobody else of it is called any more.
        silent.addAll(store.openInChain(tx, notice.chainId()));
      }
      if (notice.pushIsPointless()) {
        silent.add(notice.id());
      }
    }
    outbox.stop(tx, silent, now());
    return NoticeEvents.append(
        tx, timeline, kind, by, store.find(tx, changed.stream().map(Notice::id).toList()));
  }

  /// Everything that was told about incidents, and who has not seen it.
  public List<Notice> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// Everything that was told about a subject, oldest first.
  public List<Notice> about(Tx tx, UUID subjectId) {
    return store.about(tx, subjectId);
  }

  public Optional<Notice> find(Tx tx, UUID id) {
    return store.find(tx, List.of(id)).stream().findFirst();
  }

  /// What this person must know and has not acknowledged, newest first.
  public List<Notice> openFor(Tx tx, UUID personId) {
    return store.openOf(tx, personId, OPEN_AT_MOST);
  }

  /// What any of these people must know of these kinds and has not acknowledged.
  public List<Notice> openFor(Tx tx, Collection<UUID> people, Collection<Notice.Kind> kinds) {
    return store.openOf(tx, people, kinds);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
