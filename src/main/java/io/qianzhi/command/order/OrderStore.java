package io.qianzhi.command.order;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The SQL of orders.
final class OrderStore {
  private static final String SELECT = "select content::text as content from command_order ";

  /// Inserts an order, or writes what has changed.
  void save(Tx tx, Order order) {
    tx.update(
        """
        insert into command_order (id, incident_id, content) values ($1, $2, $3::text::jsonb)
        on conflict (id) do update set content = excluded.content
        """,
        order.id(),
        order.incidentId(),
        Json.write(order));
  }

  /// The number of the incident's next order; its row is locked.
  int nextNumber(Tx tx, UUID incidentId) {
    return tx.first(
                row -> row.getInteger("last"),
                "select coalesce(max(number), 0) as last from command_order where incident_id = $1",
                incidentId)
            .orElse(0)
        + 1;
  }

  Optional<Order> find(Tx tx, UUID id) {
    return tx.first(OrderStore::order, SELECT + "where id = $1", id);
  }

  List<Order> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        OrderStore::order,
        SELECT + "where incident_id = any ($1) order by incident_id, number",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// All orders that run in incidents that are not over.
  List<Order> allRunning(Tx tx) {
    return tx.list(
        OrderStore::order,
        SELECT
            + """
            where state in ('issued', 'delivered', 'acknowledged', 'done')
              and incident_id in (select id from incident where state <> 'closed')
            """);
  }

  /// The incidents that are not over in which an order runs that this person must answer or is
  /// told.
  List<UUID> incidentsOf(Tx tx, UUID personId) {
    return tx.list(
        row -> row.getUUID("incident_id"),
        """
        select distinct incident_id from command_order
        where state in ('issued', 'delivered', 'acknowledged', 'done')
          and incident_id in (select id from incident where state <> 'closed')
          and (content -> 'responsible' @> $1::text::jsonb or content -> 'told' @> $1::text::jsonb)
        """,
        Json.write(List.of(Map.of("id", personId))));
  }

  private static Order order(Row row) {
    return Json.read(row.getString("content"), Order.class);
  }
}
