package io.qianzhi;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qianzhi.platform.db.Database;
import io.qianzhi.timeline.Feed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Whether this node lives, whether it can serve, and its figures for Prometheus.
final class HealthRoutes {
  private static final Duration FEED_TOO_OLD = Duration.ofSeconds(10);

  private final Database database;
  private final Feed feed;
  private final PrometheusMeterRegistry metrics;
  private final Supplier<List<String>> warnings;

  /// @param warnings what an administrator should mend, though the node serves
  HealthRoutes(
      Database database,
      Feed feed,
      PrometheusMeterRegistry metrics,
      Supplier<List<String>> warnings) {
    this.database = database;
    this.feed = feed;
    this.metrics = metrics;
    this.warnings = warnings;
  }

  void mount(Router router) {
    router.get("/health/live").handler(ctx -> ctx.json(new JsonObject().put("status", "up")));
    router.get("/health/ready").handler(this::ready);
    router
        .get("/metrics")
        .handler(
            ctx ->
                ctx.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(metrics.scrape()));
  }

  /// Ready: the database answers and the feed was read to its end just now.
  private void ready(RoutingContext ctx) {
    database
        .ping()
        .onComplete(
            ping -> {
              boolean fresh = feed.age().compareTo(FEED_TOO_OLD) < 0;
              boolean ready = ping.succeeded() && fresh;
              ctx.response().setStatusCode(ready ? 200 : 503);
              ctx.json(
                  new JsonObject()
                      .put("status", ready ? "up" : "down")
                      .put("database", ping.succeeded() ? "up" : "down")
                      .put("feedAgeMillis", feed.age().toMillis())
                      .put("warnings", new JsonArray(warnings.get())));
            });
  }
}
