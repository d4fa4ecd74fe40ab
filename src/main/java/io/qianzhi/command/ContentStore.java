package io.qianzhi.command;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The SQL of records that are kept as the contract shows them: a table of `id`, `incident_id` and
/// `content` in JSON. What a search asks for, the table generates from the content.
public final class ContentStore<T> {
  private final Class<T> type;
  private final Function<T, UUID> id;
  private final Function<T, UUID> incidentId;
  private final String select;
  private final String save;

  public ContentStore(
      String table, Class<T> type, Function<T, UUID> id, Function<T, UUID> incidentId) {
    this.type = type;
    this.id = id;
    this.incidentId = incidentId;
    this.select = "select content::text as content from " + table + " ";
    this.save =
        "insert into "
            + table
            + " (id, incident_id, content) values ($1, $2, $3::text::jsonb)"
            + " on conflict (id) do update set content = excluded.content";
  }

  /// Inserts a record, or writes what has changed.
  public void save(Tx tx, T kept) {
    tx.update(save, id.apply(kept), incidentId.apply(kept), Json.write(kept));
  }

  public Optional<T> find(Tx tx, UUID id) {
    return first(tx, "where id = $1", id);
  }

  /// @param order the columns to sort by
  public List<T> ofIncidents(Tx tx, Collection<UUID> incidentIds, String order) {
    return list(
        tx,
        "where incident_id = any ($1) order by " + order,
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// @param which the SQL behind the table's name
  public Optional<T> first(Tx tx, String which, Object... values) {
    return tx.first(this::read, select + which, values);
  }

  /// @param which the SQL behind the table's name
  public List<T> list(Tx tx, String which, Object... values) {
    return tx.list(this::read, select + which, values);
  }

  private T read(Row row) {
    return Json.read(row.getString("content"), type);
  }
}
