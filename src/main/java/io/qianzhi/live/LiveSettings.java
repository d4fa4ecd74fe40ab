package io.qianzhi.live;

/// What `conf/live.yaml` says.
public record LiveSettings(
    String version,
    int helloSeconds,
    int messagesPerSecond,
    int messageBurst,
    int commandsInFlight,
    int replayEvents,
    int waitingEvents,
    int writeQueueBytes,
    int cells,
    int pingSeconds,
    int silentSeconds,
    int presenceSeconds,
    int presenceExpirySeconds,
    int sessions) {

  public LiveSettings {
    if (helloSeconds < 1
        || messagesPerSecond < 1
        || messageBurst < 1
        || commandsInFlight < 1
        || waitingEvents < 1
        || writeQueueBytes < 65_536
        || presenceSeconds < 1
        || sessions < 1) {
      throw new IllegalArgumentException(
          "every limit must be at least 1, and writeQueueBytes at least 65536");
    }
    if (silentSeconds <= pingSeconds || presenceExpirySeconds <= presenceSeconds) {
      throw new IllegalArgumentException(
          "silentSeconds must exceed pingSeconds, presenceExpirySeconds must exceed"
              + " presenceSeconds");
    }
  }
}
