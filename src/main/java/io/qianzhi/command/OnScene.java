package io.qianzhi.command;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who is at the scene now: the crews of units that are on scene and whoever is checked in.
public final class OnScene {
  private final CommandStore store = new CommandStore();
  private final AssignmentService assignments;
  private final UnitService units;

  /// A unit at the scene, since when.
  public record Crew(Unit unit, Instant since) {}

  public OnScene(AssignmentService assignments, UnitService units) {
    this.assignments = assignments;
    this.units = units;
  }

  public List<Crew> crews(Tx tx, UUID incidentId) {
    var arrived =
        assignments.ofIncidents(tx, List.of(incidentId)).stream()
            .filter(assignment -> assignment.state() == Assignment.State.ON_SCENE)
            .collect(
                Collectors.toMap(Assignment::unitId, Function.<Assignment>identity(), (a, b) -> b));
    return units.byIds(tx, arrived.keySet()).stream()
        .map(unit -> new Crew(unit, since(Objects.requireNonNull(arrived.get(unit.id())))))
        .toList();
  }

  private static Instant since(Assignment assignment) {
    return Objects.requireNonNull(
        assignment.times().get(Json.word(Assignment.State.ON_SCENE)), "on scene");
  }

  /// The check-ins that still hold: the latest word of each person, at the scene and not left.
  public List<CheckIn> checkedIn(Tx tx, UUID incidentId) {
    var latest = new LinkedHashMap<UUID, CheckIn>();
    store
        .checkInsOf(tx, List.of(incidentId))
        .forEach(checkIn -> latest.put(checkIn.person().id(), checkIn));
    return latest.values().stream().filter(CheckIn::holds).toList();
  }

  /// Everybody, crews first, nobody twice.
  public List<PersonRef> people(Tx tx, UUID incidentId) {
    Map<UUID, PersonRef> all = new LinkedHashMap<>();
    crews(tx, incidentId).stream()
        .flatMap(crew -> crew.unit().crew().stream())
        .forEach(person -> all.put(person.id(), person));
    checkedIn(tx, incidentId).stream()
        .map(CheckIn::person)
        .forEach(person -> all.putIfAbsent(person.id(), person));
    return List.copyOf(all.values());
  }

  public boolean includes(Tx tx, UUID incidentId, UUID personId) {
    return people(tx, incidentId).stream().anyMatch(person -> person.id().equals(personId));
  }
}
