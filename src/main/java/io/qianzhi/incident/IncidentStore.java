package io.qianzhi.incident;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of incidents.
final class IncidentStore {
  private static final TypeReference<List<Incident.AreaRef>> AREAS = new TypeReference<>() {};
  private static final TypeReference<List<Incident.DutyOfficer>> DUTY_CHAIN =
      new TypeReference<>() {};
  private static final TypeReference<Incident.GradeProposal> PROPOSAL = new TypeReference<>() {};
  private static final TypeReference<Incident.GradeOverruled> OVERRULED = new TypeReference<>() {};
  private static final String SELECT =
      """
      select i.*, i.areas::text as areas_text, i.duty_chain::text as duty_chain_text,
        i.grade_proposal::text as grade_proposal_text, i.grade_overruled::text as grade_overruled_text,
        (select count(*)::int from call c where c.incident_id = i.id) as call_count
      from incident i
      """;

  /// The day's next number.
  int nextNumber(Tx tx, LocalDate day) {
    return tx.first(
            row -> row.getInteger("last"),
            """
            insert into incident_counter (day, last) values ($1, 1)
            on conflict (day) do update set last = incident_counter.last + 1 returning last
            """,
            day)
        .orElseThrow();
  }

  /// Inserts an incident, or writes everything an edit may change; known_at is not among it.
  void save(Tx tx, Incident incident) {
    var casualties = incident.casualties();
    tx.update(
        """
        insert into incident (id, number, drill, state, outcome, type_code, priority, description,
          latitude, longitude, place, area_code, areas, duty_chain, known_at, received_at, closed_at,
          dead, missing, trapped, serious, light, grade, grade_proposal, grade_overruled)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14::text::jsonb,
          $15, $16, $17, $18, $19, $20, $21, $22, $23, $24::text::jsonb, $25::text::jsonb)
        on conflict (id) do update set state = excluded.state, outcome = excluded.outcome,
          type_code = excluded.type_code, priority = excluded.priority,
          description = excluded.description, latitude = excluded.latitude,
          longitude = excluded.longitude, place = excluded.place, area_code = excluded.area_code,
          areas = excluded.areas, duty_chain = excluded.duty_chain, closed_at = excluded.closed_at,
          dead = excluded.dead, missing = excluded.missing, trapped = excluded.trapped,
          serious = excluded.serious, light = excluded.light, grade = excluded.grade,
          grade_proposal = excluded.grade_proposal, grade_overruled = excluded.grade_overruled,
          version = incident.version + 1
        """,
        incident.id(),
        incident.number(),
        incident.drill(),
        incident.state(),
        incident.outcome(),
        incident.typeCode(),
        incident.priority(),
        incident.description(),
        incident.point().latitude(),
        incident.point().longitude(),
        incident.place(),
        incident.areaCode(),
        Json.write(incident.areas()),
        Json.write(incident.dutyChain()),
        incident.knownAt(),
        incident.receivedAt(),
        incident.closedAt(),
        casualties.dead(),
        casualties.missing(),
        casualties.trapped(),
        casualties.serious(),
        casualties.light(),
        incident.grade(),
        Json.write(incident.gradeProposal()),
        Json.writeOrNull(incident.gradeOverruled()));
  }

  void setCommander(Tx tx, UUID id, PersonRef person, Instant since) {
    tx.update(
        """
        update incident set commander_id = $2, commander_name = $3, commander_since = $4,
          version = version + 1 where id = $1
        """,
        id,
        person.id(),
        person.name(),
        since);
  }

  Optional<Incident> find(Tx tx, UUID id) {
    return tx.first(IncidentStore::incident, SELECT + " where i.id = $1", id);
  }

  Optional<Incident> lock(Tx tx, UUID id) {
    tx.query("select id from incident where id = $1 for update", id);
    return find(tx, id);
  }

  List<Incident> list(
      Tx tx,
      String areaCode,
      boolean drill,
      Incident.@Nullable State state,
      Instant before,
      int limit) {
    return tx.list(
        IncidentStore::incident,
        SELECT
            + """
             where i.area_code like $1 || '%' and i.drill = $2 and ($3::text is null or i.state = $3)
               and i.received_at < $4 order by i.received_at desc, i.id limit $5
            """,
        AreaCode.prefix(areaCode),
        drill,
        state,
        before,
        limit);
  }

  List<UUID> idsAfter(Tx tx, UUID after, int limit) {
    return tx.list(
        row -> row.getUUID("id"),
        "select id from incident where id > $1 order by id limit $2",
        after,
        limit);
  }

  List<Incident> notClosed(Tx tx, String areaCode, boolean drill) {
    return tx.list(
        IncidentStore::incident,
        SELECT
            + """
             where i.state <> 'closed' and i.area_code like $1 || '%' and i.drill = $2
             order by i.received_at
            """,
        AreaCode.prefix(areaCode),
        drill);
  }

  /// The open incidents that somebody, or just this person, is in command of.
  List<Incident> commanded(Tx tx, @Nullable UUID personId) {
    return tx.list(
        IncidentStore::incident,
        SELECT
            + """
             where i.state <> 'closed' and i.commander_id is not null
               and ($1::uuid is null or i.commander_id = $1)
             order by i.received_at
            """,
        personId);
  }

  private static Incident incident(Row row) {
    var commander = Columns.personOrNull(row, "commander");
    return new Incident(
        row.getUUID("id"),
        row.getString("number"),
        row.getBoolean("drill"),
        Columns.word(row, "state", Incident.State.class),
        Columns.wordOrNull(row, "outcome", Incident.Outcome.class),
        row.getString("type_code"),
        row.getInteger("priority"),
        row.getString("description"),
        new Point(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getString("place"),
        row.getString("area_code"),
        Columns.json(row, "areas_text", AREAS),
        Columns.json(row, "duty_chain_text", DUTY_CHAIN),
        Columns.instant(row, "known_at"),
        Columns.instant(row, "received_at"),
        Columns.instantOrNull(row, "closed_at"),
        casualties(row),
        row.getInteger("grade"),
        Columns.json(row, "grade_proposal_text", PROPOSAL),
        Columns.jsonOrNull(row, "grade_overruled_text", OVERRULED),
        row.getInteger("call_count"),
        commander == null
            ? null
            : new Incident.Commander(commander, Columns.instant(row, "commander_since")),
        row.getInteger("version"));
  }

  static Casualties casualties(Row row) {
    return new Casualties(
        row.getInteger("dead"),
        row.getInteger("missing"),
        row.getInteger("trapped"),
        row.getInteger("serious"),
        row.getInteger("light"));
  }
}
