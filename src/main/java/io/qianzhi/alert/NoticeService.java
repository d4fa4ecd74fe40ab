package io.qianzhi.alert;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes notices in the caller's transaction and follows them until they are acknowledged.
///
/// What must be told is in the database when the caller commits; it is sent after that: over open
/// pages by whoever follows the feed, over Web Push by [PushSender].
public final class NoticeService {
  static final String DEADLINE = "notice.acknowledge";
  private static final Logger LOG = LoggerFactory.getLogger(NoticeService.class);
  private static final int OPEN_AT_MOST = 200;

  private final NoticeStore store = new NoticeStore();
  private final PushStore outbox = new PushStore();
  private final People people;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final AlertRules rules;
  private final InstantSource clock;

  public NoticeService(
      People people,
      Timeline timeline,
      Deadlines deadlines,
      AlertRules rules,
      InstantSource clock) {
    this.people = people;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.rules = rules;
    this.clock = clock;
    deadlines.on(DEADLINE, this::overdue);
  }

  /// Writes one notice; see [#notifyAll].
  public List<Notice> notify(Tx tx, NewNotice wanted) {
    return notifyAll(tx, List.of(wanted));
  }

  /// Writes notices, as one event per incident. People who are no longer active get none.
  ///
  /// @throws IllegalStateException when a notice and its person are not of the same world: drill data
  ///     can never page a real person
  public List<Notice> notifyAll(Tx tx, List<NewNotice> wanted) {
    return write(tx, wanted, Map.of());
  }

  /// @param chains the chain that a person's notice continues; without one it starts its own
  private List<Notice> write(Tx tx, List<NewNotice> wanted, Map<UUID, UUID> chains) {
    var addressees =
        people.findAll(tx, wanted.stream().map(NewNotice::personId).distinct().toList()).stream()
            .collect(Collectors.toMap(Person::id, person -> person));
    var now = now();
    var notices = new ArrayList<Notice>();
    for (NewNotice one : wanted) {
      var person = addressees.get(one.personId());
      if (person == null) {
        LOG.warn("no notice {} for {}: not an active person", one.kind(), one.personId());
        continue;
      }
      requireSameWorld(one, person);
      notices.add(create(one, person, chains.get(person.id()), now));
    }
    if (notices.isEmpty()) {
      return List.of();
    }
    var pages = new HashMap<UUID, String>();
    addressees.values().forEach(person -> pages.put(person.id(), pageOf(person)));
    store.insert(tx, notices, pages);
    queuePushes(tx, notices, now);
    for (Notice notice : notices) {
      if (notice.acknowledgeBy() != null) {
        deadlines.set(tx, DEADLINE, notice.id(), notice.acknowledgeBy());
      }
    }
    return NoticeEvents.append(tx, timeline, "notice.created", null, reload(tx, notices));
  }

  private static void requireSameWorld(NewNotice notice, Person person) {
    if (notice.drill() != person.drill()) {
      throw new IllegalStateException(
          "a notice with drill=%s is meant for %s with drill=%s; the two never meet"
              .formatted(notice.drill(), person.id(), person.drill()));
    }
  }

  private static Notice create(
      NewNotice wanted, Person person, @Nullable UUID chain, Instant now) {
    var id = UUID.randomUUID();
    return new Notice(
        id,
        wanted.incidentId(),
        person.ref(),
        wanted.kind(),
        wanted.subjectId(),
        wanted.title(),
        wanted.body(),
        wanted.urgency(),
        Notice.State.QUEUED,
        now,
        wanted.acknowledgeBy(),
        null,
        null,
        wanted.drill(),
        List.of(),
        1,
        wanted.areaCode(),
        chain == null ? id : chain,
        0,
        wanted.escalateTo());
  }

  private void queuePushes(Tx tx, List<Notice> notices, Instant now) {
    for (var urgency : Notice.Urgency.values()) {
      var ids =
          notices.stream()
              .filter(notice -> notice.urgency() == urgency)
              .map(Notice::id)
              .toList();
      if (!ids.isEmpty()) {
        outbox.queue(
            tx, ids, now, urgency == Notice.Urgency.HIGH ? now : now.plus(rules.pushAfter()));
      }
    }
  }

  /// The page that this person works with.
  static String pageOf(Person person) {
    if (person.roles().contains("leader")) {
      return "/leader";
    }
    return person.roles().contains("responder") ? "/field" : "/";
  }

