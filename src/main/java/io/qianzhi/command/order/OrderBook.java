package io.qianzhi.command.order;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where orders are kept: each is read under the lock of its incident's row, and written together
/// with its event.
final class OrderBook {
  private final OrderStore store;
  private final IncidentService incidents;
  private final Timeline timeline;
  private final InstantSource clock;

  /// An order under the lock of its incident.
  record Locked(Incident incident, Order order) {}

  OrderBook(OrderStore store, IncidentService incidents, Timeline timeline, InstantSource clock) {
    this.store = store;
    this.incidents = incidents;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Whom an order concerns may touch it wherever it is; others only in their area.
  Locked lock(Tx tx, UUID id, Actor actor) {
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

  static boolean isConcerned(Order order, Actor actor) {
    return order.drill() == actor.drill() && order.concerns(actor.personId());
  }

  void write(
      Tx tx, Incident incident, Order order, String kind, @Nullable String words, Actor actor) {
    store.save(tx, order);
    timeline.append(tx, describe(happening(incident, kind), order, words).by(actor));
  }

  static Happening describe(Happening what, Order order, @Nullable String words) {
    return what.detail("number", order.number())
        .detail("addressee", order.addressee().name())
        .detail("text", order.text())
        .detail("words", words)
        .changed("orders", order);
  }

  /// The incident is locked.
  Order draft(
      Tx tx,
      Incident incident,
      Order.Addressee addressee,
      String text,
      boolean urgent,
      @Nullable Instant dueAt,
      boolean voice,
      @Nullable UUID reassignedFrom,
      Actor actor) {
    return new Order(
        UUID.randomUUID(),
        incident.id(),
        store.nextNumber(tx, incident.id()),
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

  static String required(@Nullable String words, String field, String sentence) {
    if (words == null || words.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, sentence);
    }
    return words.strip();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
