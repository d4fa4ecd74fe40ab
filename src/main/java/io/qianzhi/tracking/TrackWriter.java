package io.qianzhi.tracking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes tracks in batches, one at a time. While the database is away a bounded number of batches
/// waits; then the oldest are given up and counted: memory never grows, positions never wait.
/// Belongs to one context.
final class TrackWriter {
  private static final Logger LOG = LoggerFactory.getLogger(TrackWriter.class);
  private static final long RETRY_MILLIS = 1_000;

  private final TrackStore store;
  private final Database database;
  private final VirtualThreads virtualThreads;
  private final TrackingSettings settings;
  private final Context owner;
  private final Counter written;
  private final Counter dropped;
  private final Deque<List<TrackStore.TrackPoint>> waiting = new ArrayDeque<>();
  private List<TrackStore.TrackPoint> filling = new ArrayList<>();
  private boolean writing;

  TrackWriter(
      TrackStore store,
      Database database,
      VirtualThreads virtualThreads,
      TrackingSettings settings,
      Context owner,
      MeterRegistry metrics) {
    this.store = store;
    this.database = database;
    this.virtualThreads = virtualThreads;
    this.settings = settings;
    this.owner = owner;
    this.written = metrics.counter("qianzhi.track.points", "outcome", "written");
    this.dropped = metrics.counter("qianzhi.track.points", "outcome", "dropped");
    metrics.gauge("qianzhi.track.waiting.batches", waiting, Deque::size);
  }

  void add(TrackStore.TrackPoint point) {
    filling.add(point);
    if (filling.size() >= settings.batchRows()) {
      flush();
    }
  }

  /// Sends off what has gathered, full or not.
  void flush() {
    if (!filling.isEmpty()) {
      waiting.addLast(filling);
      filling = new ArrayList<>();
      if (waiting.size() > settings.waitingBatches()) {
        dropped.increment(waiting.removeFirst().size());
      }
    }
    if (!writing) {
      writeNext();
    }
  }

  /// Writes what is left; for the server's stop.
  Future<Void> drain() {
    var rest = new ArrayList<TrackStore.TrackPoint>();
    waiting.forEach(rest::addAll);
    rest.addAll(filling);
    waiting.clear();
    filling = new ArrayList<>();
    return rest.isEmpty() ? Future.succeededFuture() : write(rest).otherwiseEmpty();
  }

  private void writeNext() {
    var batch = waiting.pollFirst();
    if (batch == null) {
      return;
    }
    writing = true;
    write(batch)
        .onComplete(
            done ->
                owner.runOnContext(
                    next -> {
                      writing = false;
                      if (done.succeeded()) {
                        written.increment(batch.size());
                        writeNext();
                      } else {
                        failed(batch, done.cause());
                      }
                    }));
  }

  private Future<Void> write(List<TrackStore.TrackPoint> batch) {
    return virtualThreads
        .run(
            () ->
                database.inTransaction(
                    tx -> {
                      store.write(tx, batch);
                      return true;
                    }))
        .mapEmpty();
  }

  private void failed(List<TrackStore.TrackPoint> batch, Throwable cause) {
    if (cause instanceof PgException refused && isForGood(refused)) {
      LOG.error("{} track points refused: {}", batch.size(), refused.getMessage());
      dropped.increment(batch.size());
      writeNext();
      return;
    }
    LOG.warn("track points wait for the database: {}", cause.toString());
    if (waiting.size() < settings.waitingBatches()) {
      waiting.addFirst(batch);
    } else {
      dropped.increment(batch.size());
    }
    writing = true;
    owner
        .owner()
        .setTimer(
            RETRY_MILLIS,
            fired ->
                owner.runOnContext(
                    again -> {
                      writing = false;
                      flush();
                    }));
  }

  /// Wrong data stays wrong: trying again would hold up all that follows.
  private static boolean isForGood(PgException refused) {
    var state = String.valueOf(refused.getSqlState());
    return state.startsWith("22") || state.startsWith("23");
  }
}
