package io.qianzhi.exercise;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of exercises.
final class ExerciseStore {
  private static final TypeReference<Scenario> SCENARIO = new TypeReference<>() {};
  private static final TypeReference<Score> SCORE = new TypeReference<>() {};
  private static final TypeReference<List<PersonRef>> PEOPLE = new TypeReference<>() {};
  private static final TypeReference<List<Coming>> INJECTS = new TypeReference<>() {};

  private static final String SELECT =
      """
      select e.*, i.number, i.place, e.scenario::text as scenario_text,
        e.players::text as players_text, e.score::text as score_text,
        (select coalesce(json_agg(json_build_object('id', j.id, 'position', j.position,
            'dueAt', to_json(j.due_at at time zone 'UTC') #>> '{}' || 'Z',
            'firedAt', to_json(j.fired_at at time zone 'UTC') #>> '{}' || 'Z') order by j.position), '[]')
          from exercise_inject j where j.exercise_id = e.id)::text as injects_text
      from exercise e join incident i on i.id = e.incident_id
      """;

  /// When something comes, or came.
  private record Coming(UUID id, int position, Instant dueAt, @Nullable Instant firedAt) {}

  /// An exercise with all that its scenario brings.
  record Known(Exercise exercise, List<Inject> injects) {}

  Optional<Known> find(Tx tx, UUID id) {
    return tx.first(ExerciseStore::known, SELECT + "where e.id = $1", id);
  }

  Optional<Known> withInject(Tx tx, UUID injectId) {
    return tx.first(
        ExerciseStore::known,
        SELECT + "where e.id = (select exercise_id from exercise_inject where id = $1)",
        injectId);
  }

  Optional<Known> ofIncident(Tx tx, UUID incidentId) {
    return tx.first(ExerciseStore::known, SELECT + "where e.incident_id = $1", incidentId);
  }

  List<Exercise> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        row -> known(row).exercise(),
        SELECT + "where e.incident_id = any ($1) order by e.started_at",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  List<Exercise> running(Tx tx) {
    return tx.list(
        row -> known(row).exercise(), SELECT + "where e.state = 'running' order by e.started_at");
  }

  List<Exercise> latest(Tx tx, String areaPrefix, int limit) {
    return tx.list(
        row -> known(row).exercise(),
        SELECT + "where starts_with(e.area_code, $1) order by e.started_at desc limit $2",
        areaPrefix,
        limit);
  }

  void insert(Tx tx, Exercise exercise, List<Inject> injects) {
    tx.update(
        """
        insert into exercise (id, incident_id, area_code, drill, scenario, state, players, started_by_id,
          started_by_name, started_at, version)
        values ($1, $2, $3, true, $4::text::jsonb, $5, $6::text::jsonb, $7, $8, $9, $10)
        """,
        exercise.id(),
        exercise.incidentId(),
        exercise.areaCode(),
        Json.write(exercise.scenario()),
        exercise.state(),
        Json.write(exercise.players()),
        exercise.startedBy().id(),
        exercise.startedBy().name(),
        exercise.startedAt(),
        exercise.version());
    for (var inject : injects) {
      tx.update(
          "insert into exercise_inject (id, exercise_id, position, due_at) values ($1, $2, $3, $4)",
          inject.id(),
          exercise.id(),
          inject.position(),
          inject.dueAt());
    }
  }

  void update(Tx tx, Exercise exercise) {
    var by = exercise.endedBy();
    var score = exercise.score();
    tx.update(
        """
        update exercise set state = $2, ended_by_id = $3, ended_by_name = $4, ended_at = $5,
          score = $6::text::jsonb, version = $7
        where id = $1
        """,
        exercise.id(),
        exercise.state(),
        by == null ? null : by.id(),
        by == null ? null : by.name(),
        exercise.endedAt(),
        score == null ? null : Json.write(score),
        exercise.version());
  }

  void fired(Tx tx, Inject inject) {
    tx.update(
        "update exercise_inject set fired_at = $2 where id = $1", inject.id(), inject.firedAt());
  }

  private static Known known(Row row) {
    var scenario = Columns.json(row, "scenario_text", SCENARIO);
    var injects =
        Columns.json(row, "injects_text", INJECTS).stream()
            .map(one -> inject(one, scenario.injects().get(one.position() - 1)))
            .toList();
    return new Known(
        Exercise.of(
            row.getUUID("id"),
            row.getUUID("incident_id"),
            row.getString("number"),
            row.getString("place"),
            row.getString("area_code"),
            scenario,
            Columns.word(row, "state", Exercise.State.class),
            Columns.json(row, "players_text", PEOPLE),
            Columns.person(row, "started_by"),
            Columns.instant(row, "started_at"),
            injects.stream().filter(one -> one.firedAt() != null).toList(),
            Columns.personOrNull(row, "ended_by"),
            Columns.instantOrNull(row, "ended_at"),
            Columns.jsonOrNull(row, "score_text", SCORE),
            row.getInteger("version")),
        injects);
  }

  private static Inject inject(Coming when, Scenario.Planned planned) {
    return new Inject(
        when.id(),
        when.position(),
        planned.kind(),
        when.dueAt(),
        when.firedAt(),
        planned.text(),
        planned.casualties());
  }
}
