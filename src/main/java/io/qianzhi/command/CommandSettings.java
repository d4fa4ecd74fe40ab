package io.qianzhi.command;

import io.qianzhi.platform.config.Config;
import java.time.Duration;

/// conf/command.yaml.
///
/// @param accuracyAllowanceMeters how much of a position's own uncertainty is forgiven
/// @param takeoverAfterSeconds after which a higher level may take over from who does not answer
/// @param acknowledgeSeconds after which the one in command is reminded of a request
public record CommandSettings(
    int version,
    int checkInRadiusMeters,
    int accuracyAllowanceMeters,
    int fixMaxAgeSeconds,
    int fixMaxAheadSeconds,
    int acknowledgeSeconds,
    int takeoverAfterSeconds) {

  public CommandSettings {
    if (checkInRadiusMeters < 1
        || accuracyAllowanceMeters < 0
        || fixMaxAgeSeconds < 1
        || fixMaxAheadSeconds < 0
        || acknowledgeSeconds < 1
        || takeoverAfterSeconds < 1) {
      throw new Config.Fault("command.yaml: distances and times must be positive.");
    }
  }

  Duration fixMaxAge() {
    return Duration.ofSeconds(fixMaxAgeSeconds);
  }

  Duration fixMaxAhead() {
    return Duration.ofSeconds(fixMaxAheadSeconds);
  }

  Duration acknowledgeWithin() {
    return Duration.ofSeconds(acknowledgeSeconds);
  }

  Duration takeoverAfter() {
    return Duration.ofSeconds(takeoverAfterSeconds);
  }
}
