package io.qianzhi.unit;

import io.qianzhi.area.AreaCode;
import io.qianzhi.identity.People;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Units and their duty.
public final class UnitService {
  private final UnitStore store = new UnitStore();
  private final People people;
  private final Timeline timeline;
  private final InstantSource clock;

  public UnitService(People people, Timeline timeline, InstantSource clock) {
    this.people = people;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// All units of an area's subtree, by number.
  public List<Unit> inArea(Tx tx, String areaCode, boolean drill) {
    return store.inArea(tx, areaCode, drill);
  }

  /// Every unit of both worlds.
  public List<Unit> all(Tx tx) {
    return store.all(tx);
  }

  public List<Unit> byIds(Tx tx, Collection<UUID> ids) {
    return store.byIds(tx, ids);
  }

  public Optional<Unit> byCode(Tx tx, String code) {
    return store.byCode(tx, code);
  }

  /// The unit that a person is on duty with.
  public Optional<Unit> crewedBy(Tx tx, UUID personId) {
    return store.ofPerson(tx, personId).stream().findFirst();
  }

  /// Locks units for a decision about them and returns them as they are now.
  public List<Unit> lock(Tx tx, Collection<UUID> ids) {
    store.lock(tx, ids);
    return store.byIds(tx, ids);
  }

  /// Dispatch has taken locked units.
  public List<Unit> assign(Tx tx, List<UUID> ids, List<UUID> assignmentIds) {
    store.assign(tx, ids, assignmentIds, clock.instant());
    return store.byIds(tx, ids);
  }

  /// An assignment is over.
  public Unit release(Tx tx, UUID unitId, UUID assignmentId) {
    store.release(tx, assignmentId, clock.instant());
    return store.byIds(tx, List.of(unitId)).getFirst();
  }

  /// A responder comes on or off duty with a unit; an operator takes it out of service or back.
  ///
  /// A real crew coming on duty replaces the simulated one.
  ///
  /// @throws Problem `unit_assigned` when an assigned unit would leave duty
  public Unit setDuty(Tx tx, UUID unitId, Unit.Duty duty, @Nullable String reason, Actor actor) {
    var unit = lockInScope(tx, unitId, actor);
    boolean responder = !actor.may("unit.read");
    if (responder) {
      requireOwn(tx, unit, duty, actor);
    }
    if (duty != Unit.Duty.ON_DUTY && unit.assignmentId() != null) {
      throw Problem.conflict(
              "unit_assigned", unit.callSign() + " is on an incident. Clear its assignment first.")
          .with("unit", unit.callSign());
    }
    var at = clock.instant();
    if (responder && duty == Unit.Duty.ON_DUTY) {
      if (unit.simulated()) {
        store.dismissCrew(tx, unitId);
      }
      store.join(tx, unitId, actor.personId(), at);
      store.setSimulated(tx, unitId, false);
    } else if (responder) {
      store.leave(tx, actor.personId());
      if (unit.crew().stream().anyMatch(member -> !member.id().equals(actor.personId()))) {
        return announce(tx, unitId, "unit.crew_changed", reason, actor);
      }
    } else if (duty != Unit.Duty.ON_DUTY) {
      store.dismissCrew(tx, unitId);
    }
    store.setDuty(tx, unitId, duty, at);
    return announce(tx, unitId, "unit.duty_changed", reason, actor);
  }

  private void requireOwn(Tx tx, Unit unit, Unit.Duty duty, Actor actor) {
    if (duty == Unit.Duty.OUT_OF_SERVICE) {
      throw Problem.forbidden(
          "permission_denied", "Only an operator takes a unit out of service. Tell the centre.");
    }
    if (unit.duty() == Unit.Duty.OUT_OF_SERVICE) {
      throw Problem.conflict(
              "unit_out_of_service", unit.callSign() + " is out of service. Ask the centre.")
          .with("unit", unit.callSign());
    }
    boolean own =
        people
            .find(tx, actor.personId())
            .map(person -> unit.code().equals(person.unitCode()))
            .orElse(false);
    if (!own) {
      throw Problem.forbidden(
              "not_your_unit", "You do not belong to " + unit.callSign() + ". Ask the centre.")
          .with("unit", unit.callSign());
    }
  }

  /// Whether nobody is on duty with a unit of the drill, neither real nor simulated, and it could
  /// be used. A simulated one that an operator has taken off duty stays off.
  public static boolean isUnmanned(Unit unit) {
    return unit.drill()
        && unit.crew().isEmpty()
        && (unit.simulated()
            ? unit.duty() == Unit.Duty.ON_DUTY
            : unit.duty() != Unit.Duty.OUT_OF_SERVICE);
  }

  /// The drill mans those of these units that are unmanned, all as one event.
  ///
  /// @param crews who comes on duty, by unit
  public void man(Tx tx, Map<UUID, List<UUID>> crews, Actor actor) {
    var unmanned = lock(tx, crews.keySet()).stream().filter(UnitService::isUnmanned).toList();
    if (unmanned.isEmpty()) {
      return;
    }
    var ids = unmanned.stream().map(Unit::id).toList();
    var at = clock.instant();
    store.man(tx, ids, at);
    var seats = new ArrayList<UUID>();
    var people = new ArrayList<UUID>();
    for (var id : ids) {
      for (var person : crews.getOrDefault(id, List.of())) {
        seats.add(id);
        people.add(person);
      }
    }
    store.seat(tx, seats, people, at);
    timeline.append(
        tx,
        Happening.inCity(actor.areaCode(), true, "unit.duty_changed")
            .by(actor)
            .detail("unit", unmanned.stream().map(Unit::callSign).collect(Collectors.joining("、")))
            .detail("duty", Unit.Duty.ON_DUTY)
            .changedAll("units", store.byIds(tx, ids)));
  }

  private Unit lockInScope(Tx tx, UUID unitId, Actor actor) {
    return lock(tx, List.of(unitId)).stream()
        .filter(unit -> AreaCode.covers(actor.areaCode(), unit.areaCode()))
        .filter(unit -> unit.drill() == actor.drill())
        .findFirst()
        .orElseThrow(() -> Problem.notFound("unit", unitId));
  }

  private Unit announce(Tx tx, UUID unitId, String kind, @Nullable String reason, Actor actor) {
    var unit = store.byIds(tx, List.of(unitId)).getFirst();
    timeline.append(
        tx,
        Happening.inCity(unit.areaCode(), unit.drill(), kind)
            .by(actor)
            .detail("unit", unit.callSign())
            .detail("duty", unit.duty())
            .detail("reason", reason)
            .changed("units", unit));
    return unit;
  }
}
