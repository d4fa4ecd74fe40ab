package io.qianzhi.command.group;

import io.qianzhi.command.ContentStore;
import io.qianzhi.platform.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of withdrawals.
final class WithdrawalStore {
  private final ContentStore<Withdrawal> withdrawals =
      new ContentStore<>("withdrawal", Withdrawal.class, Withdrawal::id, Withdrawal::incidentId);

  void save(Tx tx, Withdrawal withdrawal) {
    withdrawals.save(tx, withdrawal);
  }

  Optional<Withdrawal> find(Tx tx, UUID id) {
    return withdrawals.find(tx, id);
  }

  /// What is agreed for the incident, or stands there.
  Optional<Withdrawal> current(Tx tx, UUID incidentId) {
    return withdrawals.first(tx, "where incident_id = $1 and state <> 'over'", incidentId);
  }

  List<Withdrawal> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return withdrawals.ofIncidents(tx, incidentIds, "incident_id, content ->> 'givenAt', id");
  }
}
