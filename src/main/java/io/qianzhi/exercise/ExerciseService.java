package io.qianzhi.exercise;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.SourcePoint;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Exercises from their first call to their score. What an exercise brings about goes through the
/// same services as everything else, in the name of who runs it. Every decision is made under the
/// lock of its incident's row.
public final class ExerciseService {
  static final String COLLECTION = "exercises";

  private final ExerciseStore store = new ExerciseStore();
  private final Scenarios scenarios;
  private final ExerciseParts parts;
  private final ExerciseNotices notices;
  private final Injects injects;
  private final Ending ending;

  /// Somebody who could take part.
  record Candidate(UUID id, String name, String title, List<String> duties) {}

  /// What there is to choose from.
  record Choice(List<Scenario.Choice> scenarios, List<Candidate> people) {}

  /// What shall be exercised, where and by whom.
  record Wanted(
      String scenarioCode,
      @Nullable SourcePoint point,
      @Nullable String place,
      List<UUID> playerIds) {}

  public ExerciseService(Scenarios scenarios, ExerciseParts parts) {
    this.scenarios = scenarios;
    this.parts = parts;
    this.notices = new ExerciseNotices(parts.notices());
    this.ending = new Ending(parts);
    this.injects = new Injects(store, parts, notices);
    parts.incidents().course().onClosed(this::closed);
  }

  public List<Exercise> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// Everywhere.
  public List<Exercise> running(Tx tx) {
    return store.running(tx);
  }

  List<Exercise> latest(Tx tx, int limit, Actor actor) {
    return actor.drill() ? store.latest(tx, AreaCode.prefix(actor.areaCode()), limit) : List.of();
  }

  Exercise read(Tx tx, UUID id, Actor actor) {
    return require(tx, id, actor).exercise();
  }

  /// @throws Problem `not_your_exercise`: what is yet to come only who runs it knows
  List<Inject> injects(Tx tx, UUID id, Actor actor) {
    var known = require(tx, id, actor);
    if (!known.exercise().startedBy().id().equals(actor.personId())) {
      throw Problem.forbidden(
              "not_your_exercise",
              "%s runs this exercise; only they know what is to come."
                  .formatted(known.exercise().startedBy().name()))
          .with("person", known.exercise().startedBy().name());
    }
    return known.injects();
  }

  Choice choice(Tx tx, Actor actor) {
    requireExerciseWorld(actor);
    return new Choice(
        scenarios.all().stream().map(Scenario::choice).toList(),
        parts.people().within(tx, actor.areaCode(), true).stream()
            .map(one -> new Candidate(one.id(), one.name(), one.title(), List.copyOf(one.duties())))
            .toList());
  }

  /// @throws Problem `exercise_only` for real people: an exercise never meets them
  Exercise start(Tx tx, Wanted wanted, Actor actor) {
    requireExerciseWorld(actor);
    var players = players(tx, wanted.playerIds(), actor);
    var scenario =
        scenarios
            .find(wanted.scenarioCode())
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "scenarioCode",
                        FieldRule.NO_SUCH_THING,
                        "There is no scenario " + wanted.scenarioCode() + "."));
    var given = wanted.point();
    var point =
        given == null
            ? new SourcePoint(
                scenario.point().latitude(), scenario.point().longitude(), CoordinateSystem.WGS_84)
            : given;
    var name = wanted.place();
    var place = name == null || name.isBlank() ? scenario.place() : name.strip();
    var taken = parts.calls().take(tx, firstCall(scenario, point, place), InNameOf.who(actor));
    var incident = parts.incidents().get(tx, taken.incident().id());
    if (!AreaCode.covers(actor.areaCode(), incident.areaCode())) {
      throw Problem.invalidField(
          "point", FieldRule.IMPOSSIBLE, "An exercise takes place in the area of who runs it.");
    }
    var now = now();
    var exercise =
        Exercise.of(
            UUID.randomUUID(),
            incident.id(),
            incident.number(),
            incident.place(),
            incident.areaCode(),
            scenario.at(incident.point(), place),
            Exercise.State.RUNNING,
            players,
            actor.ref(),
            now,
            List.of(),
            null,
            null,
            null,
            1);
    injects.plan(tx, exercise, scenario);
    parts
        .timeline()
        .append(
            tx,
            happening(incident, "exercise.started")
                .by(actor)
                .detail("scenario", exercise.title())
                .detail("people", players.stream().map(PersonRef::name).toList())
                .changed(COLLECTION, exercise));
    notices.started(tx, incident, exercise);
    return exercise;
  }

  private List<PersonRef> players(Tx tx, List<UUID> ids, Actor actor) {
    var found =
        parts.people().within(tx, actor.areaCode(), true).stream()
            .filter(person -> ids.contains(person.id()))
            .map(Person::ref)
            .toList();
    if (found.size() < Set.copyOf(ids).size()) {
      throw Problem.invalidField(
          "playerIds", FieldRule.NO_SUCH_THING, "One of these people is not in your area.");
    }
    return found;
  }

  private static CallService.NewCall firstCall(Scenario scenario, SourcePoint point, String place) {
    return new CallService.NewCall(
        null,
        scenario.typeCode(),
        point,
        place,
        scenario.description(),
        scenario.priority(),
        scenario.casualties(),
        null,
        null);
  }

  /// Scores it as it stands, frees its units and lets nothing of it go on.
  ///
  /// @throws Problem `exercise_over`
  Exercise end(Tx tx, UUID id, Actor actor) {
    var incidentId = require(tx, id, actor).exercise().incidentId();
    var incident = parts.incidents().lock(tx, incidentId, actor);
    var exercise = store.find(tx, id).orElseThrow().exercise();
    exercise.requireRunning();
    var ended = over(tx, incident, exercise, actor.ref(), actor);
    ending.close(tx, incident, InNameOf.who(actor));
    return ended;
  }

  /// It ends with its incident, too.
  private void closed(Tx tx, UUID incidentId) {
    var known = store.ofIncident(tx, incidentId);
    if (known.isPresent() && known.get().exercise().isRunning()) {
      var incident = parts.incidents().get(tx, incidentId);
      var by = InNameOf.whoRuns(tx, parts.people(), known.get().exercise());
      over(tx, incident, known.get().exercise(), null, by);
      ending.settle(tx, incident, by);
    }
  }

  private Exercise over(
      Tx tx, Incident incident, Exercise exercise, @Nullable PersonRef by, Actor actor) {
    var ended = exercise.ended(by, now(), ending.score(tx, incident, exercise));
    store.update(tx, ended);
    parts
        .timeline()
        .append(
            tx,
            happening(incident, "exercise.ended")
                .by(by == null ? null : actor)
                .detail("total", ended.score() == null ? null : ended.score().total())
                .changed(COLLECTION, ended));
    notices.ended(tx, incident, ended);
    return ended;
  }

  private ExerciseStore.Known require(Tx tx, UUID id, Actor actor) {
    return store
        .find(tx, id)
        .filter(
            known ->
                actor.drill() && AreaCode.covers(actor.areaCode(), known.exercise().areaCode()))
        .orElseThrow(() -> Problem.notFound("exercise", id));
  }

  private static void requireExerciseWorld(Actor actor) {
    if (!actor.drill()) {
      throw Problem.forbidden(
          "exercise_only",
          "Exercises are run by accounts of the world of exercises; real people never meet them.");
    }
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
