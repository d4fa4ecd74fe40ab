package io.qianzhi.tracking;

/// What `conf/tracking.yaml` says.
public record TrackingSettings(
    String version,
    int clockAheadSeconds,
    int windowHours,
    int liveSeconds,
    double accuracyLimitMeters,
    double speedLimitMetersPerSecond,
    double jitterMeters,
    int tickMillis,
    int batchRows,
    int batchMillis,
    int waitingBatches,
    int retentionDays) {

  public TrackingSettings {
    if (windowHours < 1 || windowHours > 24) {
      throw new IllegalArgumentException("windowHours must be 1 to 24 but is " + windowHours);
    }
    if (tickMillis < 50 || batchRows < 1 || batchMillis < 50 || waitingBatches < 1) {
      throw new IllegalArgumentException(
          "tickMillis and batchMillis must be at least 50, batchRows and waitingBatches at least"
              + " 1");
    }
    if (retentionDays < 2) {
      throw new IllegalArgumentException(
          "retentionDays must be at least 2 but is " + retentionDays);
    }
  }
}
