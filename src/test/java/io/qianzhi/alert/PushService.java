package io.qianzhi.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qianzhi.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A push service on this machine that is as strict as the real ones: it takes only messages that
/// RFC 8030, 8188 and 8292 allow, from a sender whose token it has verified.
final class PushService implements AutoCloseable {
  private static final Pattern VAPID =
      Pattern.compile("vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+), ?k=([\\w-]+)");

  private final HttpServer server;
  private final BlockingQueue<Pushed> pushed = new LinkedBlockingQueue<>();
  private final Map<String, Integer> statusOf = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean dead;

  /// @param path which device
  /// @param publicKey the sender's
  record Pushed(
      String path, Buffer body, String urgency, String ttl, String topic, String publicKey) {}

  PushService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  String endpoint(String device) {
    return origin() + "/" + device;
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void answer(String device, int status) {
    statusOf.put("/" + device, status);
  }

  /// From now on it takes connections and never answers.
  void die() {
    dead = true;
  }

  /// The next message that arrives, or arrived unread.
  Pushed next() throws InterruptedException {
    var next = pushed.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no push arrived");
    }
    return next;
  }

  /// The next message for this device; time that passes also reminds people of other notices.
  Pushed nextTo(String device) throws InterruptedException {
    while (true) {
      var next = next();
      if (next.path().equals("/" + device)) {
        return next;
      }
    }
  }

  boolean isEmpty() {
    return pushed.isEmpty();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (dead) {
        closed.await();
        return;
      }
      var path = exchange.getRequestURI().getPath();
      var fault = fault(exchange, body);
      if (fault != null) {
        byte[] text = fault.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, text.length);
        exchange.getResponseBody().write(text);
        pushed.add(new Pushed("refused: " + fault, Buffer.buffer(body), "", "", "", ""));
        return;
      }
      var headers = exchange.getRequestHeaders();
      var authorization = headers.getFirst("Authorization");
      int status = statusOf.getOrDefault(path, 201);
      pushed.add(
          new Pushed(
              path,
              Buffer.buffer(body),
              headers.getFirst("Urgency"),
              headers.getFirst("TTL"),
              headers.getFirst("Topic"),
              authorization.substring(authorization.indexOf("k=") + 2)));
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String fault(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    if (!"POST".equals(exchange.getRequestMethod())) {
      return "not a POST";
    }
    if (!"aes128gcm".equals(headers.getFirst("Content-Encoding"))) {
      return "Content-Encoding " + headers.getFirst("Content-Encoding");
    }
    if (body.length > 4_096) {
      return "too large";
    }
    if (headers.getFirst("TTL") == null || !headers.getFirst("TTL").matches("\\d+")) {
      return "no TTL";
    }
    var topic = headers.getFirst("Topic");
    if (topic != null && !topic.matches("[A-Za-z0-9_-]{1,32}")) {
      return "Topic " + topic;
    }
    return tokenFault(String.valueOf(headers.getFirst("Authorization")));
  }

  private @Nullable String tokenFault(String authorization) {
    var vapid = VAPID.matcher(authorization);
    if (!vapid.matches()) {
      return "Authorization " + authorization;
    }
    try {
      var base64 = Base64.getUrlDecoder();
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(Phone.publicKey(base64.decode(vapid.group(4))));
      signature.update((vapid.group(1) + "." + vapid.group(2)).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(base64.decode(vapid.group(3)))) {
        return "the signature is wrong";
      }
      var header = json(base64.decode(vapid.group(1)));
      var claims = json(base64.decode(vapid.group(2)));
      long secondsLeft = claims.get("exp").asLong() - Instant.now().getEpochSecond();
      if (!"ES256".equals(header.get("alg").asText())) {
        return "alg";
      }
      if (!origin().equals(claims.get("aud").asText())) {
        return "aud " + claims.get("aud");
      }
      if (secondsLeft <= 0 || secondsLeft > 86_400) {
        return "exp in " + secondsLeft;
      }
      return claims.get("sub").asText().startsWith("mailto:") ? null : "sub";
    } catch (GeneralSecurityException e) {
      return e.toString();
    }
  }

  private static JsonNode json(byte[] bytes) {
    return Json.read(new String(bytes, StandardCharsets.UTF_8), JsonNode.class);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
