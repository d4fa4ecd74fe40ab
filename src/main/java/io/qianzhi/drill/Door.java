package io.qianzhi.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The way in for simulated people: contract, permission and once per key, as for everybody. On
/// virtual threads.
final class Door {
  private final Operations operations;

  Door(Operations operations) {
    this.operations = operations;
  }

  /// Reads.
  JsonNode ask(Actor who, String operation, Map<String, ?> path) {
    var answer = operations.perform(who, null, operation, json(path), null);
    return Json.read(Objects.requireNonNull(answer.json()), JsonNode.class);
  }

  /// Changes something, once per key.
  void press(Actor who, String key, String operation, Map<String, ?> path, Map<String, ?> body) {
    var id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    operations.perform(who, id, operation, json(path), json(body));
  }

  private static JsonObject json(Map<String, ?> values) {
    return new JsonObject(Json.write(values));
  }
}
