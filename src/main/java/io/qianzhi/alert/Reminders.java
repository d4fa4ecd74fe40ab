package io.qianzhi.alert;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Nobody has acknowledged a notice in time: tells the same person again, then the next of the
/// chain.
final class Reminders {
  static final String DEADLINE = "notice.acknowledge";

  private final NoticeStore store;
  private final PushStore outbox = new PushStore();
  private final NoticeWriter writer;
  private final People people;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final AlertRules rules;
  private final InstantSource clock;

  Reminders(
      NoticeStore store,
      NoticeWriter writer,
      People people,
      Timeline timeline,
      Deadlines deadlines,
      AlertRules rules,
      InstantSource clock) {
    this.store = store;
    this.writer = writer;
    this.people = people;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.rules = rules;
    this.clock = clock;
  }

  /// The deadline of a notice has come. Acknowledging does not cancel it, it makes it do nothing: a
  /// cancellation would wait for a deadline that fires and waits for the notice.
  void overdue(Tx tx, UUID noticeId, boolean late) {
    var locked = store.lockOpen(tx, List.of(noticeId));
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
    NoticeEvents.appendOverdue(
        tx, timeline, store.find(tx, List.of(noticeId)).getFirst(), told, late);
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
        return writer.write(tx, wanted, chains);
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
            : Duration.between(notice.createdAt(), notice.acknowledgeBy());
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

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
