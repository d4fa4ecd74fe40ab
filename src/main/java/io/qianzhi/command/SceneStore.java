package io.qianzhi.command;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of who is at the scene, and of command posts.
final class SceneStore {
  private final ContentStore<CommandPost> posts =
      new ContentStore<>(
          "command_post", CommandPost.class, CommandPost::id, CommandPost::incidentId);

  void insert(Tx tx, CheckIn checkIn) {
    tx.update(
        """
        insert into check_in (id, incident_id, person_id, person_name, latitude, longitude,
          accuracy_meters, distance_meters, at_scene, checked_in_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        checkIn.id(),
        checkIn.incidentId(),
        checkIn.person().id(),
        checkIn.person().name(),
        checkIn.point().latitude(),
        checkIn.point().longitude(),
        checkIn.accuracyMeters(),
        checkIn.distanceMeters(),
        checkIn.atScene(),
        checkIn.checkedInAt());
  }

  /// The person's latest word on where he is.
  Optional<CheckIn> latestCheckIn(Tx tx, UUID incidentId, UUID personId) {
    return tx.first(
        SceneStore::checkIn,
        """
        select * from check_in where incident_id = $1 and person_id = $2
        order by checked_in_at desc limit 1
        """,
        incidentId,
        personId);
  }

  List<CheckIn> checkInsOf(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        SceneStore::checkIn,
        "select * from check_in where incident_id = any ($1) order by checked_in_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  void leave(Tx tx, CheckIn checkIn) {
    tx.update("update check_in set left_at = $2 where id = $1", checkIn.id(), checkIn.leftAt());
  }

  List<CommandPost> postsOf(Tx tx, Collection<UUID> incidentIds) {
    return posts.list(
        tx, "where incident_id = any ($1)", (Object) incidentIds.toArray(UUID[]::new));
  }

  /// Sets up a post, or moves it.
  void save(Tx tx, CommandPost post) {
    posts.save(tx, post);
  }

  private static CheckIn checkIn(Row row) {
    return new CheckIn(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        Columns.person(row, "person"),
        new Point(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getDouble("accuracy_meters"),
        row.getDouble("distance_meters"),
        row.getBoolean("at_scene"),
        Columns.instant(row, "checked_in_at"),
        Columns.instantOrNull(row, "left_at"));
  }
}
