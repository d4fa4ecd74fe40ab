package io.qianzhi.alert;

import java.time.Duration;
import java.util.List;

/// How hard the server tries to reach a person: `conf/alert.yaml`.
public record AlertRules(
    int version,
    int pushAfterSeconds,
    int reminders,
    int reminderSeconds,
    List<Integer> pushRetrySeconds,
    int pushRetryAtMostSeconds,
    int pushKeepSeconds) {

  public AlertRules {
    if (pushAfterSeconds < 0 || reminders < 0 || reminderSeconds < 1 || pushKeepSeconds < 0) {
      throw new IllegalArgumentException(
          "pushAfterSeconds, reminders and pushKeepSeconds must not be negative, and"
              + " reminderSeconds at least 1");
    }
    if (pushRetryAtMostSeconds < 1 || pushRetrySeconds.stream().anyMatch(wait -> wait < 1)) {
      throw new IllegalArgumentException(
          "pushRetrySeconds and pushRetryAtMostSeconds must be at least 1");
    }
    pushRetrySeconds = List.copyOf(pushRetrySeconds);
  }

  Duration pushAfter() {
    return Duration.ofSeconds(pushAfterSeconds);
  }

  Duration betweenReminders() {
    return Duration.ofSeconds(reminderSeconds);
  }
}
