package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.util.List;

/// The role codes that steps and people's duties use, conf/plan-roles.yaml.
public record PlanRoles(List<Role> roles) {
  /// The leader who signs.
  public static final String LEADER = "LEAD";

  /// Who judges changes of a response.
  public static final String EXPERT = "EXP";

  /// Whoever is in command at the scene.
  public static final String COMMANDER = "IC";

  public record Role(String code, Text name) {}

  boolean has(String code) {
    return roles.stream().anyMatch(role -> role.code().equals(code));
  }
}
