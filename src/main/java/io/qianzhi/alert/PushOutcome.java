package io.qianzhi.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// What became of one try to send a message, and what follows from it.
sealed interface PushOutcome {
  /// The push service has taken it.
  record Taken() implements PushOutcome {}

  /// The device is no longer subscribed.
  record Gone(String reason) implements PushOutcome {}

  /// It will not work, or was tried often enough.
  record Failed(String reason) implements PushOutcome {}

  /// It may work later.
  record Again(Instant at, String reason) implements PushOutcome {}

  /// @param retryAfter the answer's header, seconds or a date
  /// @param attempts how often this message was tried, this time included
  static PushOutcome ofAnswer(
      int status, @Nullable String retryAfter, int attempts, AlertRules rules, Instant now) {
    var reason = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return new Taken();
    }
    return switch (status) {
      case 404, 410 -> new Gone(reason);
      case 408, 425, 429, 500, 502, 503, 504 -> again(reason, retryAfter, attempts, rules, now);
      default -> new Failed(reason);
    };
  }

  /// Nobody answered, or not in time.
  static PushOutcome ofFailure(String reason, int attempts, AlertRules rules, Instant now) {
    return again(reason, null, attempts, rules, now);
  }

  private static PushOutcome again(
      String reason, @Nullable String retryAfter, int attempts, AlertRules rules, Instant now) {
    var waits = rules.pushRetrySeconds();
    if (attempts > waits.size()) {
      return new Failed(reason + ", tried " + attempts + " times");
    }
    var ownWait = Duration.ofSeconds(waits.get(Math.max(0, attempts - 1)));
    var asked = askedWait(retryAfter, now);
    var atMost = Duration.ofSeconds(rules.pushRetryAtMostSeconds());
    var wait = asked.compareTo(ownWait) > 0 ? asked : ownWait;
    return new Again(now.plus(wait.compareTo(atMost) > 0 ? atMost : wait), reason);
  }

  private static Duration askedWait(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, date.toInstant());
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
