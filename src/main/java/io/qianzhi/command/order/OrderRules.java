package io.qianzhi.command.order;

import io.qianzhi.platform.config.Config;
import java.time.Duration;
import java.util.List;

/// conf/orders.yaml.
///
/// @param issuers the roles that may give orders beside whoever is in command
/// @param scribes the roles that may write down an order given by voice
public record OrderRules(
    int version, List<String> issuers, List<String> scribes, Ladder ladder, int feedbackMinutes) {
  public static final String FILE = "orders.yaml";

  /// What happens when nobody acknowledges, and when, counted from the issue.
  public record Ladder(
      int controlRoomSeconds, int fieldAppSeconds, int nextPersonSeconds, int supervisorSeconds) {

    /// @param controlRoom whether those who must answer sit at a control room's desk
    Duration until(Order.Rung rung, boolean controlRoom) {
      return Duration.ofSeconds(
          switch (rung) {
            case REMIND -> controlRoom ? controlRoomSeconds : fieldAppSeconds;
            case NEXT_PERSON -> nextPersonSeconds;
            case SUPERVISOR -> supervisorSeconds;
          });
    }
  }

  public OrderRules {
    boolean rising =
        0 < ladder.controlRoomSeconds
            && 0 < ladder.fieldAppSeconds
            && ladder.controlRoomSeconds < ladder.nextPersonSeconds
            && ladder.fieldAppSeconds < ladder.nextPersonSeconds
            && ladder.nextPersonSeconds < ladder.supervisorSeconds;
    if (!rising) {
      throw new Config.Fault(FILE + ": the seconds of the ladder must rise from rung to rung.");
    }
    if (feedbackMinutes < 1) {
      throw new Config.Fault(FILE + ": feedbackMinutes must be at least 1.");
    }
  }

  Duration betweenFeedback() {
    return Duration.ofMinutes(feedbackMinutes);
  }
}
