package io.qianzhi.command.group;

import io.qianzhi.command.ContentStore;
import io.qianzhi.platform.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of rounds of counting.
final class MusterStore {
  private final ContentStore<Muster> rounds =
      new ContentStore<>("muster", Muster.class, Muster::id, Muster::incidentId);

  void save(Tx tx, Muster muster) {
    rounds.save(tx, muster);
  }

  Optional<Muster> find(Tx tx, UUID id) {
    return rounds.find(tx, id);
  }

  /// The round of the incident that was called last.
  Optional<Muster> latest(Tx tx, UUID incidentId) {
    return rounds.first(tx, "where incident_id = $1 order by number desc limit 1", incidentId);
  }

  List<Muster> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return rounds.ofIncidents(tx, incidentIds, "incident_id, number");
  }
}
