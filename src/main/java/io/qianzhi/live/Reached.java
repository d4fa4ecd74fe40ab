package io.qianzhi.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.http.Actor;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Which notices have just reached their person's device for the first time.
final class Reached {
  private Reached() {}

  static List<UUID> newTo(Actor actor, List<Entity> entities) {
    return entities.stream()
        .filter(entity -> entity.collection().equals("notices"))
        .filter(entity -> entity.concerns(actor.personId()))
        .filter(entity -> isNew(entity.json(), actor.device()))
        .map(Entity::id)
        .filter(Objects::nonNull)
        .toList();
  }

  private static boolean isNew(JsonNode notice, String device) {
    if (notice.hasNonNull("acknowledgedAt") || notice.hasNonNull("withdrawnAt")) {
      return false;
    }
    for (JsonNode delivery : notice.path("deliveries")) {
      if (delivery.path("channel").asText().equals("app")
          && delivery.path("device").asText().equals(device)) {
        return false;
      }
    }
    return true;
  }
}
