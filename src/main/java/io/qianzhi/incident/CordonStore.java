package io.qianzhi.incident;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of cordons.
final class CordonStore {
  private static final String SELECT =
      """
      select c.*, c.name::text as name_text, c.center::text as center_text, i.drill
      from cordon c join incident i on i.id = c.incident_id
      """;

  void insert(Tx tx, Cordon cordon) {
    tx.update(
        """
        insert into cordon (id, incident_id, name, center, radius_meters, bearing_degrees,
          spread_degrees, drawn_at, version)
        values ($1, $2, $3::text::jsonb, $4::text::jsonb, $5, $6, $7, $8, $9)
        """,
        cordon.id(),
        cordon.incidentId(),
        Json.write(cordon.name()),
        Json.write(cordon.center()),
        cordon.radiusMeters(),
        cordon.bearingDegrees(),
        cordon.spreadDegrees(),
        cordon.drawnAt(),
        cordon.version());
  }

  void lift(Tx tx, Cordon cordon) {
    tx.update(
        "update cordon set lifted_at = $2, version = $3 where id = $1",
        cordon.id(),
        cordon.liftedAt(),
        cordon.version());
  }

  Optional<Cordon> find(Tx tx, UUID id) {
    return tx.first(CordonStore::cordon, SELECT + " where c.id = $1", id);
  }

  List<Cordon> standing(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        CordonStore::cordon,
        SELECT
            + " where c.incident_id = any ($1) and c.lifted_at is null order by c.drawn_at, c.id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  private static Cordon cordon(Row row) {
    return new Cordon(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        Columns.json(row, "name_text", new TypeReference<Text>() {}),
        Columns.json(row, "center_text", new TypeReference<Point>() {}),
        row.getInteger("radius_meters"),
        row.getDouble("bearing_degrees"),
        row.getDouble("spread_degrees"),
        Columns.instant(row, "drawn_at"),
        Columns.instantOrNull(row, "lifted_at"),
        row.getBoolean("drill"),
        row.getInteger("version"));
  }
}
