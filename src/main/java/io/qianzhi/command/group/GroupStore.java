package io.qianzhi.command.group;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The SQL of working groups.
final class GroupStore {
  private static final String SELECT = "select content::text as content from working_group ";

  /// Inserts groups, or writes what has changed.
  void save(Tx tx, Collection<Group> groups) {
    for (var group : groups) {
      tx.update(
          """
          insert into working_group (id, incident_id, content) values ($1, $2, $3::text::jsonb)
          on conflict (id) do update set content = excluded.content
          """,
          group.id(),
          group.incidentId(),
          Json.write(group));
    }
  }

  Optional<Group> find(Tx tx, UUID id) {
    return tx.first(GroupStore::group, SELECT + "where id = $1", id);
  }

  List<Group> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        GroupStore::group,
        SELECT + "where incident_id = any ($1) order by incident_id, code, content ->> 'formedAt'",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// All groups of incidents that are not over.
  List<Group> allThere(Tx tx) {
    return tx.list(
        GroupStore::group,
        SELECT
            + """
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

  private static Group group(Row row) {
    return Json.read(row.getString("content"), Group.class);
  }
}
