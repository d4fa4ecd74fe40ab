package io.qianzhi.command.group;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of withdrawals.
final class WithdrawalStore {
  private static final String SELECT = "select content::text as content from withdrawal ";

  /// Inserts a withdrawal, or writes what has changed.
  void save(Tx tx, Withdrawal withdrawal) {
    tx.update(
        """
        insert into withdrawal (id, incident_id, content) values ($1, $2, $3::text::jsonb)
        on conflict (id) do update set content = excluded.content
        """,
        withdrawal.id(),
        withdrawal.incidentId(),
        Json.write(withdrawal));
  }

  Optional<Withdrawal> find(Tx tx, UUID id) {
    return tx.first(WithdrawalStore::withdrawal, SELECT + "where id = $1", id);
  }

  /// What is agreed for the incident, or stands there.
  Optional<Withdrawal> current(Tx tx, UUID incidentId) {
    return tx.first(
        WithdrawalStore::withdrawal,
        SELECT + "where incident_id = $1 and state <> 'over'",
        incidentId);
  }

  List<Withdrawal> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        WithdrawalStore::withdrawal,
        SELECT + "where incident_id = any ($1) order by incident_id, content ->> 'givenAt', id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  private static Withdrawal withdrawal(Row row) {
    return Json.read(row.getString("content"), Withdrawal.class);
  }
}
