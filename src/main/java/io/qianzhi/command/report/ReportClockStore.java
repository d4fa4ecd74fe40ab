package io.qianzhi.command.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of the clocks of reports.
final class ReportClockStore {
  private static final TypeReference<Text> TEXT = new TypeReference<>() {};
  private static final String SELECT =
      "select report_clock.*, name::text as name_text from report_clock ";

  /// Inserts a clock, or writes how it stands.
  void save(Tx tx, ReportClock clock) {
    tx.update(
        """
        insert into report_clock (id, incident_id, incident_number, place, drill, kind,
          round, rule, name, basis, is_default, starts_at, due_at, state, late, met_at, report_id,
          version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10, $11, $12, $13, $14, $15, $16,
          $17, $18)
        on conflict (id) do update set rule = excluded.rule, name = excluded.name,
          basis = excluded.basis, is_default = excluded.is_default, due_at = excluded.due_at,
          state = excluded.state, late = excluded.late,
          met_at = excluded.met_at, report_id = excluded.report_id, version = excluded.version
        """,
        clock.id(),
        clock.incidentId(),
        clock.incidentNumber(),
        clock.place(),
        clock.drill(),
        clock.kind(),
        clock.round(),
        clock.rule(),
        Json.write(clock.name()),
        clock.basis(),
        clock.isDefault(),
        clock.startsAt(),
        clock.dueAt(),
        clock.state(),
        clock.late(),
        clock.metAt(),
        clock.reportId(),
        clock.version());
  }

  Optional<ReportClock> find(Tx tx, UUID id) {
    return tx.first(ReportClockStore::clock, SELECT + "where id = $1", id);
  }

  /// By kind and round.
  List<ReportClock> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        ReportClockStore::clock,
        SELECT + "where incident_id = any ($1) order by starts_at, due_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// What still runs in an area, the next first.
  List<ReportClock> running(Tx tx, String areaPrefix, boolean drill, int limit) {
    return tx.list(
        ReportClockStore::clock,
        SELECT
            + """
            where state = 'running' and drill = $2
              and incident_id in (select id from incident where area_code like $1 || '%')
            order by due_at, id limit $3
            """,
        areaPrefix,
        drill,
        limit);
  }

  private static ReportClock clock(Row row) {
    return new ReportClock(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getString("incident_number"),
        row.getString("place"),
        row.getBoolean("drill"),
        Columns.word(row, "kind", Report.Kind.class),
        row.getInteger("round"),
        row.getString("rule"),
        Columns.json(row, "name_text", TEXT),
        row.getString("basis"),
        row.getBoolean("is_default"),
        Columns.instant(row, "starts_at"),
        Columns.instant(row, "due_at"),
        Columns.word(row, "state", ReportClock.State.class),
        row.getBoolean("late"),
        Columns.instantOrNull(row, "met_at"),
        row.getUUID("report_id"),
        row.getInteger("version"));
  }
}
