package io.qianzhi.command.order;

import io.qianzhi.command.ContentStore;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The SQL of orders.
final class OrderStore {
  private final ContentStore<Order> orders =
      new ContentStore<>("command_order", Order.class, Order::id, Order::incidentId);

  void save(Tx tx, Order order) {
    orders.save(tx, order);
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
    return orders.find(tx, id);
  }

  List<Order> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return orders.ofIncidents(tx, incidentIds, "incident_id, number");
  }

  /// All orders that run in incidents that are not over.
  List<Order> allRunning(Tx tx) {
    return orders.list(
        tx,
        """
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
}
