package io.qianzhi.tracking;

/// Why a reported position does not move its unit.
public enum Doubt {
  /// The sender belongs to no unit that is on duty: others are not tracked.
  NOT_ON_DUTY(false),
  CLOCK_AHEAD(false),
  TOO_OLD(false),
  INVALID_FIX(false),
  INACCURATE(false),
  /// Caught up after a blind area: where the unit was, not where it is.
  BUFFERED(true),
  /// The unit is already known to have been somewhere later.
  NOT_NEWER(true),
  IMPLAUSIBLE_SPEED(false);

  private final boolean kept;

  Doubt(boolean kept) {
    this.kept = kept;
  }

  /// Whether it still belongs to the unit's track.
  boolean kept() {
    return kept;
  }
}
