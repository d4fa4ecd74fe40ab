package io.qianzhi.command.release;

import io.qianzhi.platform.http.RequestRate;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The pages and feeds under `/public`, without sign-in and read-only.
public final class PublicRoutes {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String ATOM = "application/atom+xml; charset=utf-8";
  private static final String CAP = "application/cap+xml; charset=utf-8";

  private final PublicReleases releases;
  private final RequestRate rate;
  private final VirtualThreads virtualThreads;

  /// @param rate the one to which also the operations hold an address that nobody is signed in from
  public PublicRoutes(PublicReleases releases, RequestRate rate, VirtualThreads virtualThreads) {
    this.releases = releases;
    this.rate = rate;
    this.virtualThreads = virtualThreads;
  }

  public void mount(Router router) {
    router.get("/public/feed.atom").handler(ctx -> answer(ctx, ATOM, releases::feed));
    router
        .getWithRegex("/public/releases/(?<id>[^/]+)\\.cap")
        .handler(ctx -> answer(ctx, CAP, () -> releases.cap(ctx.pathParam("id"))));
    router
        .get("/public/:number/feed.atom")
        .handler(ctx -> answer(ctx, ATOM, () -> releases.feedOf(ctx.pathParam("number"))));
    router
        .get("/public/:number")
        .handler(
            ctx -> answer(ctx, HTML, () -> releases.page(ctx.pathParam("number"), isEnglish(ctx))));
    // Whatever else is asked for: the same answer as for what is not published.
    router.get("/public/*").handler(this::nothingHere);
  }

  private void answer(RoutingContext ctx, String type, Callable<Optional<Buffer>> read) {
    rate.ask(ctx.request().remoteAddress().hostAddress());
    virtualThreads
        .run(read)
        .onSuccess(
            found -> found.ifPresentOrElse(bytes -> send(ctx, type, bytes), () -> nothingHere(ctx)))
        .onFailure(ctx::fail);
  }

  private void send(RoutingContext ctx, String type, Buffer bytes) {
    var tag = '"' + digest(bytes) + '"';
    var response =
        ctx.response()
            .putHeader(HttpHeaders.CACHE_CONTROL, releases.cacheControl())
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
            .putHeader(HttpHeaders.ETAG, tag);
    if (tag.equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(bytes);
  }

  private void nothingHere(RoutingContext ctx) {
    ctx.response()
        .setStatusCode(404)
        .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(releases.nothingHere(isEnglish(ctx)));
  }

  /// What the address asks for, else what the browser does, else Chinese.
  private static boolean isEnglish(RoutingContext ctx) {
    var asked = ctx.request().getParam("lang");
    return asked != null
        ? asked.equals("en")
        : ctx.acceptableLanguages().stream()
            .map(LanguageHeader::tag)
            .filter(tag -> tag.equals("zh") || tag.equals("en"))
            .findFirst()
            .filter("en"::equals)
            .isPresent();
  }

  private static String digest(Buffer bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
      return HexFormat.of().toHexDigits(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
