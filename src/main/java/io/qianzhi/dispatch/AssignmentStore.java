package io.qianzhi.dispatch;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of assignments.
final class AssignmentStore {
  private static final String SELECT =
      """
      select a.*, u.call_sign, u.service,
        (select json_agg(json_build_object('at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'id', n.person_id, 'name', n.person_name, 'text', n.text) order by n.at, n.id)
         from assignment_note n where n.assignment_id = a.id) as notes
      from assignment a join unit u on u.id = a.unit_id
      """;

  /// An assignment about to be written.
  record New(
      UUID id, UUID unitId, @Nullable Double travelSeconds, @Nullable Double distanceMeters) {}

  void insert(
      Tx tx,
      UUID incidentId,
      List<New> assignments,
      @Nullable String instruction,
      Instant at,
      Instant acknowledgeBy) {
    tx.update(
        """
        insert into assignment (id, incident_id, unit_id, state, dispatched_at, acknowledge_by,
          travel_seconds, distance_meters, instruction)
        select n.id, $1, n.unit_id, 'dispatched', $2, $3, n.travel_seconds, n.distance_meters, $4
        from unnest($5::uuid[], $6::uuid[], $7::float8[], $8::float8[])
          as n (id, unit_id, travel_seconds, distance_meters)
        """,
        incidentId,
        at,
        acknowledgeBy,
        instruction,
        assignments.stream().map(New::id).toArray(UUID[]::new),
        assignments.stream().map(New::unitId).toArray(UUID[]::new),
        assignments.stream().map(New::travelSeconds).toArray(Double[]::new),
        assignments.stream().map(New::distanceMeters).toArray(Double[]::new));
  }

  Optional<Assignment> find(Tx tx, UUID id) {
    return tx.first(AssignmentStore::assignment, SELECT + " where a.id = $1", id);
  }

  Optional<Assignment> lock(Tx tx, UUID id) {
    return tx.first(AssignmentStore::assignment, SELECT + " where a.id = $1 for update of a", id);
  }

  List<Assignment> byIds(Tx tx, Collection<UUID> ids) {
    return tx.list(
        AssignmentStore::assignment,
        SELECT + " where a.id = any ($1) order by a.dispatched_at, u.number",
        (Object) ids.toArray(UUID[]::new));
  }

  List<Assignment> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        AssignmentStore::assignment,
        SELECT + " where a.incident_id = any ($1) order by a.dispatched_at, u.number",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  Optional<Assignment> openOf(Tx tx, UUID unitId) {
    return tx.first(
        AssignmentStore::assignment,
        SELECT + " where a.unit_id = $1 and a.state not in ('cleared', 'cancelled')",
        unitId);
  }

  List<Assignment> allOpen(Tx tx) {
    return tx.list(
        AssignmentStore::assignment,
        SELECT
            + " where a.state not in ('cleared', 'cancelled') order by a.dispatched_at, u.number");
  }

  boolean anyOpen(Tx tx, UUID incidentId) {
    return tx.first(
            row -> true,
            """
            select 1 from assignment
            where incident_id = $1 and state not in ('cleared', 'cancelled') limit 1
            """,
            incidentId)
        .orElse(false);
  }

  /// The state's own column keeps its time: `en_route` is reached at `en_route_at`.
  void setState(Tx tx, UUID id, Assignment.State state, Instant at) {
    tx.update(
        "update assignment set state = $2, version = version + 1, "
            + state.key()
            + "_at = $3 where id = $1",
        id,
        state.key(),
        at);
  }

  void setOverdue(Tx tx, UUID id) {
    tx.update("update assignment set overdue = true, version = version + 1 where id = $1", id);
  }

  void addNote(Tx tx, UUID id, Instant at, PersonRef by, String text) {
    tx.update(
        """
        with noted as (update assignment set version = version + 1 where id = $2)
        insert into assignment_note (id, assignment_id, at, person_id, person_name, text)
        values ($1, $2, $3, $4, $5, $6)
        """,
        UUID.randomUUID(),
        id,
        at,
        by.id(),
        by.name(),
        text);
  }

  private static Assignment assignment(Row row) {
    var times = new LinkedHashMap<String, Instant>();
    for (var state : Assignment.State.values()) {
      var reached = Columns.instantOrNull(row, state.key() + "_at");
      if (reached != null) {
        times.put(state.key(), reached);
      }
    }
    return new Assignment(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getUUID("unit_id"),
        row.getString("call_sign"),
        row.getString("service"),
        Columns.word(row, "state", Assignment.State.class),
        times,
        Columns.instant(row, "acknowledge_by"),
        row.getBoolean("overdue"),
        row.getDouble("travel_seconds"),
        row.getDouble("distance_meters"),
        row.getString("instruction"),
        notes(row.get(JsonArray.class, "notes")),
        row.getInteger("version"));
  }

  private static List<Assignment.Note> notes(@Nullable JsonArray notes) {
    return notes == null
        ? List.of()
        : notes.stream()
            .map(JsonObject.class::cast)
            .map(
                note ->
                    new Assignment.Note(
                        Instant.parse(note.getString("at")),
                        new PersonRef(
                            UUID.fromString(note.getString("id")), note.getString("name")),
                        note.getString("text")))
            .toList();
  }
}
