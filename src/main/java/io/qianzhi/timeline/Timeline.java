package io.qianzhi.timeline;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Appends to the timeline inside the caller's transaction, and reads it.
public final class Timeline {
  /// The channel that wakes every node's feed when a transaction with events commits.
  static final String CHANNEL = "timeline";

  private static final byte[] GENESIS = new byte[32];
  private static final String COLUMNS =
      """
      id, xid::text as xid_text, stream, version, at, kind, actor_id, actor_name, incident_id, area_code,
      drill, detail::text as detail, entities::text as entities, previous_hash, hash
      """;

  private final InstantSource clock;

  public Timeline(InstantSource clock) {
    this.clock = clock;
  }

  /// Locks streams in the order of their names. For use cases that append last, but lock rows which
  /// others lock after they have appended: whoever holds the stream first never waits in a circle.
  public void hold(Tx tx, Collection<String> streams) {
    streams.stream().distinct().sorted().forEach(stream -> lock(tx, stream));
  }

  private static Row lock(Tx tx, String stream) {
    tx.update(
        "insert into timeline_stream (stream, version, hash) values ($1, 0, $2) on conflict do"
            + " nothing",
        stream,
        Buffer.buffer(GENESIS));
    return tx.query(
            "select version, hash from timeline_stream where stream = $1 for update", stream)
        .iterator()
        .next();
  }

  /// Appends one event as the stream's next version.
  public void append(Tx tx, Happening what) {
    var last = lock(tx, what.stream);
    int version = last.getInteger("version") + 1;
    byte[] previous = last.getBuffer("hash").getBytes();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var actor = what.actor;
    UUID actorId = actor == null ? null : actor.personId();
    var detail = Json.write(what.detail);
    var entities = Json.write(what.entities);
    byte[] hash =
        hash(
            previous,
            what.stream,
            version,
            at,
            what.kind,
            actorId,
            what.areaCode,
            detail,
            entities);
    tx.update(
        """
        with moved as (update timeline_stream set version = $2, hash = $12 where stream = $1)
        insert into timeline_event
          (stream, version, at, kind, actor_id, actor_name, incident_id, area_code, drill, detail,
           entities, previous_hash, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::json, $11::text::json, $13, $12)
        """,
        what.stream,
        version,
        at,
        what.kind,
        actorId,
        actor == null ? null : actor.name(),
        what.incidentId,
        what.areaCode,
        what.drill,
        detail,
        entities,
        Buffer.buffer(hash),
        Buffer.buffer(previous));
    tx.query("select pg_notify($1, '')", CHANNEL);
  }

  /// The stream's events after a version, in order.
  public List<TimelineEvent> read(Tx tx, String stream, int afterVersion, int limit) {
    return tx.list(
        Timeline::event,
        "select "
            + COLUMNS
            + " from timeline_event where stream = $1 and version > $2 order by version limit $3",
        stream,
        afterVersion,
        limit);
  }

  /// The feed after a cursor: everything that is committed and that nothing older can still join.
  public List<TimelineEvent> follow(Tx tx, Cursor after, int limit) {
    return tx.list(
        Timeline::event,
        "select "
            + COLUMNS
            + """
             from timeline_event
            where (xid, id) > ($1::text::xid8, $2)
              and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, id limit $3
            """,
        after.xid(),
        after.id(),
        limit);
  }

  /// The newest place in the feed that is complete.
  public Cursor newest(Tx tx) {
    return tx.first(
            row -> new Cursor(row.getString("xid_text"), row.getLong("id")),
            """
            select xid::text as xid_text, id from timeline_event
            where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid desc, id desc limit 1
            """)
        .orElse(Cursor.START);
  }

  /// Whether the feed of this database ever had this place: another one, or one from before a
  /// restore, says nothing of what its holder has missed.
  public boolean isKnown(Tx tx, Cursor place) {
    return place.equals(Cursor.START)
        || tx.first(
                row -> true,
                "select 1 from timeline_event where xid = $1::text::xid8 and id = $2",
                place.xid(),
                place.id())
            .isPresent();
  }

