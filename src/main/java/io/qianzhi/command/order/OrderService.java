package io.qianzhi.command.order;

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
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Orders from the draft to their verification. An order cannot be done without acknowledgement,
/// nor verified by who did it. Every decision is made under the lock of the incident's row.
public final class OrderService {
  private final OrderStore store = new OrderStore();
  private final OrderRules rules;
  private final IncidentService incidents;
  private final People people;
  private final Addressees addressees;
  private final OrderNotices notices;
  private final OrderClock orderClock;
  private final OrderBook book;
  private final OrderAnswers answers;

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
    this.book = new OrderBook(store, incidents, timeline, clock);
    this.answers = new OrderAnswers(book, rules, orderClock, this.notices);
  }

  /// What those say to whom an order was given.
  OrderAnswers answers() {
    return answers;
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

  /// In force at once, unless it is wanted as a draft; what was given by voice never is.
  ///
  /// @throws Problem `not_commanding` or `incident_closed`
  Order create(Tx tx, UUID incidentId, NewOrder wanted, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var giver = giver(tx, incident, wanted.voiceFrom(), actor);
    var to = wanted.addressee();
    var reached = addressees.of(tx, incident, to.kind(), to.id());
    var draft =
        book.draft(
            tx,
            incident,
            reached.addressee(),
            wanted.text().strip(),
            !Boolean.FALSE.equals(wanted.urgent()),
            wanted.dueAt(),
            wanted.voiceFrom() != null,
            null,
            actor);
    if (Boolean.TRUE.equals(wanted.draft()) && wanted.voiceFrom() == null) {
      book.write(tx, incident, draft, "order.drafted", null, actor);
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

  private Order issue(
      Tx tx,
      Incident incident,
      Order draft,
      Addressees.Reached reached,
      PersonRef giver,
      Actor actor) {
    var at = book.now();
    var answerBy =
        at.plus(
            rules
                .ladder()
                .until(Order.Rung.REMIND, addressees.atControlRoom(tx, reached.responsible())));
    var issued = draft.issued(giver, reached.responsible(), reached.told(), answerBy, at);
    book.write(tx, incident, issued, "order.issued", null, actor);
    orderClock.start(tx, issued);
    notices.issued(tx, incident, issued);
    if (issued.voice()) {
      notices.confirm(tx, incident, issued);
    }
    return issued;
  }

  /// @throws Problem `not_commanding`, `stale_version` or `order_in_other_state`
  Order edit(Tx tx, UUID id, Change change, Actor actor) {
    var locked = book.lock(tx, id, actor);
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
    book.write(tx, locked.incident(), edited, "order.edited", null, actor);
    return edited;
  }

  /// @throws Problem `not_commanding` or `order_in_other_state`
  Order issue(Tx tx, UUID id, Actor actor) {
    var locked = book.lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    var to = locked.order().addressee();
    var reached = addressees.of(tx, locked.incident(), to.kind(), to.id());
    return issue(tx, locked.incident(), locked.order(), reached, actor.ref(), actor);
  }

  /// 核销, or back to who did it.
  ///
  /// @throws Problem `not_commanding`, `own_work` or `order_in_other_state`
  Order verify(Tx tx, UUID id, boolean accepted, @Nullable String note, Actor actor) {
    var locked = book.lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    if (accepted) {
      var verified = locked.order().verified(actor.ref(), book.now());
      book.write(tx, locked.incident(), verified, "order.verified", note, actor);
      notices.over(tx, verified, actor);
      return verified;
    }
    var why = OrderBook.required(note, "note", "Say what is missing.");
    var back = locked.order().sentBack(actor.ref(), why, book.now(), rules.betweenFeedback());
    book.write(tx, locked.incident(), back, "order.sent_back", why, actor);
    orderClock.acknowledged(tx, back);
    notices.settled(tx, back, actor);
    notices.sentBack(tx, locked.incident(), back, why);
    return back;
  }

  /// @throws Problem `not_commanding` or `order_in_other_state`
  Order cancel(Tx tx, UUID id, String reason, Actor actor) {
    var locked = book.lock(tx, id, actor);
    Authority.require(locked.incident(), actor, rules.issuers());
    return cancel(tx, locked, OrderBook.required(reason, "reason", "Say why."), actor);
  }

  private Order cancel(Tx tx, OrderBook.Locked locked, String why, Actor actor) {
    var cancelled = locked.order().cancelled(actor.ref(), why, book.now());
    book.write(tx, locked.incident(), cancelled, "order.cancelled", why, actor);
    notices.over(tx, cancelled, actor);
    return cancelled;
  }

  /// Somebody else shall do it; answers the new order.
  ///
  /// @throws Problem `not_commanding` or `order_in_other_state`
  Order reassign(Tx tx, UUID id, To to, String reason, Actor actor) {
    var locked = book.lock(tx, id, actor);
    var incident = locked.incident();
    Authority.require(incident, actor, rules.issuers());
    var old = locked.order();
    var reached = addressees.of(tx, incident, to.kind(), to.id());
    var next =
        book.draft(
            tx,
            incident,
            reached.addressee(),
            old.text(),
            old.urgent(),
            old.dueAt(),
            false,
            old.id(),
            actor);
    var why = OrderBook.required(reason, "reason", "Say why somebody else shall do it.");
    var reassigned = old.reassigned(next.id(), actor.ref(), why, book.now());
    book.write(tx, incident, reassigned, "order.reassigned", why, actor);
    notices.over(tx, reassigned, actor);
    return issue(tx, incident, next, reached, actor.ref(), actor);
  }

  /// Whoever gave it by voice says whether it is what he said; if not, it is cancelled.
  ///
  /// @throws Problem `not_your_order` or, where it is over, `order_in_other_state`
  Order confirm(Tx tx, UUID id, boolean confirmed, @Nullable String reason, Actor actor) {
    var locked = book.lock(tx, id, actor);
    if (confirmed) {
      var sure = locked.order().confirmed(actor.ref(), book.now());
      book.write(tx, locked.incident(), sure, "order.confirmed", null, actor);
      notices.confirmed(tx, sure);
      return sure;
    }
    locked.order().requireGiver(actor.ref());
    return cancel(tx, locked, OrderBook.required(reason, "reason", "Say what was wrong."), actor);
  }

  /// Who has seen an order and who has not.
  ///
  /// @throws Problem 404 for whom it does not concern, outside their area
  List<Receipt> receipts(Tx tx, UUID id, Actor actor) {
    var order = store.find(tx, id).orElseThrow(() -> Problem.notFound("order", id));
    if (!OrderBook.isConcerned(order, actor)) {
      incidents.require(tx, order.incidentId(), actor);
    }
    return notices.receipts(tx, order);
  }
}
