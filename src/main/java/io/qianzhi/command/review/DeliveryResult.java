package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing one person had to know, and when it came how far.
///
/// @param outcome how far it ever came; nobody is left out because a device was silent
public record DeliveryResult(
    UUID noticeId,
    PersonRef person,
    String kind,
    Text title,
    Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable Instant receivedAt,
    @Nullable Instant displayedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant acknowledgeBy,
    @Nullable Instant withdrawnAt,
    Reached outcome,
    boolean late) {

  /// How far a notice came, over any device.
  public enum Reached {
    QUEUED,
    SENT,
    RECEIVED,
    DISPLAYED,
    ACKNOWLEDGED
  }

  /// Follows the log and remembers when each notice first came how far.
  static final class Watch {
    private final Map<String, Map<Reached, Instant>> first = new HashMap<>();

    void follow(JsonNode changed, Instant at) {
      for (JsonNode notice : changed.path("notices")) {
        var times =
            first.computeIfAbsent(notice.path("id").asText(), id -> new EnumMap<>(Reached.class));
        remember(times, notice.path("state"), at);
        for (JsonNode delivery : notice.path("deliveries")) {
          var when = delivery.path("at");
          remember(
              times, delivery.path("state"), when.isTextual() ? Instant.parse(when.asText()) : at);
        }
      }
    }

    private static void remember(Map<Reached, Instant> times, JsonNode state, Instant at) {
      for (Reached reached : Reached.values()) {
        if (reached.name().toLowerCase(Locale.ROOT).equals(state.asText())) {
          times.merge(reached, at, (one, other) -> one.isBefore(other) ? one : other);
        }
      }
    }

    List<DeliveryResult> results(Collection<JsonNode> notices, Instant asOf) {
      return notices.stream()
          .map(notice -> result(notice, asOf))
          .sorted(Comparator.comparing(DeliveryResult::createdAt))
          .toList();
    }

    private DeliveryResult result(JsonNode notice, Instant asOf) {
      var id = notice.path("id").asText();
      var times = first.getOrDefault(id, Map.of());
      var acknowledged = Recorded.time(notice, "acknowledgedAt");
      var by = Recorded.time(notice, "acknowledgeBy");
      var withdrawn = Recorded.time(notice, "withdrawnAt");
      var settled = acknowledged != null ? acknowledged : withdrawn != null ? withdrawn : asOf;
      return new DeliveryResult(
          UUID.fromString(id),
          Recorded.person(notice.path("person")),
          notice.path("kind").asText(),
          Recorded.text(notice.path("title")),
          Instant.parse(notice.path("createdAt").asText()),
          times.get(Reached.SENT),
          times.get(Reached.RECEIVED),
          times.get(Reached.DISPLAYED),
          acknowledged,
          by,
          withdrawn,
          Reached.valueOf(notice.path("state").asText().toUpperCase(Locale.ROOT)),
          by != null && settled.isAfter(by));
    }
  }
}
