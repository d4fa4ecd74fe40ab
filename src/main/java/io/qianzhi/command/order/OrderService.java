package io.qianzhi.command.order;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.Authority;
import io.qianzhi.command.Receipt;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Orders from the draft to their verification. An order cannot be done without acknowledgement,
/// nor verified by who did it. Every decision is made under the lock of the incident's row.
public final class OrderService {
  private static final List<String> CONTROL_ROOM = List.of("operator", "duty_chief");

  private final OrderStore store = new OrderStore();
  private final OrderRules rules;
  private final IncidentService incidents;
  private final People people;
  private final Addressees addressees;
  private final OrderNotices notices;
  private final OrderClock orderClock;
  private final Timeline timeline;
  private final InstantSource clock;

  /// To whom an order shall go.
  record To(Order.Addressee.Kind kind, UUID id) {}

  /// An order as it is given.
  ///
  /// @param voiceFrom who gave it by voice, where somebody else writes it down
  record NewOrder(
      To addressee,
      String text,
      @Nullable Boolean urgent,
      @Nullable Instant dueAt,
      @Nullable Boolean draft,
      @Nullable UUID voiceFrom) {}

  /// What shall be different in a draft.
  record Change(
      @Nullable To addressee,
      @Nullable String text,
      @Nullable Boolean urgent,
      @Nullable Instant dueAt,
      int version) {}

  public OrderService(
      OrderRules rules,
      IncidentService incidents,
      People people,
      GroupService groups,
      AssignmentService assignments,
      UnitService units,
      NoticeService notices,
      Deadlines deadlines,
      Timeline timeline,
      InstantSource clock) {
    this.rules = rules;
    this.incidents = incidents;
    this.people = people;
    this.addressees = new Addressees(groups, assignments, units, people);
    this.notices = new OrderNotices(notices);
    this.orderClock =
        new OrderClock(
            rules, store, incidents, addressees, notices, this.notices, deadlines, timeline, clock);
    this.timeline = timeline;
    this.clock = clock;
  }

  public List<Order> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// Everywhere, the orders that run.
  public List<Order> allRunning(Tx tx) {
    return store.allRunning(tx);
  }

  /// The incidents that this person is part of by an order.
  public List<UUID> incidentsOf(Tx tx, UUID personId) {
    return store.incidentsOf(tx, personId);
  }

  /// Whether an order of the incident that is not over is for this person.
  public boolean includes(Tx tx, UUID incidentId, UUID personId) {
    return ofIncidents(tx, List.of(incidentId)).stream().anyMatch(order -> order.isFor(personId));
  }

  Order create(Tx tx, UUID incidentId, NewOrder wanted, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var giver = giver(tx, incident, wanted.voiceFrom(), actor);
    var to = wanted.addressee();
    var reached = addressees.of(tx, incident, to.kind(), to.id());
    var draft =
        draft(
            incident,
            reached.addressee(),
            wanted.text().strip(),
            !Boolean.FALSE.equals(wanted.urgent()),
            wanted.dueAt(),
            wanted.voiceFrom() != null,
            store.nextNumber(tx, incidentId),
            null,
            actor);
    if (Boolean.TRUE.equals(wanted.draft()) && wanted.voiceFrom() == null) {
      write(tx, incident, draft, "order.drafted", null, actor);
      return draft;
    }
    return issue(tx, incident, draft, reached, giver, actor);
  }

