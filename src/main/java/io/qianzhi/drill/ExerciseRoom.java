package io.qianzhi.drill;

import io.qianzhi.command.group.Muster;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.exercise.Exercise;
import io.qianzhi.identity.Person;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Looks at what simulated people have to do. On virtual threads.
final class ExerciseRoom {
  private final DrillParts parts;
  private final Cast cast;
  private final Pace pace;

  ExerciseRoom(DrillParts parts, DrillRules rules, Cast cast) {
    this.parts = parts;
    this.cast = cast;
    this.pace = new Pace(rules.players());
  }

  /// In the exercises that run; and what simulated crews answer wherever they are.
  List<Play> look() {
    return parts.database().inTransaction(this::look);
  }

  private List<Play> look(Tx tx) {
    var book = new Playbook(pace);
    var exercises = parts.exercises().running(tx);
    if (!exercises.isEmpty()) {
      var units = parts.units().all(tx).stream().filter(Unit::drill).toList();
      var everybody = parts.people().within(tx, parts.city().areas().city().code(), true);
      for (var exercise : exercises) {
        var scene = scene(tx, exercise, everybody, units);
        DeskPlays.add(scene, book);
        PlanPlays.add(scene, book);
        ScenePlays.add(scene, book, parts.clock());
        AnswerPlays.add(scene, book);
        PaperPlays.add(scene, book, parts.clock());
      }
    }
    answerElsewhere(tx, exercises, book);
    return book.plays();
  }

  private void answerElsewhere(Tx tx, List<Exercise> exercises, Playbook book) {
    var inExercises = exercises.stream().map(Exercise::incidentId).collect(Collectors.toSet());
    var crews = new StandIns(List.of(), List.of(), cast.leaders(), Map.of());
    AnswerPlays.orders(
        parts.orders().allRunning(tx).stream()
            .filter(order -> !inExercises.contains(order.incidentId()))
            .toList(),
        crews,
        book);
    var places = new LinkedHashSet<UUID>();
    parts.dispatch().assignments().allOpen(tx).stream()
        .map(Assignment::incidentId)
        .filter(id -> !inExercises.contains(id))
        .forEach(places::add);
    List<Muster> musters = places.isEmpty() ? List.of() : parts.musters().ofIncidents(tx, places);
    AnswerPlays.musters(musters, crews, book);
  }

  private ExerciseScene scene(Tx tx, Exercise exercise, List<Person> everybody, List<Unit> units) {
    var ids = List.of(exercise.incidentId());
    return new ExerciseScene(
        exercise,
        parts.incidents().get(tx, exercise.incidentId()),
        parts.dispatch().assignments().ofIncidents(tx, ids),
        parts.responses().ofIncidents(tx, ids),
        parts.responses().steps().ofIncidents(tx, ids),
        parts.responses().proposals().ofIncidents(tx, ids),
        parts.scene().checkInsOf(tx, ids),
        parts.command().transfersOf(tx, ids),
        parts.scene().postsOf(tx, ids),
        parts.groups().ofIncidents(tx, ids),
        parts.musters().ofIncidents(tx, ids),
        parts.withdrawals().ofIncidents(tx, ids),
        parts.orders().ofIncidents(tx, ids),
        parts.reports().ofIncidents(tx, ids),
        parts.reports().clocks().ofIncidents(tx, ids),
        parts.releases().ofIncidents(tx, ids),
        parts.releases().clocks().ofIncidents(tx, ids),
        parts.notices().ofIncidents(tx, ids),
        standIns(exercise, everybody, units));
  }

  /// Who is on duty with a unit in person plays himself, too.
  private StandIns standIns(Exercise exercise, List<Person> everybody, List<Unit> units) {
    var onDuty =
        units.stream()
            .filter(unit -> unit.duty() == Unit.Duty.ON_DUTY && !unit.simulated())
            .flatMap(unit -> unit.crew().stream())
            .map(PersonRef::id)
            .collect(Collectors.toSet());
    var players = new ArrayList<Person>();
    var simulated = new ArrayList<Person>();
    var actors = new HashMap<>(cast.leaders());
    for (var person : everybody) {
      if (exercise.isPlayedBy(person.id()) || onDuty.contains(person.id())) {
        players.add(person);
      } else {
        simulated.add(person);
        actors.put(person.id(), actor(person));
      }
    }
    var leaders = new HashMap<UUID, UUID>();
    units.stream()
        .filter(Crew::isPlayed)
        .filter(unit -> !unit.crew().isEmpty())
        .forEach(unit -> leaders.put(unit.id(), unit.crew().getFirst().id()));
    return new StandIns(players, simulated, actors, leaders);
  }

  private Actor actor(Person person) {
    return new Actor(
        person.id(),
        null,
        person.name(),
        person.title(),
        Set.copyOf(person.roles()),
        parts.roles().permissionsOf(person.roles()),
        person.areaCode(),
        true,
        "drill",
        Instant.MAX);
  }
}
