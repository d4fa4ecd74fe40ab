package io.qianzhi.unit;

import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of units.
final class UnitStore {
  private static final String SELECT =
      """
      select u.*, s.name as station_name, s.latitude as station_latitude,
        s.longitude as station_longitude,
        (select json_agg(json_build_object('id', p.id, 'name', p.name) order by c.since, p.username)
           from unit_crew c join person p on p.id = c.person_id where c.unit_id = u.id) as crew
      from unit u left join station s on s.code = u.station_code
      """;

  List<Unit> inArea(Tx tx, String areaCode, boolean drill) {
    return tx.list(
        UnitStore::unit,
        SELECT + " where u.area_code like $1 || '%' and u.drill = $2 order by u.number",
        AreaCode.prefix(areaCode),
        drill);
  }

  List<Unit> all(Tx tx) {
    return tx.list(UnitStore::unit, SELECT + " order by u.number");
  }

  List<Unit> byIds(Tx tx, Collection<UUID> ids) {
    return tx.list(
        UnitStore::unit,
        SELECT + " where u.id = any ($1) order by u.number",
        (Object) ids.toArray(UUID[]::new));
  }

  /// Locked in the order of their numbers, so that two dispatchers cannot wait for each other.
  void lock(Tx tx, Collection<UUID> ids) {
    tx.query(
        "select id from unit where id = any ($1) order by number for update",
        (Object) ids.toArray(UUID[]::new));
  }

  Optional<Unit> byCode(Tx tx, String code) {
    return tx.first(UnitStore::unit, SELECT + " where u.code = $1", code);
  }

  List<Unit> ofPerson(Tx tx, UUID personId) {
    return tx.list(
        UnitStore::unit,
        SELECT + " where u.id = (select unit_id from unit_crew where person_id = $1)",
        personId);
  }

  void setDuty(Tx tx, UUID id, Unit.Duty duty, Instant at) {
    tx.update(
        "update unit set duty = $2, state_at = $3, version = version + 1 where id = $1",
        id,
        duty,
        at);
  }

  void setSimulated(Tx tx, UUID id, boolean simulated) {
    tx.update("update unit set simulated = $2 where id = $1", id, simulated);
  }

  void man(Tx tx, List<UUID> ids, Instant at) {
    tx.update(
        """
        update unit set duty = 'on_duty', simulated = true, state_at = $2, version = version + 1
        where id = any ($1)
        """,
        ids.toArray(UUID[]::new),
        at);
  }

  /// Puts people on duty with units, one with one. Those who come at the same time stand in the
  /// order of their user names.
  void seat(Tx tx, List<UUID> unitIds, List<UUID> personIds, Instant at) {
    tx.update(
        """
        insert into unit_crew (unit_id, person_id, since)
        select seat.*, $3 from unnest($1::uuid[], $2::uuid[]) as seat
        on conflict (person_id) do update set unit_id = excluded.unit_id, since = excluded.since
        """,
        unitIds.toArray(UUID[]::new),
        personIds.toArray(UUID[]::new),
        at);
  }

  void join(Tx tx, UUID id, UUID personId, Instant at) {
    tx.update(
        """
        insert into unit_crew (person_id, unit_id, since) values ($1, $2, $3)
        on conflict (person_id) do update set unit_id = excluded.unit_id, since = excluded.since
        """,
        personId,
        id,
        at);
  }

  void leave(Tx tx, UUID personId) {
    tx.update("delete from unit_crew where person_id = $1", personId);
  }

  void dismissCrew(Tx tx, UUID id) {
    tx.update("delete from unit_crew where unit_id = $1", id);
  }

  void assign(Tx tx, List<UUID> ids, List<UUID> assignmentIds, Instant at) {
    tx.update(
        """
        update unit set assignment_id = a.assignment_id, state_at = $3, version = version + 1
        from unnest($1::uuid[], $2::uuid[]) as a (unit_id, assignment_id) where unit.id = a.unit_id
        """,
        ids.toArray(UUID[]::new),
        assignmentIds.toArray(UUID[]::new),
        at);
  }

  void release(Tx tx, UUID assignmentId, Instant at) {
    tx.update(
        """
        update unit set assignment_id = null, state_at = $2, version = version + 1
        where assignment_id = $1
        """,
        assignmentId,
        at);
  }

  private static Unit unit(Row row) {
    Double latitude = row.getDouble("station_latitude");
    return new Unit(
        row.getUUID("id"),
        row.getInteger("number"),
        row.getString("code"),
        row.getString("call_sign"),
        row.getString("service"),
        row.getString("kind"),
        Arrays.asList(row.getArrayOfStrings("capabilities")),
        row.getString("station_name"),
        latitude == null ? null : new Point(latitude, row.getDouble("station_longitude")),
        row.getString("area_code"),
        row.getInteger("crew_size"),
        crew(row.get(JsonArray.class, "crew")),
        Columns.word(row, "duty", Unit.Duty.class),
        row.getUUID("assignment_id"),
        Columns.instant(row, "state_at"),
        row.getBoolean("drill"),
        row.getBoolean("simulated"),
        row.getInteger("version"));
  }

  private static List<PersonRef> crew(@Nullable JsonArray people) {
    return people == null
        ? List.of()
        : people.stream()
            .map(JsonObject.class::cast)
            .map(p -> new PersonRef(UUID.fromString(p.getString("id")), p.getString("name")))
            .toList();
  }
}
