package io.qianzhi.timeline;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Appends to the timeline inside the caller's transaction, and reads it.
public final class Timeline {
  /// The channel that wakes every node's feed when a transaction with events commits.
  static final String CHANNEL = "timeline";

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
        HashChain.GENESIS);
    return tx.query(
            "select version, hash from timeline_stream where stream = $1 for update", stream)
        .iterator()
        .next();
  }

  /// Appends one event as the stream's next version.
  public void append(Tx tx, Happening what) {
    var last = lock(tx, what.stream);
    int version = last.getInteger("version") + 1;
    var previous = last.getBuffer("hash");
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var actor = what.actor;
    UUID actorId = actor == null ? null : actor.personId();
    var detail = Json.write(what.detail);
    var entities = Json.write(what.entities);
    var hash =
        HashChain.hash(
            new HashChain.Link(
                HashChain.RECIPE,
                previous,
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
                entities));
    tx.update(
        """
        with moved as (update timeline_stream set version = $2, hash = $12 where stream = $1)
        insert into timeline_event
          (stream, version, at, kind, actor_id, actor_name, incident_id, area_code, drill, detail,
           entities, previous_hash, hash, recipe)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::json, $11::text::json, $13, $12, $14)
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
        hash,
        previous,
        HashChain.RECIPE);
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

  /// What happened in a stream, and in the city's own meanwhile to some units, in the order of the
  /// feed.
  ///
  /// @param afterId the id of the last event that is known already
  public List<TimelineEvent> history(
      Tx tx,
      String stream,
      Collection<UUID> unitIds,
      Instant from,
      Instant to,
      long afterId,
      int limit) {
    // First which, by the streams' own indexes; in the order of ids alone all events would be read.
    return tx.list(
        Timeline::event,
        """
        with wanted as materialized (
          select id from timeline_event where stream = $2 and id > $1
          union all
          select id from timeline_event event
          where stream = 'city' and at between $3 and $4 and id > $1
            and exists (
              select 1 from json_array_elements(event.entities -> 'units') unit
              where (unit ->> 'id')::uuid = any ($5)))
        select
        """
            + COLUMNS
            + """
             from timeline_event where id in (select id from wanted order by id limit $6)
            order by id
            """,
        afterId,
        stream,
        from,
        to,
        unitIds.toArray(UUID[]::new),
        limit);
  }

  /// Recomputes the hash chain of one stream.
  public Verification verify(Tx tx, String stream) {
    return HashChain.verify(tx, stream);
  }

  /// The names of the streams after one, in the order of their letters.
  public List<String> streams(Tx tx, String after, int limit) {
    return tx.list(
        row -> row.getString("stream"),
        """
        select stream from timeline_stream where stream collate "C" > $1
        order by stream collate "C" limit $2
        """,
        after,
        limit);
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
