package io.qianzhi.plan;

import java.time.Duration;

/// conf/plan.yaml.
///
/// @param acknowledgeSeconds after which people are reminded of what waits for them
/// @param proposeFromGrade incidents of this grade and worse get their plan proposed
public record PlanSettings(int version, int acknowledgeSeconds, int proposeFromGrade) {
  public static final String FILE = "plan.yaml";

  Duration acknowledgeWithin() {
    return Duration.ofSeconds(acknowledgeSeconds);
  }
}
