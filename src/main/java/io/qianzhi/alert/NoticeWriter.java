package io.qianzhi.alert;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes new notices with their outbox and their deadlines.
final class NoticeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeWriter.class);

  private final NoticeStore store;
  private final PushStore outbox = new PushStore();
  private final People people;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final AlertRules rules;
  private final InstantSource clock;

  NoticeWriter(
      NoticeStore store,
      People people,
      Timeline timeline,
      Deadlines deadlines,
      AlertRules rules,
      InstantSource clock) {
    this.store = store;
    this.people = people;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.rules = rules;
    this.clock = clock;
  }

  /// @param chains the chain that a person's notice continues; without one it starts its own
  List<Notice> write(Tx tx, List<NewNotice> wanted, Map<UUID, UUID> chains) {
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
        deadlines.set(tx, Reminders.DEADLINE, notice.id(), notice.acknowledgeBy());
      }
    }
    return NoticeEvents.append(tx, timeline, "notice.created", null, store.find(tx, ids(notices)));
  }

  private static void requireSameWorld(NewNotice notice, Person person) {
    if (notice.drill() != person.drill()) {
      throw new IllegalStateException(
          "a notice with drill=%s is meant for %s with drill=%s; the two never meet"
              .formatted(notice.drill(), person.id(), person.drill()));
    }
  }

  private static Notice create(NewNotice wanted, Person person, @Nullable UUID chain, Instant now) {
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
          notices.stream().filter(notice -> notice.urgency() == urgency).map(Notice::id).toList();
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

  private static List<UUID> ids(List<Notice> notices) {
    return notices.stream().map(Notice::id).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
