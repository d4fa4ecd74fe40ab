package io.qianzhi.platform.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.JWTAuthHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One event loop of the front door. Several run on the same port.
public final class HttpVerticle extends VerticleBase {
  /// The largest request body, bytes.
  static final int BODY_LIMIT_BYTES = 262_144;

  /// The largest file that is uploaded, bytes, with some room so that its feature can say no
  /// itself.
  private static final int FILE_LIMIT_BYTES = 4_200_000;

  private static final int STOP_SECONDS = 3;
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final HttpSettings settings;
  private final RequestRate rate;
  private final Operations operations;
  private final VirtualThreads virtualThreads;
  private final JWTAuth jwt;
  private final Function<User, Actor> toActor;
  private final List<Consumer<Router>> routes;
  private @Nullable HttpServer server;

  /// @param rate shared by all of them
  /// @param jwt proves access tokens
  /// @param toActor reads a proven token
  /// @param routes what else is served beside the operations: pages, sockets, health
  public HttpVerticle(
      HttpSettings settings,
      RequestRate rate,
      Operations operations,
      VirtualThreads virtualThreads,
      JWTAuth jwt,
      Function<User, Actor> toActor,
      List<Consumer<Router>> routes) {
    this.settings = settings;
    this.rate = rate;
    this.operations = operations;
    this.virtualThreads = virtualThreads;
    this.jwt = jwt;
    this.toActor = toActor;
    this.routes = routes;
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    router.allowForward(
        settings.behindProxy() ? AllowForwardHeaders.X_FORWARD : AllowForwardHeaders.NONE);
    router.route().handler(HttpVerticle::securityHeaders);
    // The socket first: it must be upgraded before anything reads the body.
    routes.forEach(route -> route.accept(router));
    router.route("/*").subRouter(apiRouter());
    router.route().failureHandler(ctx -> Failures.handle(ctx, ctx.statusCode()));
    for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
      router.errorHandler(status, ctx -> Failures.handle(ctx, status));
    }
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setCompressionSupported(true)
                .setMaxWebSocketFrameSize(BODY_LIMIT_BYTES)
                .setMaxWebSocketMessageSize(BODY_LIMIT_BYTES)
                .setWebSocketSubProtocols(List.of("qianzhi.v1"))
                .setIdleTimeout(120));
    return server.requestHandler(router).listen(settings.port(), settings.host());
  }

  /// Takes no more requests, and answers those that have begun.
  @Override
  public Future<?> stop() {
    return Objects.requireNonNull(server).shutdown(STOP_SECONDS, TimeUnit.SECONDS);
  }

  private Router apiRouter() {
    var message = BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES);
    var file = BodyHandler.create(false).setBodyLimit(FILE_LIMIT_BYTES);
    var builder =
        RouterBuilder.create(vertx, operations.contract())
            .rootHandler(ctx -> (isFile(ctx) ? file : message).handle(ctx));
    builder.security("bearer").httpHandler(JWTAuthHandler.create(jwt));
    for (Operation operation : operations.contract().operations()) {
      builder
          .getRoute(operation.getOperationId())
          .setDoValidation(false)
          .addHandler(ctx -> serve(operation, ctx));
    }
    return builder.createRouter();
  }

  private static boolean isFile(RoutingContext ctx) {
    return "application/octet-stream".equals(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE))
        && ctx.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
  }

  private void serve(Operation operation, RoutingContext ctx) {
    var user = ctx.user();
    var actor = user == null ? null : toActor.apply(user);
    var address = ctx.request().remoteAddress().hostAddress();
    if (actor == null) {
      rate.ask(address);
    } else {
      rate.ask(actor);
    }
    var id = operation.getOperationId();
    operations
        .validate(Input.of(ctx, operation), id)
        .map(input -> new Request(actor, input, ctx.request().getHeader(IDEMPOTENCY_KEY), address))
        .compose(request -> operations.invoke(id, request, virtualThreads))
        .onComplete(answer -> send(ctx, answer), ctx::fail);
  }

  private static void send(RoutingContext ctx, Operations.Answer answer) {
    var response = ctx.response().setStatusCode(answer.status());
    var binary = answer.binary();
    if (binary != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, binary.contentType());
      binary.headers().forEach(response::putHeader);
      response.end(binary.bytes());
      return;
    }
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    var json = answer.json();
    if (json == null) {
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8").end(json);
    }
  }

  private static void securityHeaders(RoutingContext ctx) {
    ctx.response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + "worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'");
    ctx.next();
  }
}