  /// The actor's device received or showed a notice, or the actor acknowledged it. Forward only: a
  /// report of what is known already changes nothing.
  public Notice report(Tx tx, Actor actor, UUID noticeId, Notice.State reported) {
    var known =
        store.find(tx, List.of(noticeId)).stream()
            .filter(notice -> notice.person().id().equals(actor.personId()))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("notice", noticeId));
    timeline.hold(tx, List.of(NoticeEvents.stream(known)));
    var before = store.lock(tx, List.of(noticeId)).getFirst();
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
    var kind = "notice." + NoticeStore.lower(reported);
    return settle(tx, kind, actor, List.of(after)).getFirst();
  }

  /// Acknowledging an assignment or signing an order also settles what told this person of it.
  public List<Notice> acknowledgeSubject(Tx tx, UUID subjectId, Actor actor) {
    var notices =
        lockOpen(tx, store.openAbout(tx, subjectId, actor.personId())).stream()
            .map(notice -> notice.reached(Notice.State.ACKNOWLEDGED, now()))
            .toList();
    return settle(tx, "notice.acknowledged", actor, notices);
  }

  /// What the notices told about has become pointless: nobody is paged for it any more.
  public List<Notice> withdraw(Tx tx, UUID subjectId) {
    return withdraw(tx, store.openAbout(tx, subjectId, null));
  }

  /// Withdraws everything open in an incident that is over.
  public List<Notice> withdrawIncident(Tx tx, UUID incidentId) {
    return withdraw(tx, store.openInIncident(tx, incidentId));
  }

  private List<Notice> withdraw(Tx tx, List<UUID> ids) {
    var notices = lockOpen(tx, ids).stream().map(notice -> notice.withdrawn(now())).toList();
    return settle(tx, "notice.withdrawn", null, notices);
  }

  private List<Notice> lockOpen(Tx tx, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    timeline.hold(tx, NoticeEvents.streams(store.find(tx, ids)));
    return store.lock(tx, ids).stream().filter(Notice::isOpen).toList();
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
    return NoticeEvents.append(tx, timeline, kind, by, reload(tx, changed));
  }

  /// Everything that was told about incidents, and who has not seen it.
  public List<Notice> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// What this person must know and has not acknowledged, newest first.
  public List<Notice> openFor(Tx tx, UUID personId) {
    return store.openOf(tx, personId, OPEN_AT_MOST);
  }

  /// The deadline of a notice has come. Acknowledging does not cancel it, it makes it do nothing: a
  /// cancellation would wait for a deadline that fires and waits for the notice.
  private void overdue(Tx tx, UUID noticeId, boolean late) {
    var locked = lockOpen(tx, List.of(noticeId));
    if (locked.isEmpty() || store.chain(tx, locked.getFirst().chainId()).acknowledged()) {
      return;
    }
    var notice = locked.getFirst();
    boolean remind = notice.reminders() < rules.reminders();
    var told = remind ? List.<Notice>of() : tellNext(tx, notice);
    var after = notice.reminded();
    store.update(tx, List.of(after));
    if (remind) {
      outbox.queue(tx, List.of(noticeId), now(), now());
      deadlines.set(tx, DEADLINE, noticeId, now().plus(rules.betweenReminders()));
    }
    NoticeEvents.appendOverdue(tx, timeline, reload(tx, List.of(after)).getFirst(), told, late);
  }

  /// The first of the chain who can be reached and was not told yet.
  private List<Notice> tellNext(Tx tx, Notice notice) {
    var told = store.chain(tx, notice.chainId()).people();
    var chain = notice.escalateTo();
    for (int i = 0; i < chain.size(); i++) {
      var next =
          candidates(tx, chain.get(i), notice).stream()
              .filter(person -> person.drill() == notice.drill())
              .filter(person -> !told.contains(person.id()))
              .toList();
      if (!next.isEmpty()) {
        var rest = chain.subList(i + 1, chain.size());
        var wanted = next.stream().map(person -> again(notice, person, rest)).toList();
        var chains =
            next.stream().collect(Collectors.toMap(Person::id, person -> notice.chainId()));
        return write(tx, wanted, chains);
      }
    }
    return List.of();
  }

  private List<Person> candidates(Tx tx, NextInChain next, Notice notice) {
    return switch (next) {
      case NextInChain.OnePerson one -> people.find(tx, one.personId()).stream().toList();
      case NextInChain.OnDuty on ->
          people.withDuty(tx, on.duty(), notice.areaCode(), notice.drill());
    };
  }

  private NewNotice again(Notice notice, Person person, List<NextInChain> rest) {
    var given =
        notice.acknowledgeBy() == null
            ? rules.betweenReminders()
            : java.time.Duration.between(notice.createdAt(), notice.acknowledgeBy());
    return new NewNotice(
        person.id(),
        notice.kind(),
        notice.incidentId(),
        notice.subjectId(),
        notice.title(),
        notice.body(),
        notice.urgency(),
        notice.areaCode(),
        notice.drill(),
        now().plus(given),
        rest);
  }

  private List<Notice> reload(Tx tx, Collection<Notice> notices) {
    return store.find(tx, notices.stream().map(Notice::id).toList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
