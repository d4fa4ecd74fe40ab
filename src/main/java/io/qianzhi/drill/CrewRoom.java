package io.qianzhi.drill;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.unit.Unit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the simulation reads and writes, through the services that everybody uses. On virtual
/// threads.
final class CrewRoom {
  private final DrillParts parts;
  private final Cast cast;

  /// The drill as the database knows it.
  ///
  /// @param assignments the open ones, by unit
  /// @param scenes by incident
  record Situation(
      List<Unit> units, Map<UUID, Assignment> assignments, Map<UUID, Crew.Scene> scenes) {}

  CrewRoom(DrillParts parts, Cast cast) {
    this.parts = parts;
    this.cast = cast;
  }

  Situation look() {
    return parts.database().inTransaction(this::look);
  }

  private Situation look(Tx tx) {
    var units = parts.units().all(tx).stream().filter(Unit::drill).toList();
    var ids = units.stream().map(Unit::id).collect(Collectors.toSet());
    var assignments =
        assignments().allOpen(tx).stream()
            .filter(assignment -> ids.contains(assignment.unitId()))
            .collect(Collectors.toMap(Assignment::unitId, Function.identity()));
    var scenes = new HashMap<UUID, Crew.Scene>();
    for (var assignment : assignments.values()) {
      scenes.computeIfAbsent(assignment.incidentId(), id -> scene(tx, id));
    }
    return new Situation(units, assignments, scenes);
  }

  private Crew.Scene scene(Tx tx, UUID incidentId) {
    var incident = parts.incidents().get(tx, incidentId);
    return new Crew.Scene(incidentId, incident.typeCode(), incident.point());
  }

  /// Mans the units among these that are free, and tells where each of them was last seen.
  Map<UUID, Point> man(Collection<UUID> unitIds) {
    return parts
        .database()
        .inTransaction(
            tx -> {
              parts.units().man(tx, unitIds, cast.crews());
              return lastSeen(tx, unitIds);
            });
  }

  Map<UUID, Point> lastSeen(Collection<UUID> unitIds) {
    return parts.database().inTransaction(tx -> lastSeen(tx, unitIds));
  }

  /// A receiver that was outside the city tells nothing about where its vehicle is.
  private Map<UUID, Point> lastSeen(Tx tx, Collection<UUID> unitIds) {
    var bounds = parts.map().bounds();
    var points = new HashMap<UUID, Point>();
    parts
        .tracks()
        .latest(tx, unitIds)
        .forEach(
            (unitId, fix) -> {
              if (bounds.contains(fix.point())) {
                points.put(unitId, fix.point());
              }
            });
    return points;
  }

  /// Presses a button for a simulated crew; empty when a real one has come on duty meanwhile.
  Optional<Assignment> press(Assignment assignment, Assignment.State state) {
    return play(
        assignment,
        tx -> assignments().setState(tx, assignment.id(), state, null, null, cast.crews()));
  }

  /// Says how it looks at the scene; empty when a real crew has come on duty meanwhile.
  Optional<Assignment> tell(Assignment assignment, String text) {
    return play(
        assignment, tx -> assignments().addNote(tx, assignment.id(), text, null, cast.crews()));
  }

  private Optional<Assignment> play(Assignment assignment, Function<Tx, Assignment> part) {
    return parts
        .database()
        .inTransaction(
            tx ->
                isPlayed(tx, assignment)
                    ? Optional.of(part.apply(tx))
                    : Optional.<Assignment>empty());
  }

  private AssignmentService assignments() {
    return parts.dispatch().assignments();
  }

  private boolean isPlayed(Tx tx, Assignment assignment) {
    return parts.units().byIds(tx, List.of(assignment.unitId())).stream().anyMatch(Crew::isPlayed);
  }

  /// Whether the simulated crew has reported from the scene before.
  boolean hasTold(Assignment assignment) {
    return assignment.notes().stream()
        .anyMatch(note -> note.by().id().equals(cast.crews().personId()));
  }
}
