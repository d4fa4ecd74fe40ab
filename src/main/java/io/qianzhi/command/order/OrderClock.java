package io.qianzhi.command.order;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What happens to orders by itself: they reach a device, nobody acknowledges, feedback is missing.
///
/// Nothing cancels these deadlines. When one fires, the order says what is left to do: a
/// cancellation would wait for a deadline that fires and waits for the incident.
final class OrderClock {
  private static final String LADDER = "order.ladder";
  private static final String FEEDBACK = "order.feedback";
  private static final String REACHED = "order.reached";

  private final OrderRules rules;
  private final OrderStore store;
  private final IncidentService incidents;
  private final Addressees addressees;
  private final NoticeService allNotices;
  private final OrderNotices notices;
  private final Deadlines deadlines;
  private final Timeline timeline;
  private final InstantSource clock;

  OrderClock(
      OrderRules rules,
      OrderStore store,
      IncidentService incidents,
      Addressees addressees,
      NoticeService allNotices,
      OrderNotices notices,
      Deadlines deadlines,
      Timeline timeline,
      InstantSource clock) {
    this.rules = rules;
    this.store = store;
    this.incidents = incidents;
    this.addressees = addressees;
    this.allNotices = allNotices;
    this.notices = notices;
    this.deadlines = deadlines;
    this.timeline = timeline;
    this.clock = clock;
    deadlines.on(LADDER, this::notAcknowledged);
    deadlines.on(FEEDBACK, this::noFeedback);
    deadlines.on(REACHED, (tx, noticeId, late) -> reached(tx, noticeId));
    allNotices.onReached(this::noticeReached);
    incidents.course().onClosed(this::incidentClosed);
  }

  /// An order was issued: its ladder begins.
  void start(Tx tx, Order order) {
    deadlines.set(tx, LADDER, order.id(), Objects.requireNonNull(order.acknowledgeBy()));
  }

  /// An order is carried out: its feedback is due.
  void acknowledged(Tx tx, Order order) {
    deadlines.set(tx, FEEDBACK, order.id(), Objects.requireNonNull(order.feedbackBy()));
  }

  /// The order is locked after its notice here and before it elsewhere, so it waits for a
  /// transaction of its own.
  private void noticeReached(Tx tx, Notice notice) {
    if (notice.kind() == Notice.Kind.ORDER || notice.kind() == Notice.Kind.ORDER_OVERDUE) {
      deadlines.set(tx, REACHED, notice.id(), now());
    }
  }

  private void reached(Tx tx, UUID noticeId) {
    var notice = allNotices.find(tx, noticeId).orElseThrow();
    var known = store.find(tx, Objects.requireNonNull(notice.subjectId())).orElseThrow();
    var incident = incidents.lock(tx, known.incidentId());
    var order = store.find(tx, known.id()).orElseThrow();
    if (order.state() == Order.State.ISSUED && order.isResponsible(notice.person().id())) {
      var delivered = OrderCourse.delivered(order, now());
      write(
          tx,
          delivered,
          happening(incident, "order.delivered").detail("people", List.of(notice.person().name())));
    }
  }

  /// The next rung of the ladder.
  private void notAcknowledged(Tx tx, UUID id, boolean late) {
    var known = store.find(tx, id).orElseThrow();
    var incident = incidents.lock(tx, known.incidentId());
    var order = store.find(tx, id).orElseThrow();
    var next = OrderCourse.nextRung(order);
    if (!incident.isOpen() || !order.isUnanswered() || next.isEmpty()) {
      return;
    }
    var climbed = climb(tx, incident, order, next.get(), late);
    OrderCourse.nextRung(climbed)
        .ifPresent(
            rung ->
                deadlines.set(
                    tx,
                    LADDER,
                    id,
                    Objects.requireNonNull(climbed.issuedAt())
                        .plus(rules.ladder().until(rung, false))));
  }

  private Order climb(Tx tx, Incident incident, Order order, Order.Rung rung, boolean late) {
    var next =
        rung == Order.Rung.NEXT_PERSON
            ? addressees.next(tx, incident, order)
            : List.<PersonRef>of();
    var told = new LinkedHashSet<PersonRef>();
    switch (rung) {
      case REMIND -> told.addAll(order.responsible());
      case NEXT_PERSON -> {
        told.addAll(next);
        told.addAll(addressees.controlRoom(tx, incident));
      }
      case SUPERVISOR -> {
        told.addAll(addressees.supervisors(tx, incident));
        told.add(Objects.requireNonNull(order.issuedBy()));
      }
    }
    var climbed = OrderCourse.climbed(order, rung, next, List.copyOf(told), now());
    write(
        tx,
        climbed,
        happening(incident, "order.overdue")
            .detail("rung", rung)
            .detail("people", told.stream().map(PersonRef::name).toList())
            .detail("late", late ? true : null));
    switch (rung) {
      case REMIND -> notices.reminded(tx, incident, climbed);
      case NEXT_PERSON -> {
        notices.reminded(tx, incident, climbed);
        notices.telephone(tx, incident, climbed, addressees.controlRoom(tx, incident));
      }
      case SUPERVISOR -> notices.escalated(tx, incident, climbed, told);
    }
    return climbed;
  }

  private void noFeedback(Tx tx, UUID id, boolean late) {
    var known = store.find(tx, id).orElseThrow();
    var incident = incidents.lock(tx, known.incidentId());
    var order = store.find(tx, id).orElseThrow();
    var dueAt = order.feedbackBy();
    if (!incident.isOpen() || !order.isCarriedOut() || dueAt == null) {
      return;
    }
    if (dueAt.isAfter(now())) {
      deadlines.set(tx, FEEDBACK, id, dueAt);
      return;
    }
    var missed = OrderCourse.feedbackMissed(order);
    write(
        tx,
        missed,
        happening(incident, "order.feedback_overdue").detail("late", late ? true : null));
    notices.feedbackDue(tx, incident, missed);
    deadlines.set(tx, FEEDBACK, id, now().plus(rules.betweenFeedback()));
  }

  /// What was not done when the incident was closed is settled as that; nobody is reminded any
  /// more.
  private void incidentClosed(Tx tx, UUID incidentId) {
    var unfinished =
        store.ofIncidents(tx, List.of(incidentId)).stream()
            .flatMap(order -> OrderCourse.unfinished(order, now()).stream())
            .toList();
    if (!unfinished.isEmpty()) {
      unfinished.forEach(order -> store.save(tx, order));
      timeline.append(
          tx,
          happening(incidents.get(tx, incidentId), "order.unfinished")
              .detail("numbers", unfinished.stream().map(Order::number).toList())
              .changedAll("orders", unfinished));
    }
  }

  private void write(Tx tx, Order order, Happening what) {
    store.save(tx, order);
    timeline.append(tx, OrderBook.describe(what, order, null));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