  /// In whose name an order is given: the actor's, or whoever gave it by voice.
  private PersonRef giver(Tx tx, Incident incident, @Nullable UUID voiceFrom, Actor actor) {
    if (voiceFrom == null) {
      Authority.require(incident, actor, rules.issuers());
      return actor.ref();
    }
    if (rules.scribes().stream().noneMatch(actor::hasRole)) {
      throw Problem.forbidden(
          "permission_denied", "An order given by voice is written down by the control room.");
    }
    return people.findAll(tx, List.of(voiceFrom)).stream()
        .filter(person -> person.drill() == incident.drill())
        .filter(
            person ->
                incident.isCommandedBy(person.id())
                    || rules.issuers().stream().anyMatch(person.roles()::contains))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalidField(
                    "voiceFrom",
                    FieldRule.NO_SUCH_THING,
                    "This person may not give orders for this incident."))
        .ref();
  }

  private Order draft(
      Incident incident,
      Order.Addressee addressee,
      String text,
      boolean urgent,
      @Nullable Instant dueAt,
      boolean voice,
      int number,
      @Nullable UUID reassignedFrom,
      Actor actor) {
    return new Order(
        UUID.randomUUID(),
        incident.id(),
        number,
        addressee,
        List.of(),
        List.of(),
        text,
        urgent,
        dueAt,
        Order.State.DRAFT,
        actor.ref(),
        now(),
        null,
        null,
        voice,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        reassignedFrom,
        null,
        false,
        false,
        List.of(),
        incident.drill(),
        1);
  }

  private Order issue(
      Tx tx,
      Incident incident,
      Order draft,
      Addressees.Reached reached,
      PersonRef giver,
      Actor actor) {
    var at = now();
    var answerBy =
        at.plus(
            rules
                .ladder()
                .until(Order.Rung.REMIND, addressees.atControlRoom(tx, reached.responsible())));
    var issued = draft.issued(giver, reached.responsible(), reached.told(), answerBy, at);
    write(tx, incident, issued, "order.issued", null, actor);
    orderClock.start(tx, issued);
    notices.issued(tx, incident, issued);
    if (issued.voice()) {
      notices.confirm(tx, incident, issued);
    }
    return issued;
  }

  Order edit(Tx tx, UUID id, Change change, Actor actor) {
    var locked = lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    var old = locked.order();
    if (old.version() != change.version()) {
      throw Problem.staleVersion("order", change.version(), old.version());
    }
    var to = change.addressee();
    var edited =
        old.edited(
            to == null
                ? old.addressee()
                : addressees.of(tx, locked.incident(), to.kind(), to.id()).addressee(),
            change.text() == null ? old.text() : change.text().strip(),
            change.urgent() == null ? old.urgent() : change.urgent(),
            change.dueAt() == null ? old.dueAt() : change.dueAt());
    write(tx, locked.incident(), edited, "order.edited", null, actor);
    return edited;
  }

  Order issue(Tx tx, UUID id, Actor actor) {
    var locked = lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    var to = locked.order().addressee();
    var reached = addressees.of(tx, locked.incident(), to.kind(), to.id());
    return issue(tx, locked.incident(), locked.order(), reached, actor.ref(), actor);
  }

  /// 签收, by a responsible one or told to the control room.
  Order acknowledge(Tx tx, UUID id, @Nullable Instant pressedAt, Actor actor) {
    var locked = lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    if (locked.order().state() == Order.State.ACKNOWLEDGED) {
      return locked.order();
    }
    var acknowledged =
        locked
            .order()
            .acknowledged(actor.ref(), pressed(pressedAt, locked.order()), rules.betweenFeedback());
    write(tx, locked.incident(), acknowledged, "order.acknowledged", null, actor);
    orderClock.acknowledged(tx, acknowledged);
    notices.settled(tx, acknowledged, actor);
    return acknowledged;
  }

  Order report(Tx tx, UUID id, String text, @Nullable Instant pressedAt, Actor actor) {
    var locked = lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var reported =
        locked
            .order()
            .reported(
                actor.ref(),
                text.strip(),
                pressed(pressedAt, locked.order()),
                rules.betweenFeedback());
    write(tx, locked.incident(), reported, "order.reported", text.strip(), actor);
    notices.settled(tx, reported, actor);
    return reported;
  }

  /// 办结.
  Order complete(Tx tx, UUID id, String result, @Nullable Instant pressedAt, Actor actor) {
    var locked = lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var done = locked.order().done(actor.ref(), result.strip(), pressed(pressedAt, locked.order()));
    write(tx, locked.incident(), done, "order.done", result.strip(), actor);
    notices.settled(tx, done, actor);
    notices.answered(
        tx,
        locked.incident(),
        done,
        new Text(
            "指令%d已办结，请核销".formatted(done.number()),
            "Order %d is done; verify it".formatted(done.number())),
        result.strip());
    return done;
  }

  /// 核销, or back to who did it.
  Order verify(Tx tx, UUID id, boolean accepted, @Nullable String note, Actor actor) {
    var locked = lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    if (accepted) {
      var verified = locked.order().verified(actor.ref(), now());
      write(tx, locked.incident(), verified, "order.verified", note, actor);
      notices.over(tx, verified, actor);
      return verified;
    }
    var why = required(note, "note", "Say what is missing.");
    var back = locked.order().sentBack(actor.ref(), why, now(), rules.betweenFeedback());
    write(tx, locked.incident(), back, "order.sent_back", why, actor);
    orderClock.acknowledged(tx, back);
    notices.settled(tx, back, actor);
    notices.sentBack(tx, locked.incident(), back, why);
    return back;
  }

  Order refuse(Tx tx, UUID id, String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var why = required(reason, "reason", "Say why it cannot be carried out.");
    var refused = locked.order().refused(actor.ref(), why, now());
    write(tx, locked.incident(), refused, "order.refused", why, actor);
    notices.over(tx, refused, actor);
    notices.answered(
        tx,
        locked.incident(),
        refused,
        new Text(
            "指令%d被拒收".formatted(refused.number()),
            "Order %d was refused".formatted(refused.number())),
        why);
    return refused;
  }

  Order cancel(Tx tx, UUID id, String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    return cancel(tx, locked, required(reason, "reason", "Say why."), actor);
  }

  private Order cancel(Tx tx, Locked locked, String why, Actor actor) {
    var cancelled = locked.order().cancelled(actor.ref(), why, now());
    write(tx, locked.incident(), cancelled, "order.cancelled", why, actor);
    notices.over(tx, cancelled, actor);
    return cancelled;
  }

  /// Somebody else shall do it; answers the new order.
  Order reassign(Tx tx, UUID id, To to, String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    var incident = locked.incident();
    Authority.require(incident, actor, rules.issuers());
    var old = locked.order();
    var reached = addressees.of(tx, incident, to.kind(), to.id());
    var next =
        draft(
            incident,
            reached.addressee(),
            old.text(),
            old.urgent(),
            old.dueAt(),
            false,
            store.nextNumber(tx, incident.id()),
            old.id(),
            actor);
    var why = required(reason, "reason", "Say why somebody else shall do it.");
    var reassigned = old.reassigned(next.id(), actor.ref(), why, now());
    write(tx, incident, reassigned, "order.reassigned", why, actor);
    notices.over(tx, reassigned, actor);
    return issue(tx, incident, next, reached, actor.ref(), actor);
  }

  /// Whoever gave it by voice says whether it is what he said; if not, it is cancelled.
  Order confirm(Tx tx, UUID id, boolean confirmed, @Nullable String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    if (confirmed) {
      var sure = locked.order().confirmed(actor.ref(), now());
      write(tx, locked.incident(), sure, "order.confirmed", null, actor);
      notices.confirmed(tx, sure);
      return sure;
    }
    locked.order().requireGiver(actor.ref());
    return cancel(tx, locked, required(reason, "reason", "Say what was wrong."), actor);
  }

  /// Who has seen an order and who has not.
  List<Receipt> receipts(Tx tx, UUID id, Actor actor) {
    var order = store.find(tx, id).orElseThrow(() -> Problem.notFound("order", id));
    if (!isConcerned(order, actor)) {
      incidents.require(tx, order.incidentId(), actor);
    }
    return notices.receipts(tx, order);
  }

  private void write(
      Tx tx, Incident incident, Order order, String kind, @Nullable String words, Actor actor) {
    store.save(tx, order);
    timeline.append(tx, OrderClock.describe(happening(incident, kind), order, words).by(actor));
  }

  private record Locked(Incident incident, Order order) {}

  private Locked lock(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("order", id));
    var incident =
        incidents.lockFor(
            tx,
            known.incidentId(),
            actor,
            isConcerned(known, actor),
            () -> Problem.notFound("order", id));
    return new Locked(incident, store.find(tx, id).orElseThrow());
  }

  private static boolean isConcerned(Order order, Actor actor) {
    return order.drill() == actor.drill() && order.concerns(actor.personId());
  }

  private static void requireResponsible(Order order, Actor actor) {
    if (!order.isResponsible(actor.personId()) && CONTROL_ROOM.stream().noneMatch(actor::hasRole)) {
      throw Problem.forbidden(
          "not_your_order",
          "Order %d is answered by %s.".formatted(order.number(), order.addressee().name()));
    }
  }

  /// When the button was pressed, kept between the issue and now: a device's clock may be wrong.
  private Instant pressed(@Nullable Instant pressedAt, Order order) {
    var now = now();
    var issued = order.acknowledgedAt() == null ? order.issuedAt() : order.acknowledgedAt();
    if (pressedAt == null
        || pressedAt.isAfter(now)
        || pressedAt.isBefore(Objects.requireNonNullElse(issued, now))) {
      return now;
    }
    return pressedAt.truncatedTo(ChronoUnit.MICROS);
  }

  private static String required(@Nullable String words, String field, String sentence) {
    if (words == null || words.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, sentence);
    }
    return words.strip();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
