package io.qianzhi.incident;

import io.qianzhi.platform.config.Config;
import java.util.List;

/// Thresholds of calls and incidents, from `conf/incident.yaml`.
///
/// @param dutyChain duties shown with the level of the area they answer for
/// @param handOverSeconds how long those on duty where an incident was handed over to have to
///   acknowledge, before they are reminded
/// @param callbackNumberDays how long after closing call-back numbers are kept, 1–365
public record IncidentRules(
    int version,
    Duplicates.Settings duplicates,
    List<String> dutyChain,
    int handOverSeconds,
    int callbackNumberDays) {
  public IncidentRules {
    if (handOverSeconds < 1) {
      throw new IllegalArgumentException("handOverSeconds must be at least 1");
    }
    if (callbackNumberDays < 1 || callbackNumberDays > 365) {
      throw new IllegalArgumentException(
          "callbackNumberDays must be 1 to 365 but is " + callbackNumberDays);
    }
  }

  public static IncidentRules load(Config config) {
    return config.read("incident.yaml", IncidentRules.class);
  }
}
