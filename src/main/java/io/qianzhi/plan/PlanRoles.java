package io.qianzhi.plan;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The role codes that steps and people's duties use and who stands above whom,
/// conf/plan-roles.yaml.
public record PlanRoles(List<Role> roles) {
  public static final String FILE = "plan-roles.yaml";

  /// The leader who signs.
  public static final String LEADER = "LEAD";

  /// Who judges changes of a response.
  public static final String EXPERT = "EXP";

  /// Whoever is in command at the scene.
  public static final String COMMANDER = "IC";

  /// @param superior the role above it, null = nobody's
  public record Role(String code, Text name, @Nullable String superior) {}

  /// @throws Config.Fault when a role above is none, or stands above itself
  static PlanRoles load(Config config) {
    var all = config.read(FILE, PlanRoles.class);
    for (var role : all.roles()) {
      var superior = role.superior();
      if (superior != null && !all.has(superior)) {
        throw new Config.Fault(
            "%s: %s: there is no role %s.".formatted(FILE, role.code(), superior));
      }
      if (all.above(role.code()).contains(role.code())) {
        throw new Config.Fault("%s: %s stands above itself.".formatted(FILE, role.code()));
      }
    }
    return all;
  }

  boolean has(String code) {
    return find(code).isPresent();
  }

  /// Who stands above a role, the nearest first.
  List<String> above(String code) {
    var above = new ArrayList<String>();
    var next = superior(code);
    while (next != null && !above.contains(next)) {
      above.add(next);
      next = superior(next);
    }
    return above;
  }

  /// Whether somebody with these duties has this role or stands above it.
  boolean speakFor(Collection<String> duties, String code) {
    return duties.contains(code) || !Collections.disjoint(duties, above(code));
  }

  private @Nullable String superior(String code) {
    return find(code).map(Role::superior).orElse(null);
  }

  private Optional<Role> find(String code) {
    return roles.stream().filter(role -> role.code().equals(code)).findFirst();
  }
}
