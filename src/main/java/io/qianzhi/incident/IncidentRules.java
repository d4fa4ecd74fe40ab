package io.qianzhi.incident;

import io.qianzhi.platform.config.Config;
import java.util.List;

/// Thresholds of calls and incidents, from `conf/incident.yaml`.
///
/// @param dutyChain duties shown with the level of the area they answer for
/// @param callbackNumberDays how long after closing call-back numbers are kept, 1–365
public record IncidentRules(
    int version, Duplicates.Settings duplicates, List<String> dutyChain, int callbackNumberDays) {
  public IncidentRules {
    if (callbackNumberDays < 1 || callbackNumberDays > 365) {
      throw new IllegalArgumentException(
          "callbackNumberDays must be 1 to 365 but is " + callbackNumberDays);
    }
  }

  public static IncidentRules load(Config config) {
    return config.read("incident.yaml", IncidentRules.class);
  }
}
