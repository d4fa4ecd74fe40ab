package io.qianzhi.dispatch;

import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run card filled with available units, each with its reasons; shortfalls are named.
public record Recommendation(Card runCard, List<Line> lines, double computedInMillis) {

  /// Which card was taken.
  public record Card(String id, Text name, String version) {}

  /// One need of the card.
  ///
  /// @param shortfall how many could not be found
  /// @param candidates the chosen first, then the next in rank
  public record Line(
      Text need,
      String service,
      @Nullable String capability,
      int required,
      int shortfall,
      List<Candidate> candidates) {}

  /// One unit for a line.
  ///
  /// @param travelSeconds by road from where it is now; null when no road leads there
  /// @param positionAgeSeconds null when there is no position and its station is taken
  public record Candidate(
      UUID unitId,
      String callSign,
      boolean chosen,
      @Nullable Double travelSeconds,
      @Nullable Double distanceMeters,
      @Nullable Long positionAgeSeconds,
      List<Reason> reasons) {}

  /// Why it stands where it stands.
  public record Reason(Code code, @Nullable String detail) {}

  /// What a reason can be.
  public enum Code {
    FASTEST,
    CAPABILITY,
    NEARER_BY_LINE_BUT_SLOWER,
    POSITION_STALE,
    AT_STATION,
    NO_ROAD
  }
}
