package io.qianzhi.exercise;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.plan.Response;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The end of an exercise: what it is worth, and that nothing of it goes on.
final class Ending {
  private final ExerciseParts parts;

  Ending(ExerciseParts parts) {
    this.parts = parts;
  }

  Score score(Tx tx, Incident incident, Exercise exercise) {
    var ids = List.of(incident.id());
    var report = parts.afterActions().report(tx, incident);
    var assignments = parts.assignments().ofIncidents(tx, ids);
    var ran =
        parts.responses().ofIncidents(tx, ids).stream()
            .filter(response -> response.startedAt() != null)
            .max(Comparator.comparing(response -> Objects.requireNonNull(response.startedAt())));
    var steps =
        ran.map(
                response ->
                    parts.responses().steps().ofIncidents(tx, ids).stream()
                        .filter(step -> step.responseId().equals(response.id()))
                        .toList())
            .orElse(List.of());
    return Scoring.score(
        exercise.scenario().standards(),
        new Scoring.Facts(
            report,
            parts.review().standards(),
            assignments,
            steps,
            ran.map(Response::startedAt).orElse(null),
            parts.musters().ofIncidents(tx, ids),
            parts.reports().clocks().ofIncidents(tx, ids),
            parts.releases().clocks().ofIncidents(tx, ids),
            playedDuties(tx, incident, exercise),
            playedUnits(tx, assignments, exercise)));
  }

  private Set<String> playedDuties(Tx tx, Incident incident, Exercise exercise) {
    var ids = exercise.players().stream().map(PersonRef::id).toList();
    var duties =
        parts.people().findAll(tx, ids).stream()
            .map(Person::duties)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    var commander = incident.commander();
    if (commander != null && exercise.isPlayedBy(commander.person().id())) {
      duties.add(PlanRoles.COMMANDER);
    }
    return duties;
  }

  private boolean playedUnits(Tx tx, List<Assignment> assignments, Exercise exercise) {
    return parts.units().byIds(tx, assignments.stream().map(Assignment::unitId).toList()).stream()
        .flatMap(unit -> unit.crew().stream())
        .anyMatch(person -> exercise.isPlayedBy(person.id()));
  }

  /// Frees the units and closes the incident.
  void close(Tx tx, Incident incident, Actor by) {
    parts.assignments().ofIncidents(tx, List.of(incident.id())).stream()
        .filter(Assignment::isOpen)
        .forEach(
            open ->
                parts
                    .assignments()
                    .setState(tx, open.id(), Assignment.State.CLEARED, null, null, by));
    parts.responses().abandonment().abandon(tx, incident, by);
    if (incident.isOpen()) {
      parts.incidents().course().close(tx, incident.id(), Incident.Outcome.RESOLVED, by);
    }
    stopClocks(tx, incident, by);
  }

  /// Nothing of what was closed by itself runs on.
  void settle(Tx tx, Incident incident, Actor by) {
    parts.responses().abandonment().abandon(tx, incident, by);
    stopClocks(tx, incident, by);
  }

  private void stopClocks(Tx tx, Incident incident, Actor by) {
    parts.reports().clocks().stopped(tx, incident, by);
    parts.releases().clocks().stopped(tx, incident, by);
  }
}
