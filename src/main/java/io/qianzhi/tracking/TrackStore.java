package io.qianzhi.tracking;

import io.qianzhi.geo.Cell;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Tracks and newest positions in PostgreSQL.
final class TrackStore {
  /// A fix to be stored.
  ///
  /// @param moves whether it is also the unit's newest position
  record TrackPoint(UUID unitId, Fix fix, Instant receivedAt, boolean moves) {}

  private static final String FIX =
      "fix_at, latitude, longitude, accuracy_meters, speed_meters_per_second, heading_degrees ";
  private static final String PARTITION_PREFIX = "track_point_";

  /// Stores a batch in one statement. What is already there, by a repeat, stays as it is; the
  /// newest position only ever becomes newer.
  void write(Tx tx, List<TrackPoint> batch) {
    tx.update(
        """
        with incoming as (
          select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::float8[],
              $5::float8[], $6::real[], $7::real[], $8::real[], $9::integer[], $10::boolean[])
            as point (unit_id, fix_at, received_at, latitude, longitude, accuracy_meters,
              speed_meters_per_second, heading_degrees, cell, moves)),
        kept as (
          insert into track_point (unit_id, fix_at, received_at, latitude, longitude,
              accuracy_meters, speed_meters_per_second, heading_degrees)
          select unit_id, fix_at, received_at, latitude, longitude, accuracy_meters,
              speed_meters_per_second, heading_degrees
            from incoming
          on conflict do nothing)
        insert into unit_position as known (unit_id, fix_at, received_at, cell, latitude, longitude,
            accuracy_meters, speed_meters_per_second, heading_degrees)
        select distinct on (unit_id) unit_id, fix_at, received_at, cell, latitude, longitude,
            accuracy_meters, speed_meters_per_second, heading_degrees
          from incoming where moves order by unit_id, fix_at desc
        on conflict (unit_id) do update
          set fix_at = excluded.fix_at, received_at = excluded.received_at, cell = excluded.cell,
              latitude = excluded.latitude, longitude = excluded.longitude,
              accuracy_meters = excluded.accuracy_meters,
              speed_meters_per_second = excluded.speed_meters_per_second,
              heading_degrees = excluded.heading_degrees
          where excluded.fix_at > known.fix_at
        """,
        column(batch, UUID[]::new, TrackPoint::unitId),
        column(batch, Instant[]::new, point -> point.fix.fixAt()),
        column(batch, Instant[]::new, TrackPoint::receivedAt),
        column(batch, Double[]::new, point -> point.fix.point().latitude()),
        column(batch, Double[]::new, point -> point.fix.point().longitude()),
        column(batch, Float[]::new, point -> single(point.fix.accuracyMeters())),
        column(batch, Float[]::new, point -> single(point.fix.speedMetersPerSecond())),
        column(batch, Float[]::new, point -> single(point.fix.headingDegrees())),
        column(batch, Integer[]::new, point -> Cell.of(point.fix.point()).number()),
        column(batch, Boolean[]::new, TrackPoint::moves));
  }

  Map<UUID, Fix> latest(Tx tx, Collection<UUID> unitIds) {
    return byUnit(tx, "where unit_id = any ($1)", (Object) unitIds.toArray(UUID[]::new));
  }

  Map<UUID, Fix> latest(Tx tx) {
    return byUnit(tx, "");
  }

  Map<UUID, Fix> inCells(Tx tx, Collection<Cell> cells) {
    return byUnit(
        tx,
        "where cell = any ($1)",
        (Object) cells.stream().map(Cell::number).toArray(Integer[]::new));
  }

  private static Map<UUID, Fix> byUnit(Tx tx, String where, Object... parameters) {
    var found = new HashMap<UUID, Fix>();
    for (Row row : tx.query("select unit_id, " + FIX + "from unit_position " + where, parameters)) {
      found.put(row.getUUID("unit_id"), fix(row));
    }
    return found;
  }

  List<Fix> track(Tx tx, UUID unitId, Instant from, Instant to, int limit) {
    return tx.list(
        TrackStore::fix,
        "select "
            + FIX
            + "from track_point where unit_id = $1 and fix_at between $2 and $3 order by fix_at"
            + " limit $4",
        unitId,
        from,
        to,
        limit);
  }

  /// A unit's way with the times at which it became known, in that order: one fix, the last, of
  /// every so many seconds.
  List<Known> known(Tx tx, UUID unitId, Instant from, Instant to, int everySeconds, int limit) {
    return tx.list(
        row -> new Known(fix(row), Columns.instant(row, "received_at")),
        "select * from (select distinct on (floor(extract(epoch from fix_at) / $4)) "
            + FIX
            + """
            , received_at from track_point
            where unit_id = $1 and fix_at between $2 and $3
            order by floor(extract(epoch from fix_at) / $4), fix_at desc limit $5) thinned
            order by received_at, fix_at
            """,
        unitId,
        from,
        to,
        everySeconds,
        limit);
  }

  /// Creates the days that are missing and drops those before `oldest`.
  void keepDays(Tx tx, LocalDate oldest, LocalDate first, LocalDate last) {
    // Nodes that start together take turns.
    tx.query("select pg_advisory_xact_lock(hashtext('track_point'))");
    var present =
        tx.list(
            row -> row.getString("name"),
            """
            select relname::text as name from pg_inherits join pg_class on oid = inhrelid
             where inhparent = 'track_point'::regclass
            """);
    for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (!present.contains(partition(day))) {
        tx.query(
            "create table %s partition of track_point for values from ('%sT00:00Z') to ('%sT00:00Z')"
                .formatted(partition(day), day, day.plusDays(1)));
      }
    }
    for (String name : present) {
      // The names sort as their days do.
      if (name.compareTo(partition(oldest)) < 0) {
        tx.query("drop table " + name);
      }
    }
  }

  private static String partition(LocalDate day) {
    return PARTITION_PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static Fix fix(Row row) {
    return new Fix(
        new Point(row.getDouble("latitude"), row.getDouble("longitude")),
        Columns.instant(row, "fix_at"),
        twice(row.getFloat("accuracy_meters")),
        twice(row.getFloat("speed_meters_per_second")),
        twice(row.getFloat("heading_degrees")));
  }

  private static @Nullable Float single(@Nullable Double value) {
    return value == null ? null : value.floatValue();
  }

  /// As it was written: the shortest decimal of the single, not its binary expansion.
  private static @Nullable Double twice(@Nullable Float value) {
    return value == null ? null : Double.valueOf(value.toString());
  }

  private static <T extends @Nullable Object> T[] column(
      List<TrackPoint> batch, IntFunction<T[]> array, Function<TrackPoint, T> value) {
    return batch.stream().map(value).toArray(array);
  }
}
