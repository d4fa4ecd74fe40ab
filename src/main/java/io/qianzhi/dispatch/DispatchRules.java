package io.qianzhi.dispatch;

import io.qianzhi.platform.config.Config;

/// Thresholds of dispatch, from `conf/dispatch.yaml`.
///
/// @param acknowledgeSeconds how long a crew has to acknowledge
/// @param positionStaleSeconds an older position says nothing about where the unit is now
/// @param alternatives candidates named beyond the needed ones
public record DispatchRules(
    int version, int acknowledgeSeconds, int positionStaleSeconds, int alternatives) {
  public static DispatchRules load(Config config) {
    return config.read("dispatch.yaml", DispatchRules.class);
  }
}
