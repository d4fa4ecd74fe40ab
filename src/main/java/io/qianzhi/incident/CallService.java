package io.qianzhi.incident;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Calls: taken, held against open incidents, attached and detached.
public final class CallService {
  private static final Duration LONGEST_CALL = Duration.ofHours(1);
  private static final int MOST_CANDIDATES = 5;

  private final CallStore store = new CallStore();
  private final IncidentService incidents;
  private final EventTypes types;
  private final Duplicates duplicates;
  private final HandOver handOver;
  private final Timeline timeline;
  private final InstantSource clock;

  /// A call as the operator wrote it down.
  public record NewCall(
      @Nullable UUID incidentId,
      String typeCode,
      SourcePoint point,
      String place,
      String description,
      int priority,
      Casualties casualties,
      @Nullable String callbackNumber,
      @Nullable Instant answeredAt) {}

  /// A call and the incident it belongs to now.
  ///
  /// @param handedOverTo set when the incident lies outside the area of who took the call
  public record CallTaken(
      Call call, Incident incident, HandOver.@Nullable HandedOver handedOverTo) {}

  public CallService(
      IncidentService incidents,
      EventTypes types,
      Duplicates duplicates,
      HandOver handOver,
      Timeline timeline,
      InstantSource clock) {
    this.incidents = incidents;
    this.types = types;
    this.duplicates = duplicates;
    this.handOver = handOver;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Opens an incident for the call, or adds it to the one it names. No call is refused for where
  /// it comes from: outside the actor's area the incident is handed over.
  public CallTaken take(Tx tx, NewCall newCall, Actor actor) {
    types.require(newCall.typeCode());
    var existing =
        newCall.incidentId() == null ? null : incidents.lockOpen(tx, newCall.incidentId(), actor);
    var call =
        new Call(
            UUID.randomUUID(),
            existing == null ? UUID.randomUUID() : existing.id(),
            newCall.typeCode(),
            newCall.point().toWgs84(),
            newCall.point(),
            newCall.place().strip(),
            newCall.description().strip(),
            newCall.casualties(),
            newCall.callbackNumber(),
            answeredAt(newCall.answeredAt()),
            actor.ref());
    var incident =
        existing == null
            ? incidents.open(tx, call, newCall.priority(), actor.drill())
            : incidents.add(tx, existing, call.casualties());
    store.insert(tx, call, clock.instant());
    var now = incidents.get(tx, incident.id());
    timeline.append(
        tx,
        IncidentService.happening(now, existing == null ? "incident.created" : "call.added")
            .by(actor)
            .detail("number", now.number())
            .detail("place", call.place())
            .detail("typeCode", call.typeCode())
            .changed("incidents", now)
            .changed("calls", call.withoutNumber()));
    var handedOverTo = existing == null ? handOver.ifOutside(tx, now, actor) : null;
    incidents.announceGrade(tx, existing, now, actor);
    return new CallTaken(call, incidents.get(tx, incident.id()), handedOverTo);
  }

  private Instant answeredAt(@Nullable Instant given) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (given == null) {
      return now;
    }
    if (given.isAfter(now.plusSeconds(60)) || given.isBefore(now.minus(LONGEST_CALL))) {
      throw Problem.invalidField(
          "answeredAt",
          FieldRule.IMPOSSIBLE,
          "A call was answered within the last hour, and not in the future.");
    }
    return given.truncatedTo(ChronoUnit.MICROS);
  }

