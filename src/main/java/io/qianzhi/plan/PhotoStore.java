package io.qianzhi.plan;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The SQL of photos.
final class PhotoStore {

  void keep(Tx tx, UUID incidentId, Photo photo, PersonRef by, Instant at) {
    tx.update(
        """
        insert into photo (hash, content_type, bytes, stored_at) values ($1, $2, $3, $4)
        on conflict do nothing
        """,
        photo.hash(),
        photo.contentType(),
        photo.bytes(),
        at);
    tx.update(
        """
        insert into incident_photo (incident_id, hash, added_by, added_at)
        values ($1, $2, $3::text::jsonb, $4) on conflict do nothing
        """,
        incidentId,
        photo.hash(),
        Json.write(by),
        at);
  }

  int count(Tx tx, UUID incidentId) {
    return tx.first(
            row -> row.getInteger("photos"),
            "select count(*)::int as photos from incident_photo where incident_id = $1",
            incidentId)
        .orElseThrow();
  }

  boolean hasAll(Tx tx, UUID incidentId, Collection<String> hashes) {
    var wanted = Set.copyOf(hashes);
    return tx.list(
                row -> row.getString("hash"),
                "select hash from incident_photo where incident_id = $1 and hash = any ($2)",
                incidentId,
                wanted.toArray(String[]::new))
            .size()
        == wanted.size();
  }

  Optional<Photo> find(Tx tx, UUID incidentId, String hash) {
    return tx.first(
        row ->
            new Photo(row.getString("hash"), row.getString("content_type"), row.getBuffer("bytes")),
        """
        select p.hash, p.content_type, p.bytes from photo p
        join incident_photo i on i.hash = p.hash where i.incident_id = $1 and p.hash = $2
        """,
        incidentId,
        hash);
  }
}
