package io.qianzhi;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qianzhi.area.CityFolder;
import io.qianzhi.geo.CityMap;
import io.qianzhi.platform.cluster.Cluster;
import io.qianzhi.platform.cluster.ClusterSettings;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Contract;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/// The layer that knows no feature: platform and geo, started.
record Base(
    Vertx vertx,
    VirtualThreads virtualThreads,
    Database database,
    Deadlines deadlines,
    Operations operations,
    CityMap map,
    PrometheusMeterRegistry metrics,
    InstantSource clock) {

  /// Opens the map, brings the database up to date and starts Vert.x.
  static Base start(
      Settings settings, CityFolder city, InstantSource clock, Consumer<String> progress) {
    var map = openMap(city, Path.of(settings.city().cacheDirectory()), progress);
    var databaseSettings = Objects.requireNonNull(settings.database());
    Database.migrate(databaseSettings);
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var vertx = get(startVertx(settings.cluster(), metrics));
    var virtualThreads = get(VirtualThreads.start(vertx));
    var database = Database.open(vertx, databaseSettings);
    return new Base(
        vertx,
        virtualThreads,
        database,
        new Deadlines(database, clock),
        new Operations(vertx, get(Contract.load(vertx)), database, clock),
        map,
        metrics,
        clock);
  }

  private static CityMap openMap(CityFolder city, Path cacheDirectory, Consumer<String> progress) {
    try {
      return CityMap.open(city.map(), cacheDirectory, progress);
    } catch (IOException e) {
      throw new Config.Fault("The city's map cannot be opened: " + e.getMessage(), e);
    }
  }

  private static Future<Vertx> startVertx(
      ClusterSettings cluster, PrometheusMeterRegistry metrics) {
    return Cluster.start(
        Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics)),
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)),
        cluster);
  }

  /// Works on the database while the server starts.
  <T> T inTransaction(Function<Tx, T> block) {
    return get(virtualThreads.run(() -> database.inTransaction(block)));
  }

  /// Waits, on a thread that may.
  static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
