package io.qianzhi.command;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of command, its transfers and who is at the scene.
final class CommandStore {

  Optional<PersonRef> inCommand(Tx tx, UUID incidentId) {
    return tx.first(
        row -> new PersonRef(row.getUUID("person_id"), row.getString("person_name")),
        "select person_id, person_name from incident_command where incident_id = $1",
        incidentId);
  }

  /// Whether it passed: only from exactly this person, or to the first.
  boolean pass(Tx tx, UUID incidentId, @Nullable PersonRef from, PersonRef to, Instant since) {
    int changed =
        from == null
            ? tx.update(
                """
                insert into incident_command (incident_id, person_id, person_name, since)
                values ($1, $2, $3, $4) on conflict do nothing
                """,
                incidentId,
                to.id(),
                to.name(),
                since)
            : tx.update(
                """
                update incident_command set person_id = $2, person_name = $3, since = $4
                where incident_id = $1 and person_id = $5
                """,
                incidentId,
                to.id(),
                to.name(),
                since,
                from.id());
    return changed == 1;
  }

  /// Inserts a transfer, or writes its decision.
  void save(Tx tx, CommandTransfer transfer) {
    var from = transfer.from();
    var by = transfer.decidedBy();
    tx.update(
        """
        insert into command_transfer (id, incident_id, from_id, from_name, to_id, to_name, state,
          requested_at, decided_at, decided_by_id, decided_by_name, reason, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (id) do update set state = excluded.state, decided_at = excluded.decided_at,
          decided_by_id = excluded.decided_by_id, decided_by_name = excluded.decided_by_name,
          reason = excluded.reason, version = excluded.version
        """,
        transfer.id(),
        transfer.incidentId(),
        from == null ? null : from.id(),
        from == null ? null : from.name(),
        transfer.to().id(),
        transfer.to().name(),
        transfer.state(),
        transfer.requestedAt(),
        transfer.decidedAt(),
        by == null ? null : by.id(),
        by == null ? null : by.name(),
        transfer.reason(),
        transfer.version());
  }

  Optional<CommandTransfer> transfer(Tx tx, UUID id) {
    return tx.first(CommandStore::transfer, "select * from command_transfer where id = $1", id);
  }

  Optional<CommandTransfer> openTransfer(Tx tx, UUID incidentId) {
    return tx.first(
        CommandStore::transfer,
        "select * from command_transfer where incident_id = $1 and state = 'requested'",
        incidentId);
  }

  List<CommandTransfer> transfersOf(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        CommandStore::transfer,
        "select * from command_transfer where incident_id = any ($1) order by requested_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  void insert(Tx tx, CheckIn checkIn) {
    tx.update(
        """
        insert into check_in (id, incident_id, person_id, person_name, latitude, longitude,
          accuracy_meters, distance_meters, at_scene, checked_in_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        checkIn.id(),
        checkIn.incidentId(),
        checkIn.person().id(),
        checkIn.person().name(),
        checkIn.point().latitude(),
        checkIn.point().longitude(),
        checkIn.accuracyMeters(),
        checkIn.distanceMeters(),
        checkIn.atScene(),
        checkIn.checkedInAt());
  }

  /// The person's latest word on where he is.
  Optional<CheckIn> latestCheckIn(Tx tx, UUID incidentId, UUID personId) {
    return tx.first(
        CommandStore::checkIn,
        """
        select * from check_in where incident_id = $1 and person_id = $2
        order by checked_in_at desc limit 1
        """,
        incidentId,
        personId);
  }

  List<CheckIn> checkInsOf(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        CommandStore::checkIn,
        "select * from check_in where incident_id = any ($1) order by checked_in_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  void arrived(Tx tx, UUID incidentId, UUID personId, Instant at) {
    tx.update(
        """
        insert into scene_arrival (incident_id, person_id, arrived_at) values ($1, $2, $3)
        on conflict do nothing
        """,
        incidentId,
        personId,
        at);
  }

  /// Crew leaders who arrived, and everybody who checked in at the scene.
  List<UUID> peopleAtScene(Tx tx, UUID incidentId) {
    return tx.list(
        row -> row.getUUID("person_id"),
        """
        select person_id from scene_arrival where incident_id = $1
        union select person_id from check_in where incident_id = $1 and at_scene
        """,
        incidentId);
  }

  private static CommandTransfer transfer(Row row) {
    return new CommandTransfer(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        person(row, "from"),
        new PersonRef(row.getUUID("to_id"), row.getString("to_name")),
        Columns.word(row, "state", CommandTransfer.State.class),
        Columns.instant(row, "requested_at"),
        Columns.instantOrNull(row, "decided_at"),
        person(row, "decided_by"),
        row.getString("reason"),
        row.getInteger("version"));
  }

  private static @Nullable PersonRef person(Row row, String prefix) {
    var id = row.getUUID(prefix + "_id");
    return id == null ? null : new PersonRef(id, row.getString(prefix + "_name"));
  }

  private static CheckIn checkIn(Row row) {
    return new CheckIn(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        new PersonRef(row.getUUID("person_id"), row.getString("person_name")),
        new Point(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getDouble("accuracy_meters"),
        row.getDouble("distance_meters"),
        row.getBoolean("at_scene"),
        Columns.instant(row, "checked_in_at"));
  }
}
