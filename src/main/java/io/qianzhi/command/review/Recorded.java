package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads times, words and people from entities as the log recorded them: of whatever version wrote
/// them, so as JSON and not as records of today.
final class Recorded {
  private Recorded() {}

  /// Null where there is none.
  static @Nullable Instant time(JsonNode entity, String field) {
    var time = entity.path(field);
    return time.isTextual() ? Instant.parse(time.asText()) : null;
  }

  static Text text(JsonNode text) {
    return new Text(text.path("zh").asText(), text.path("en").asText());
  }

  static PersonRef person(JsonNode person) {
    return new PersonRef(UUID.fromString(person.path("id").asText()), person.path("name").asText());
  }
}
