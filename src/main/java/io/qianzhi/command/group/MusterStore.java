package io.qianzhi.command.group;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of rounds of counting.
final class MusterStore {
  private static final String SELECT = "select content::text as content from muster ";

  /// Inserts a round, or writes what has changed.
  void save(Tx tx, Muster muster) {
    tx.update(
        """
        insert into muster (id, incident_id, content) values ($1, $2, $3::text::jsonb)
        on conflict (id) do update set content = excluded.content
        """,
        muster.id(),
        muster.incidentId(),
        Json.write(muster));
  }

  Optional<Muster> find(Tx tx, UUID id) {
    return tx.first(MusterStore::muster, SELECT + "where id = $1", id);
  }

  /// The round of the incident that was called last.
  Optional<Muster> latest(Tx tx, UUID incidentId) {
    return tx.first(
        MusterStore::muster,
        SELECT + "where incident_id = $1 order by number desc limit 1",
        incidentId);
  }

  List<Muster> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        MusterStore::muster,
        SELECT + "where incident_id = any ($1) order by incident_id, number",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  private static Muster muster(Row row) {
    return Json.read(row.getString("content"), Muster.class);
  }
}
