package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.ContractCheck;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A plain WebSocket client that blocks for what it waits for, and holds every message of the
/// server against the contract.
final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PATIENCE_SECONDS = 60;

  /// One unit's place in a binary frame.
  record Position(long unitNumber, double latitude, double longitude, long fixMillis) {}

  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile boolean reading = true;
  private @Nullable WebSocket socket;

  private record Closed(int code, String reason) {}

  static LiveClient connect(TestServer server) {
    var client = new LiveClient();
    client.socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("qianzhi.v1")
            .buildAsync(URI.create(server.url().replace("http", "ws") + "/live"), client)
            .join();
    return client;
  }

  /// Connects and says hello; the welcome is the first that is received.
  static LiveClient connect(TestServer server, TestClient person, @Nullable String cursor) {
    var client = connect(server);
    client.hello(person.accessToken(), person.device(), cursor);
    return client;
  }

  /// Signed in, with its first snapshot behind it.
  static LiveClient start(TestServer server, TestClient person) {
    var client = connect(server, person, null);
    client.expect("welcome");
    client.expect("snapshot");
    return client;
  }

  void hello(String token, String device, @Nullable String cursor) {
    var hello = new LinkedHashMap<String, Object>();
    hello.put("type", "hello");
    hello.put("token", token);
    hello.put("device", device);
    if (cursor != null) {
      hello.put("cursor", cursor);
    }
    send(hello);
  }

  void send(Map<String, ?> message) {
    if (message.get("id") instanceof String id) {
      var operation = message.get("operation");
      asked.put(id, String.valueOf(operation == null ? message.get("type") : operation));
    }
    sendText(Json.write(message));
  }

  void sendText(String text) {
    open().sendText(text, true).join();
  }

  void sendBinary(byte... bytes) {
    open().sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  JsonNode command(String id, String operation, Map<String, ?> path, Object body) {
    send(Map.of("type", "command", "id", id, "operation", operation, "path", path, "body", body));
    return expect(message -> message.path("id").asText().equals(id));
  }

  /// The next message of this type; what comes before is let go.
  JsonNode expect(String type) {
    return expect(message -> message.path("type").asText().equals(type));
  }

  JsonNode expect(Predicate<JsonNode> wanted) {
    while (true) {
      switch (next()) {
        case JsonNode message when wanted.test(message) -> {
          return message;
        }
        case Closed closed -> throw new AssertionError("closed instead: " + closed);
        default -> {
          // Not what is waited for.
        }
      }
    }
  }

  JsonNode expectEvent(String kind) {
    return expect(message -> message.at("/event/kind").asText().equals(kind));
  }

  List<Position> expectPositions() {
    while (true) {
      switch (next()) {
        case ByteBuffer frame -> {
          return positions(frame);
        }
        case Closed closed -> throw new AssertionError("closed instead: " + closed);
        default -> {
          // Text.
        }
      }
    }
  }

  void expectClose(int code) {
    while (true) {
      if (next() instanceof Closed closed) {
        assertThat(closed.code).as(closed.reason).isEqualTo(code);
        return;
      }
    }
  }

  private Object next() {
    try {
      var message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message instanceof Throwable fault) {
        throw new AssertionError(fault);
      }
      return Objects.requireNonNull(message, "nothing came in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Takes nothing more from the network.
  void stopReading() {
    reading = false;
  }

  void readAgain() {
    reading = true;
    open().request(1);
  }

  private WebSocket open() {
    return Objects.requireNonNull(socket);
  }

  private static List<Position> positions(ByteBuffer frame) {
    frame.order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.get(0)).isEqualTo((byte) 1);
    int count = Short.toUnsignedInt(frame.getShort(2));
    assertThat(frame.limit()).isEqualTo(16 + 24 * count);
    var positions = new ArrayList<Position>();
    for (int at = 16; at < frame.limit(); at += 24) {
      positions.add(
          new Position(
              Integer.toUnsignedLong(frame.getInt(at)),
              frame.getInt(at + 4) / 1e7,
              frame.getInt(at + 8) / 1e7,
              (long) frame.getDouble(at + 16)));
    }
    return positions;
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received.add(checked(Json.read(partial.toString(), JsonNode.class)));
      partial.setLength(0);
    }
    return more(from);
  }

  /// The message, or what is wrong with it.
  private Object checked(JsonNode message) {
    try {
      ContractCheck.message(message, asked.get(message.path("id").asText()));
      return message;
    } catch (AssertionError | RuntimeException fault) {
      return fault;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    var copy = ByteBuffer.allocate(data.remaining());
    copy.put(data).flip();
    received.add(copy);
    return more(from);
  }

  private @Nullable CompletionStage<?> more(WebSocket from) {
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    received.add(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    received.add(new Closed(1006, error.toString()));
  }

  @Override
  public void close() {
    open().abort();
  }
}
