package io.qianzhi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The pages and the contracts.
final class PageRoutes {
  private PageRoutes() {}

  static void mount(Router router) {
    router.get("/openapi.yaml").handler(ctx -> yaml(ctx, "openapi.yaml"));
    router.get("/asyncapi.yaml").handler(ctx -> yaml(ctx, "asyncapi.yaml"));
    router
        .get("/schema/plan.json")
        .handler(ctx -> file(ctx, "plan.schema.json", "application/schema+json"));
    router.get("/field").handler(ctx -> ctx.reroute("/field.html"));
    router.get("/leader").handler(ctx -> ctx.reroute("/leader.html"));
    router.get("/review").handler(ctx -> ctx.reroute("/review.html"));
    router.get("/api-docs").handler(ctx -> ctx.reroute("/api-docs/index.html"));
    // Assets carry a hash in their names; pages and the service worker must be asked for anew.
    router
        .getWithRegex("/assets/.*|/fonts/.*")
        .handler(StaticHandler.create("web").setCachingEnabled(true).setMaxAgeSeconds(31_536_000));
    router
        .getWithRegex("/(?!api/).*")
        .handler(StaticHandler.create("web").setCachingEnabled(false).setIndexPage("index.html"));
  }

  private static void yaml(RoutingContext ctx, String name) {
    file(ctx, name, "application/yaml");
  }

  private static void file(RoutingContext ctx, String name, String type) {
    ctx.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8")
        .end(resource(name));
  }

  private static Buffer resource(String name) {
    try (var in = PageRoutes.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this build");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
