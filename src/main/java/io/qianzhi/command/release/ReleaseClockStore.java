package io.qianzhi.command.release;

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

/// The SQL of the clocks of releases.
final class ReleaseClockStore {
  private static final TypeReference<Text> TEXT = new TypeReference<>() {};
  private static final String SELECT =
      "select c.*, c.name::text as name_text from release_clock c ";

  Optional<ReleaseClock> find(Tx tx, UUID id) {
    return tx.first(ReleaseClockStore::clock, SELECT + "where c.id = $1", id);
  }

  List<ReleaseClock> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        ReleaseClockStore::clock,
        SELECT + "where c.incident_id = any ($1) order by c.due_at, c.id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// Inserts a clock, or writes how it stands.
  void save(Tx tx, ReleaseClock clock) {
    tx.update(
        """
        insert into release_clock (id, incident_id, drill, kind, name, basis, starts_at, due_at, state,
          late, met_at, release_id, note, version)
        values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (id) do update set state = excluded.state, late = excluded.late,
          met_at = excluded.met_at, release_id = excluded.release_id, note = excluded.note,
          version = excluded.version
        """,
        clock.id(),
        clock.incidentId(),
        clock.drill(),
        clock.kind(),
        Json.write(clock.name()),
        clock.basis(),
        clock.startsAt(),
        clock.dueAt(),
        clock.state(),
        clock.late(),
        clock.metAt(),
        clock.releaseId(),
        clock.note(),
        clock.version());
  }

  private static ReleaseClock clock(Row row) {
    return new ReleaseClock(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getBoolean("drill"),
        Columns.word(row, "kind", ReleaseClock.Kind.class),
        Columns.json(row, "name_text", TEXT),
        row.getString("basis"),
        Columns.instant(row, "starts_at"),
        Columns.instant(row, "due_at"),
        Columns.word(row, "state", ReleaseClock.State.class),
        row.getBoolean("late"),
        Columns.instantOrNull(row, "met_at"),
        row.getUUID("release_id"),
        row.getString("note"),
        row.getInteger("version"));
  }
}