  /// Gives restored events their place in this cluster's feed, before anything follows it. A row
  /// that we can see is of the past, so one with a transaction of the future is from another
  /// cluster.
  ///
  /// @return how many were given a new place
  public int settle(Tx tx) {
    tx.query("set local statement_timeout = 0");
    tx.query("select pg_advisory_xact_lock(hashtextextended('timeline_event.xid', 0))");
    boolean foreign =
        tx.first(
                row -> true,
                """
                select 1 from timeline_event
                where xid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1
                """)
            .isPresent();
    return foreign ? tx.update("update timeline_event set xid = '1' where xid <> '1'") : 0;
  }

  /// How many events lie between a cursor and now, counted up to a limit.
  public int countAfter(Tx tx, Cursor after, int limit) {
    return tx.first(
            row -> row.getInteger("n"),
            """
            select count(*)::int as n from
              (select 1 from timeline_event where (xid, id) > ($1::text::xid8, $2) limit $3) newer
            """,
            after.xid(),
            after.id(),
            limit)
        .orElse(0);
  }

  /// What recomputing a stream's hash chain found.
  public record Verification(boolean intact, int events, @Nullable Integer firstBrokenVersion) {}

  /// Recomputes the chain of one stream: versions without gaps, each hash over its event and the
  /// hash before, the last one as the stream's own row has it.
  public Verification verify(Tx tx, String stream) {
    byte[] previous = GENESIS;
    int version = 0;
    while (true) {
      var rows =
          tx.query(
              "select "
                  + COLUMNS
                  + " from timeline_event where stream = $1 and version > $2 order by version limit"
                  + " 500",
              stream,
              version);
      if (rows.size() == 0) {
        break;
      }
      for (Row row : rows) {
        version++;
        byte[] stored = row.getBuffer("hash").getBytes();
        if (row.getInteger("version") != version
            || !Arrays.equals(previous, row.getBuffer("previous_hash").getBytes())
            || !Arrays.equals(stored, recompute(row, previous))) {
          return new Verification(false, version, version);
        }
        previous = stored;
      }
    }
    var head =
        tx.first(
            row -> row.getBuffer("hash").getBytes(),
            "select hash from timeline_stream where stream = $1",
            stream);
    boolean complete = head.isEmpty() ? version == 0 : Arrays.equals(previous, head.get());
    return new Verification(complete, version, complete ? null : Integer.valueOf(version + 1));
  }

  private static byte[] recompute(Row row, byte[] previous) {
    return hash(
        previous,
        row.getString("stream"),
        row.getInteger("version"),
        Columns.instant(row, "at"),
        row.getString("kind"),
        row.getUUID("actor_id"),
        row.getString("area_code"),
        row.getString("detail"),
        row.getString("entities"));
  }

  private static byte[] hash(
      byte[] previous,
      String stream,
      int version,
      Instant at,
      String kind,
      @Nullable UUID actorId,
      String areaCode,
      String detail,
      String entities) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(previous);
      var fields =
          List.of(
              stream,
              String.valueOf(version),
              at.toString(),
              kind,
              String.valueOf(actorId),
              areaCode,
              detail,
              entities);
      for (String field : fields) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        // The length before each field keeps two different events from hashing alike.
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TimelineEvent event(Row row) {
    UUID actorId = row.getUUID("actor_id");
    return new TimelineEvent(
        row.getLong("id"),
        new Cursor(row.getString("xid_text"), row.getLong("id")),
        row.getString("stream"),
        row.getInteger("version"),
        Columns.instant(row, "at"),
        row.getString("kind"),
        actorId == null ? null : new PersonRef(actorId, row.getString("actor_name")),
        row.getUUID("incident_id"),
        row.getString("area_code"),
        row.getBoolean("drill"),
        row.getString("detail"),
        row.getString("entities"),
        HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
  }
}
