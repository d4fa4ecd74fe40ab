package io.qianzhi.exercise;

import org.jspecify.annotations.Nullable;

/// What a standard was held against.
///
/// @param share how much of it was met, 0 to 1
record Measured(
    double share,
    @Nullable Long limitSeconds,
    @Nullable Long tookSeconds,
    @Nullable Integer metCount,
    @Nullable Integer count,
    String basis) {

  /// Nothing of the kind ever happened.
  static Measured never(@Nullable Long limitSeconds, String basis) {
    return new Measured(0, limitSeconds, null, null, null, basis);
  }

  /// One thing with one limit.
  ///
  /// @param limitSeconds null = before the end
  /// @param tookSeconds null = it never happened
  static Measured once(@Nullable Long limitSeconds, @Nullable Long tookSeconds, String basis) {
    boolean met = tookSeconds != null && (limitSeconds == null || tookSeconds <= limitSeconds);
    return new Measured(met ? 1 : 0, limitSeconds, tookSeconds, null, null, basis);
  }

  /// So many of several.
  static Measured of(int met, int all) {
    return several(met, all, null, null, "");
  }

  static Measured several(
      int met, int all, @Nullable Long limitSeconds, @Nullable Long longestSeconds, String basis) {
    double share = all == 0 ? 0 : met / (double) all;
    return new Measured(share, limitSeconds, longestSeconds, met, all, basis);
  }
}
