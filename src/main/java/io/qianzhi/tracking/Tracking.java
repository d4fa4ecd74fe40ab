package io.qianzhi.tracking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.qianzhi.geo.Cell;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop that every position on this node goes through. A position never waits for the
/// database: what passes the pipeline is in the picture at the next tick, and in the track soon
/// after.
public final class Tracking extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

  /// A unit that has just gone on duty: this node may be a moment behind the feed.
  private static final long FEED_GRACE_MILLIS = 300;

  /// A unit silent for so long may have reported through another node meanwhile.
  private static final long SILENT_MILLIS = 5_000;

  private static final long PARTITION_CHECK_MILLIS = TimeUnit.HOURS.toMillis(1);

  /// What became of a report.
  ///
  /// @param accepted how many moved the unit or joined its track
  public record Report(int accepted, List<Rejection> rejected) {}

  /// A fix that was not believed.
  public record Rejection(Instant fixAt, Doubt reason) {}

  private final Roster roster;
  private final TrackStore store = new TrackStore();
  private final Database database;
  private final VirtualThreads virtualThreads;
  private final TrackingSettings settings;
  private final PositionPipeline pipeline;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Counter moves;
  private final Map<Doubt, Counter> doubts = new EnumMap<>(Doubt.class);
  private final Counter frames;

  private final LivePicture picture = new LivePicture();
  private final Map<UUID, Long> heardAtMillis = new HashMap<>();
  private @Nullable TrackWriter writer;

  public Tracking(
      Roster roster,
      Database database,
      VirtualThreads virtualThreads,
      TrackingSettings settings,
      InstantSource clock,
      MeterRegistry metrics) {
    this.roster = roster;
    this.database = database;
    this.virtualThreads = virtualThreads;
    this.settings = settings;
    this.pipeline = new PositionPipeline(settings);
    this.clock = clock;
    this.metrics = metrics;
    this.moves = metrics.counter("qianzhi.positions", "outcome", "moved");
    for (Doubt doubt : Doubt.values()) {
      var outcome = Json.word(doubt);
      doubts.put(doubt, metrics.counter("qianzhi.positions", "outcome", outcome));
    }
    this.frames = metrics.counter("qianzhi.picture.frames");
  }

  /// The bus address of a map cell's frames; drill and real are two worlds.
  public static String address(Cell cell, boolean drill) {
    return "picture.%s.%d".formatted(drill ? "drill" : "real", cell.number());
  }

  @Override
  public Future<?> start() {
    writer = new TrackWriter(store, database, virtualThreads, settings, context, metrics);
    return virtualThreads
        .run(
            () -> {
              keepDays();
              return database.inTransaction(store::latest);
            })
        .onSuccess(
            known -> {
              known.forEach(picture::remember);
              vertx.setPeriodic(settings.tickMillis(), tick -> tick());
              vertx.setPeriodic(settings.batchMillis(), full -> writer().flush());
              vertx.setPeriodic(PARTITION_CHECK_MILLIS, hour -> keepDaysLater());
            });
  }

  @Override
  public Future<?> stop() {
    return writer().drain();
  }

  /// Takes positions of one unit, oldest first; for gateways and the drill. May be called from
  /// anywhere.
  public Future<Report> report(UUID unitId, List<ReportedFix> fixes) {
    return report(() -> unitId, fixes);
  }

  /// Takes positions of the unit that this person is on duty with, oldest first. May be called from
  /// anywhere.
  public Future<Report> reportOfCrew(UUID personId, List<ReportedFix> fixes) {
    return report(() -> roster.unitOf(personId), fixes);
  }

  private Future<Report> report(Supplier<@Nullable UUID> unit, List<ReportedFix> fixes) {
    Promise<Report> answer = Promise.promise();
    context.runOnContext(
        arrived -> {
          var unitId = unit.get();
          if (unitId != null && isOnDuty(unitId)) {
            take(unitId, fixes, answer);
          } else {
            vertx.setTimer(FEED_GRACE_MILLIS, again -> answer.complete(judge(unit.get(), fixes)));
          }
        });
    return answer.future();
  }

  /// The current positions in some cells as frames, one for each cell that has any. The future
  /// completes on this event loop: frames of later ticks come after it.
  public Future<List<Buffer>> framesOf(Collection<Cell> cells, boolean drill) {
    Promise<List<Buffer>> answer = Promise.promise();
    virtualThreads
        .run(() -> database.inTransaction(tx -> store.inCells(tx, cells)))
        .onFailure(answer::fail)
        .onSuccess(
            stored ->
                context.runOnContext(
                    read -> {
                      // The picture last, so that nothing older is sent after a tick.
                      var current = newest(picture.inCells(cells), stored);
                      answer.complete(encode(current, Set.copyOf(cells), drill));
                    }));
    return answer.future();
  }

  /// Of what this node has heard and what all nodes have stored.
  private static Map<UUID, Fix> newest(Map<UUID, Fix> own, Map<UUID, Fix> stored) {
    var newest = new HashMap<>(own);
    stored.forEach(
        (unitId, fix) ->
            newest.merge(unitId, fix, (a, b) -> a.fixAt().isBefore(b.fixAt()) ? b : a));
    return newest;
  }

  private List<Buffer> encode(Map<UUID, Fix> positions, Set<Cell> cells, boolean drill) {
    var byCell = new HashMap<Cell, List<PositionFrame.Entry>>();
    positions.forEach(
        (unitId, fix) -> {
          var unit = roster.find(unitId).orElse(null);
          var cell = Cell.of(fix.point());
          if (unit != null && unit.onDuty() && unit.drill() == drill && cells.contains(cell)) {
            byCell
                .computeIfAbsent(cell, key -> new ArrayList<>())
                .add(new PositionFrame.Entry(unit.number(), fix));
          }
        });
    var encoded = new ArrayList<Buffer>();
    byCell.forEach(
        (cell, entries) -> encoded.add(PositionFrame.encode(cell, clock.millis(), entries)));
    return encoded;
  }

  private boolean isOnDuty(UUID unitId) {
    return roster.find(unitId).filter(TrackedUnit::onDuty).isPresent();
  }

  /// On one node memory is always right. On several, the first positions after a silence ask what
  /// the others have stored, so that an old one from a device that changed nodes moves nothing.
  private void take(UUID unitId, List<ReportedFix> fixes, Promise<Report> answer) {
    long now = clock.millis();
    Long heard = heardAtMillis.put(unitId, now);
    if (!vertx.isClustered() || (heard != null && now - heard < SILENT_MILLIS)) {
      answer.complete(judge(unitId, fixes));
      return;
    }
    virtualThreads
        .run(() -> database.inTransaction(tx -> store.latest(tx, List.of(unitId))))
        .onComplete(
            read ->
                context.runOnContext(
                    back -> {
                      if (read.succeeded()) {
                        read.result().forEach(picture::remember);
                      }
                      answer.complete(judge(unitId, fixes));
                    }));
  }

  private Report judge(@Nullable UUID unitId, List<ReportedFix> fixes) {
    var unit = unitId == null ? null : roster.find(unitId).orElse(null);
    var now = clock.instant();
    var rejected = new ArrayList<Rejection>();
    for (ReportedFix fix : fixes) {
      var last = unitId == null ? null : picture.latest(unitId);
      var doubt = pipeline.doubt(new PositionPipeline.Arrival(fix, unit, last, now)).orElse(null);
      Objects.requireNonNull(doubt == null ? moves : doubts.get(doubt)).increment();
      if (doubt != null && !doubt.kept()) {
        rejected.add(new Rejection(fix.fixAt(), doubt));
        continue;
      }
      var believed = fix.believed();
      var id = Objects.requireNonNull(unitId);
      writer().add(new TrackStore.TrackPoint(id, believed, now, doubt == null));
      if (doubt == null) {
        picture.move(id, believed);
      }
    }
    return new Report(fixes.size() - rejected.size(), rejected);
  }

  private void tick() {
    picture
        .tick(clock.millis(), unitId -> roster.find(unitId).orElse(null))
        .forEach(
            (square, frame) -> {
              frames.increment();
              vertx.eventBus().publish(address(square.cell(), square.drill()), frame);
            });
  }

  private void keepDaysLater() {
    virtualThreads
        .run(
            () -> {
              keepDays();
              return true;
            })
        .onFailure(failure -> LOG.warn("days of tracks not kept up: {}", failure.toString()));
  }

  private void keepDays() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    database.inTransaction(
        tx -> {
          store.keepDays(
              tx, today.minusDays(settings.retentionDays()), today.minusDays(1), today.plusDays(1));
          return true;
        });
  }

  private TrackWriter writer() {
    return Objects.requireNonNull(writer);
  }
}