  /// Moves a call to another incident.
  ///
  /// @param unitsAssigned tells whether an incident has units
  /// @throws Problem `units_assigned` when its old incident would be left without calls but has
  ///   units
  public CallTaken attach(
      Tx tx, UUID callId, UUID toId, Actor actor, BiPredicate<Tx, UUID> unitsAssigned) {
    var call = lock(tx, callId);
    if (call.incidentId().equals(toId)) {
      return new CallTaken(call, incidents.require(tx, toId, actor), null);
    }
    // Locked in the order of their ids, so that two operators cannot wait for each other.
    var first = call.incidentId().compareTo(toId) < 0 ? call.incidentId() : toId;
    incidents.lock(tx, first, actor);
    var from = incidents.lock(tx, call.incidentId(), actor);
    var to = incidents.lockOpen(tx, toId, actor);
    boolean last = from.callCount() == 1;
    if (last && unitsAssigned.test(tx, from.id())) {
      throw Problem.conflict(
              "units_assigned",
              "This is the only call of %s and units are on it. Clear them first."
                  .formatted(from.number()))
          .with("incident", from.number());
    }
    store.move(tx, callId, toId);
    var merged = incidents.add(tx, to, call.casualties());
    var moved = lock(tx, callId);
    var target = incidents.get(tx, merged.id());
    timeline.append(
        tx,
        IncidentService.happening(target, "call.attached")
            .by(actor)
            .detail("from", from.number())
            .changed("incidents", target)
            .changed("calls", moved.withoutNumber()));
    leave(tx, from, moved, target, last, actor);
    incidents.announceGrade(tx, to, target, actor);
    return new CallTaken(moved, incidents.get(tx, toId), null);
  }

  private void leave(Tx tx, Incident from, Call moved, Incident target, boolean last, Actor actor) {
    var left = incidents.get(tx, from.id());
    timeline.append(
        tx,
        IncidentService.happening(left, "call.left")
            .by(actor)
            .detail("to", target.number())
            .changed("incidents", left)
            .changed("calls", moved.withoutNumber()));
    if (last && left.isOpen()) {
      incidents.course().close(tx, left, Incident.Outcome.DUPLICATE, target.number(), actor);
    }
  }

  /// Gives a call an incident of its own again.
  ///
  /// @throws Problem `only_call` when it is the only one of its incident
  public CallTaken detach(Tx tx, UUID callId, Actor actor) {
    var call = lock(tx, callId);
    var from = incidents.lockOpen(tx, call.incidentId(), actor);
    if (from.callCount() == 1) {
      throw Problem.conflict(
              "only_call",
              "This is the only call of " + from.number() + "; there is nothing to detach.")
          .with("incident", from.number());
    }
    var own = call.of(UUID.randomUUID());
    incidents.open(tx, own, from.priority(), from.drill());
    store.move(tx, callId, own.incidentId());
    var created = incidents.get(tx, own.incidentId());
    timeline.append(
        tx,
        IncidentService.happening(created, "incident.created")
            .by(actor)
            .detail("number", created.number())
            .detail("place", own.place())
            .detail("typeCode", own.typeCode())
            .detail("detachedFrom", from.number())
            .changed("incidents", created)
            .changed("calls", own.withoutNumber()));
    leave(tx, from, own, created, false, actor);
    var handedOverTo = handOver.ifOutside(tx, created, actor);
    incidents.announceGrade(tx, null, created, actor);
    return new CallTaken(own, incidents.get(tx, created.id()), handedOverTo);
  }

  private Call lock(Tx tx, UUID callId) {
    return store.lock(tx, callId).orElseThrow(() -> Problem.notFound("call", callId));
  }

  /// How many incidents with a call that this person took are not closed.
  public int openTakenBy(Tx tx, Actor actor) {
    return store.openTakenBy(tx, actor.personId());
  }

  /// The calls of an incident, with numbers: for those who take calls.
  public List<Call> ofIncident(Tx tx, UUID incidentId, boolean withNumbers) {
    var calls = store.ofIncident(tx, incidentId);
    return withNumbers ? calls : calls.stream().map(Call::withoutNumber).toList();
  }

  /// Open incidents that a call probably reports again, best first.
  public List<Duplicates.Candidate> findDuplicates(
      Tx tx,
      io.qianzhi.geo.Point point,
      @Nullable String typeCode,
      @Nullable String callbackNumber,
      Actor actor) {
    var open = incidents.notClosed(tx, actor);
    var report = new Duplicates.Report(point, typeCode, callbackNumber, clock.instant());
    var numbers =
        callbackNumber == null
            ? Map.<UUID, Set<String>>of()
            : store.numbers(tx, open.stream().map(Incident::id).toList());
    return open.stream()
        .map(
            incident ->
                duplicates.score(report, incident, numbers.getOrDefault(incident.id(), Set.of())))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingDouble(Duplicates.Candidate::score).reversed())
        .limit(MOST_CANDIDATES)
        .toList();
  }
}
