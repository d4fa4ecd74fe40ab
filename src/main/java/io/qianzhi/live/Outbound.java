package io.qianzhi.live;

import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The messages that the server sends.
final class Outbound {
  static final String LAGGING = "{\"type\":\"lagging\"}";

  /// Somebody who is on.
  record Present(UUID id, String name, String title) {}

  private Outbound() {}

  static String welcome(String session, String node, boolean resumed, Instant now) {
    var message = message("welcome");
    message.put("session", session);
    message.put("node", node);
    message.put("resumed", resumed);
    message.put("serverTime", now);
    return Json.write(message);
  }

  /// @param result JSON text, null where the operation answers nothing
  static String ok(String id, @Nullable String result) {
    return "{\"type\":\"ok\",\"id\":"
        + Json.write(id)
        + (result == null ? "" : ",\"result\":" + result)
        + "}";
  }

  static String problem(@Nullable String id, Problem problem) {
    var message = message("problem");
    if (id != null) {
      message.put("id", id);
    }
    message.put("problem", problem.toJson());
    return Json.write(message);
  }

  static String pong(Instant now, long feedAgeMillis) {
    var message = message("pong");
    message.put("serverTime", now);
    message.put("feedAgeMillis", feedAgeMillis);
    return Json.write(message);
  }

  static String presence(Collection<Present> people) {
    var message = message("presence");
    message.put("people", people);
    return Json.write(message);
  }

  private static Map<String, Object> message(String type) {
    var message = new LinkedHashMap<String, Object>();
    message.put("type", type);
    return message;
  }
}
