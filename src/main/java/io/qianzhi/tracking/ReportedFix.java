package io.qianzhi.tracking;

import io.qianzhi.geo.Point;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A position as a device gave it: nothing in it is believed yet. Receivers without a fix send
/// `NaN` or 0/0.
public record ReportedFix(
    Instant fixAt,
    double latitude,
    double longitude,
    @Nullable Double accuracyMeters,
    @Nullable Double speedMetersPerSecond,
    @Nullable Double headingDegrees) {

  public ReportedFix {
    // The precision of position frames, so that a fix read back from anywhere equals itself.
    fixAt = fixAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /// Once it has been found valid.
  Fix believed() {
    return new Fix(
        new Point(latitude, longitude),
        fixAt,
        finite(accuracyMeters),
        finite(speedMetersPerSecond),
        finite(headingDegrees));
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }
}
