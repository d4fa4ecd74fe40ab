package io.qianzhi.command.group;

import io.qianzhi.command.ContentStore;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The SQL of working groups.
final class GroupStore {
  private final ContentStore<Group> groups =
      new ContentStore<>("working_group", Group.class, Group::id, Group::incidentId);

  void save(Tx tx, Collection<Group> changed) {
    changed.forEach(group -> groups.save(tx, group));
  }

  Optional<Group> find(Tx tx, UUID id) {
    return groups.find(tx, id);
  }

  List<Group> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return groups.ofIncidents(tx, incidentIds, "incident_id, code, content ->> 'formedAt'");
  }

  /// All groups of incidents that are not over.
  List<Group> allThere(Tx tx) {
    return groups.list(
        tx,
        """
        where state <> 'dissolved'
          and incident_id in (select id from incident where state <> 'closed')
        """);
  }

  /// The incidents that are not over with a group that this person belongs to.
  List<UUID> incidentsOf(Tx tx, UUID personId) {
    return tx.list(
        row -> row.getUUID("incident_id"),
        """
        select distinct incident_id from working_group
        where state <> 'dissolved'
          and incident_id in (select id from incident where state <> 'closed')
          and ($1 in (content -> 'lead' ->> 'id', content -> 'deputy' ->> 'id')
            or content -> 'members' @> $2::text::jsonb)
        """,
        personId.toString(),
        Json.write(List.of(Map.of("id", personId))));
  }
}
