package io.qianzhi.alert;

import io.qianzhi.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the service worker of a phone page is handed. Chinese: a push has no reader to ask.
record PushPayload(
    UUID noticeId,
    @Nullable UUID incidentId,
    String title,
    String body,
    Notice.Kind kind,
    Notice.Urgency urgency,
    boolean drill,
    String url) {
  /// Push services take 4,096 bytes, encryption included.
  static final int LIMIT_BYTES = 3_072;

  private static final int TITLE_CHARACTERS = 120;

  /// The message as JSON, its body shortened to what fits.
  static String of(PushStore.Message message) {
    var title = shorten(message.title(), TITLE_CHARACTERS);
    int characters = message.body().codePointCount(0, message.body().length());
    while (true) {
      var json =
          Json.write(
              new PushPayload(
                  message.noticeId(),
                  message.incidentId(),
                  title,
                  shorten(message.body(), characters),
                  message.kind(),
                  message.urgency(),
                  message.drill(),
                  message.page() + "?notice=" + message.noticeId()));
      int excess = json.getBytes(StandardCharsets.UTF_8).length - LIMIT_BYTES;
      if (excess <= 0 || characters == 0) {
        return json;
      }
      characters = Math.max(0, characters - Math.max(1, excess / 4));
    }
  }

  private static String shorten(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, characters - 1))) + "…";
  }
}
