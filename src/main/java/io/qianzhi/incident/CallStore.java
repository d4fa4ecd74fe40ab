package io.qianzhi.incident;

import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The SQL of calls.
final class CallStore {
  private static final String SELECT =
      "select c.*, p.name as taken_by_name from call c join person p on p.id = c.taken_by ";

  void insert(Tx tx, Call call, Instant takenAt) {
    var casualties = call.casualties();
    tx.update(
        """
        insert into call (id, incident_id, type_code, latitude, longitude, source_system, source_latitude,
          source_longitude, place, description, dead, missing, trapped, serious, light, callback_number,
          answered_at, taken_by, taken_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        """,
        call.id(),
        call.incidentId(),
        call.typeCode(),
        call.point().latitude(),
        call.point().longitude(),
        call.source().system(),
        call.source().latitude(),
        call.source().longitude(),
        call.place(),
        call.description(),
        casualties.dead(),
        casualties.missing(),
        casualties.trapped(),
        casualties.serious(),
        casualties.light(),
        call.callbackNumber(),
        call.answeredAt(),
        call.takenBy().id(),
        takenAt);
  }

  Optional<Call> lock(Tx tx, UUID id) {
    return tx.first(CallStore::call, SELECT + "where c.id = $1 for update of c", id);
  }

  int openTakenBy(Tx tx, UUID personId) {
    return tx.first(
            row -> row.getInteger("open"),
            """
            select count(distinct i.id)::int as open
            from call c join incident i on i.id = c.incident_id
            where i.state <> 'closed' and c.taken_by = $1
            """,
            personId)
        .orElse(0);
  }

  void move(Tx tx, UUID id, UUID incidentId) {
    tx.update("update call set incident_id = $2 where id = $1", id, incidentId);
  }

  /// Deletes the call-back numbers of an incident; how many there were.
  int deleteNumbers(Tx tx, UUID incidentId) {
    return tx.update(
        """
        update call set callback_number = null
        where incident_id = $1 and callback_number is not null
        """,
        incidentId);
  }

  List<Call> ofIncident(Tx tx, UUID incidentId) {
    return tx.list(
        CallStore::call,
        SELECT + "where c.incident_id = $1 order by c.answered_at, c.id",
        incidentId);
  }

  /// The call-back numbers of several incidents.
  Map<UUID, Set<String>> numbers(Tx tx, Collection<UUID> incidentIds) {
    var numbers = new HashMap<UUID, Set<String>>();
    for (Row row :
        tx.query(
            """
            select incident_id, callback_number from call
            where incident_id = any ($1) and callback_number is not null
            """,
            (Object) incidentIds.toArray(UUID[]::new))) {
      numbers
          .computeIfAbsent(row.getUUID("incident_id"), id -> new HashSet<>())
          .add(row.getString("callback_number"));
    }
    return numbers;
  }

  private static Call call(Row row) {
    return new Call(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getString("type_code"),
        new Point(row.getDouble("latitude"), row.getDouble("longitude")),
        new SourcePoint(
            row.getDouble("source_latitude"),
            row.getDouble("source_longitude"),
            Columns.word(row, "source_system", CoordinateSystem.class)),
        row.getString("place"),
        row.getString("description"),
        IncidentStore.casualties(row),
        row.getString("callback_number"),
        Columns.instant(row, "answered_at"),
        new PersonRef(row.getUUID("taken_by"), row.getString("taken_by_name")));
  }
}
