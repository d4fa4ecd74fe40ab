package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.TimelineEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was known at some second: the entities of all events up to then, the newer state of each in
/// the place of the older one, as every live client keeps them.
final class Picture {
  private final Map<String, Map<String, JsonNode>> collections = new LinkedHashMap<>();

  /// Follows one event.
  ///
  /// @return what it changed
  JsonNode follow(TimelineEvent event) {
    var changed = Json.read(event.entities(), JsonNode.class);
    for (var collection : changed.properties()) {
      var held = collections.computeIfAbsent(collection.getKey(), name -> new LinkedHashMap<>());
      for (JsonNode entity : collection.getValue()) {
        var id = entity.path("id").asText();
        var before = held.get(id);
        if (before == null || !isOlder(entity, before)) {
          held.put(id, entity);
        }
      }
    }
    return changed;
  }

  private static boolean isOlder(JsonNode entity, JsonNode than) {
    return entity.has("version")
        && than.has("version")
        && entity.path("version").asLong() < than.path("version").asLong();
  }

  Collection<JsonNode> all(String collection) {
    return List.copyOf(collections.getOrDefault(collection, Map.of()).values());
  }

  @Nullable JsonNode find(String collection, String id) {
    return collections.getOrDefault(collection, Map.of()).get(id);
  }

  /// The incident itself.
  Optional<JsonNode> incident(String id) {
    return Optional.ofNullable(find("incidents", id));
  }
}
