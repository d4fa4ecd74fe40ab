package io.qianzhi.drill;

import io.qianzhi.alert.Notice;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.exercise.Exercise;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the simulation reads and writes, through the services that everybody uses. On virtual
/// threads.
final class CrewRoom {
  /// What a leader reads and is done with. An order is acknowledged by its button, a request for
  /// command by its answer, and who is reminded of a step has to do it.
  private static final Set<Notice.Kind> READ =
      Set.of(Notice.Kind.COMMAND_CHANGED, Notice.Kind.RESPONSE_STARTED);

  private final DrillParts parts;
  private final Cast cast;

  /// The drill as the database knows it.
  ///
  /// @param assignments the open ones, by unit
  /// @param scenes by incident
  /// @param asked who asks a simulated leader for command
  /// @param unread what simulated leaders were told and have not acknowledged
  record Situation(
      List<Unit> units,
      Map<UUID, Assignment> assignments,
      Map<UUID, Crew.Scene> scenes,
      List<CommandTransfer> asked,
      List<Notice> unread) {}

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
    return new Situation(units, assignments, scenes, asked(tx), unread(tx));
  }

  private List<CommandTransfer> asked(Tx tx) {
    var led = parts.incidents().allCommanded(tx).stream().map(Incident::id).toList();
    return parts.command().transfersOf(tx, led).stream()
        .filter(transfer -> transfer.state() == CommandTransfer.State.REQUESTED)
        .filter(transfer -> transfer.fromSignedAt() == null)
        .filter(transfer -> leaderAsked(transfer).isPresent())
        .toList();
  }

  private Optional<Actor> leaderAsked(CommandTransfer transfer) {
    return Optional.ofNullable(transfer.from()).map(from -> cast.leaders().get(from.id()));
  }

  private List<Notice> unread(Tx tx) {
    return parts.notices().openFor(tx, cast.leaders().keySet(), READ);
  }

  /// The one in command hands over to who asks, as on a phone.
  boolean handOver(CommandTransfer transfer) {
    var leader = leaderAsked(transfer).orElseThrow();
    return parts
        .database()
        .inTransaction(
            tx ->
                parts
                        .command()
                        .answers()
                        .decide(tx, transfer.id(), CommandTransfer.State.ACCEPTED, null, leader)
                        .fromSignedAt()
                    != null);
  }

  /// A leader has seen what he was told.
  boolean acknowledge(Notice notice) {
    var leader = Objects.requireNonNull(cast.leaders().get(notice.person().id()));
    return parts
        .database()
        .inTransaction(
            tx ->
                parts
                        .notices()
                        .report(tx, leader, notice.id(), Notice.State.ACKNOWLEDGED)
                        .acknowledgedAt()
                    != null);
  }

  private Crew.Scene scene(Tx tx, UUID incidentId) {
    var incident = parts.incidents().get(tx, incidentId);
    boolean staying =
        incident.state() == Incident.State.OPEN
            && parts.exercises().ofIncidents(tx, List.of(incidentId)).stream()
                .anyMatch(Exercise::isRunning);
    return new Crew.Scene(incidentId, incident.typeCode(), incident.point(), staying);
  }

  /// Mans the units among these that are free, and tells where each of them was last seen.
  Map<UUID, Point> man(Collection<UUID> unitIds) {
    return parts
        .database()
        .inTransaction(
            tx -> {
              var crews = new HashMap<UUID, List<UUID>>();
              unitIds.forEach(id -> crews.put(id, cast.manning().getOrDefault(id, List.of())));
              parts.units().man(tx, crews, cast.crews());
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

  /// Whether a crew could be put on the unit. One that is played without names stays so where it
  /// has none.
  boolean canMan(Unit unit) {
    return UnitService.isUnmanned(unit)
        && !(unit.simulated() && cast.manning().getOrDefault(unit.id(), List.of()).isEmpty());
  }

  /// Presses a button for a simulated crew; empty when a real one has come on duty meanwhile.
  Optional<Assignment> press(Assignment assignment, Assignment.State state) {
    return play(
        assignment,
        (tx, actor) -> assignments().setState(tx, assignment.id(), state, null, null, actor));
  }

  /// Says how it looks at the scene; empty when a real crew has come on duty meanwhile.
  Optional<Assignment> tell(Assignment assignment, String text) {
    return play(
        assignment, (tx, actor) -> assignments().addNote(tx, assignment.id(), text, null, actor));
  }

  private Optional<Assignment> play(Assignment assignment, BiFunction<Tx, Actor, Assignment> part) {
    return parts
        .database()
        .inTransaction(
            tx ->
                parts.units().byIds(tx, List.of(assignment.unitId())).stream()
                    .filter(Crew::isPlayed)
                    .findFirst()
                    .map(unit -> part.apply(tx, cast.actingFor(unit))));
  }

  private AssignmentService assignments() {
    return parts.dispatch().assignments();
  }

  /// Whether the simulated crew has reported from the scene before.
  boolean hasTold(Assignment assignment) {
    return assignment.notes().stream().anyMatch(note -> cast.plays(note.by().id()));
  }
}
