package io.qianzhi.timeline;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How each event is tied to the one before it, and how that is proved afterwards.
final class HashChain {
  static final Buffer GENESIS = Buffer.buffer(new byte[32]);

  /// What new hashes are made of. Rows of the first recipe did not cover the actor's name, the
  /// incident and whether it was a drill.
  static final int RECIPE = 2;

  private static final int PAGE = 500;

  /// Everything a hash covers.
  record Link(
      int recipe,
      Buffer previous,
      String stream,
      int version,
      Instant at,
      String kind,
      @Nullable UUID actorId,
      @Nullable String actorName,
      @Nullable UUID incidentId,
      String areaCode,
      boolean drill,
      String detail,
      String entities) {}

  /// The stream's own row: how far it has come.
  private record Head(int version, Buffer hash) {}

  private HashChain() {}

  static Buffer hash(Link link) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(link.previous.getBytes());
      for (String field : fields(link)) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        // The length before each field keeps two different events from hashing alike.
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return Buffer.buffer(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> fields(Link link) {
    var fields =
        new ArrayList<>(
            List.of(
                link.stream,
                String.valueOf(link.version),
                link.at.toString(),
                link.kind,
                String.valueOf(link.actorId),
                link.areaCode,
                link.detail,
                link.entities));
    if (link.recipe >= RECIPE) {
      fields.add(String.valueOf(link.recipe));
      fields.add(String.valueOf(link.actorName));
      fields.add(String.valueOf(link.incidentId));
      fields.add(String.valueOf(link.drill));
    }
    return fields;
  }

  /// Recomputes the chain of one stream: versions without gaps, each hash over its event and the
  /// hash before, the last one as the stream's own row has it.
  static Verification verify(Tx tx, String stream) {
    // Read first: what is appended meanwhile lies beyond it.
    var head = head(tx, stream);
    var previous = GENESIS;
    int version = 0;
    while (true) {
      var rows = page(tx, stream, version);
      for (Row row : rows) {
        var fault = fault(row, version + 1, previous);
        if (fault != null) {
          var id = fault == Verification.Fault.MISSING ? null : row.getLong("id");
          return broken(version, id, fault, previous);
        }
        version++;
        previous = row.getBuffer("hash");
        if (version == head.version && !previous.equals(head.hash)) {
          return broken(version - 1, row.getLong("id"), Verification.Fault.REPLACED, head.hash);
        }
      }
      if (rows.size() < PAGE) {
        break;
      }
    }
    // An incident begins with an event: a stream of one without any has lost them all.
    if (version < head.version || (version == 0 && !stream.equals(Happening.stream(null)))) {
      return broken(version, null, Verification.Fault.MISSING, previous);
    }
    return head.version == 0 && version > 0
        ? broken(0, null, Verification.Fault.UNKNOWN, previous)
        : new Verification(version, null, null, null, hex(previous));
  }

  private static Verification broken(
      int whole, @Nullable Long id, Verification.Fault fault, Buffer seal) {
    return new Verification(whole, whole + 1, id, fault, hex(seal));
  }

  private static String hex(Buffer hash) {
    return HexFormat.of().formatHex(hash.getBytes());
  }

  private static Head head(Tx tx, String stream) {
    return tx.first(
            row -> new Head(row.getInteger("version"), row.getBuffer("hash")),
            "select version, hash from timeline_stream where stream = $1",
            stream)
        .orElse(new Head(0, GENESIS));
  }

  private static List<Row> page(Tx tx, String stream, int after) {
    return tx.list(
        row -> row,
        """
        select id, stream, version, at, kind, actor_id, actor_name, incident_id, area_code, drill,
          detail::text as detail, entities::text as entities, previous_hash, hash, recipe
        from timeline_event where stream = $1 and version > $2 order by version limit $3
        """,
        stream,
        after,
        PAGE);
  }

  private static Verification.@Nullable Fault fault(Row row, int expected, Buffer previous) {
    if (row.getInteger("version") != expected) {
      return Verification.Fault.MISSING;
    }
    var before = row.getBuffer("previous_hash");
    if (!row.getBuffer("hash").equals(hash(link(row, before)))) {
      return Verification.Fault.CHANGED;
    }
    return previous.equals(before) ? null : Verification.Fault.REPLACED;
  }

  private static Link link(Row row, Buffer previous) {
    return new Link(
        row.getShort("recipe"),
        previous,
        row.getString("stream"),
        row.getInteger("version"),
        Columns.instant(row, "at"),
        row.getString("kind"),
        row.getUUID("actor_id"),
        row.getString("actor_name"),
        row.getUUID("incident_id"),
        row.getString("area_code"),
        row.getBoolean("drill"),
        row.getString("detail"),
        row.getString("entities"));
  }
}
