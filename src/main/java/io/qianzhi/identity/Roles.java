package io.qianzhi.identity;

import io.qianzhi.platform.config.Config;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What each role may do, from `conf/roles.yaml`.
public final class Roles {
  private final Map<String, List<String>> permissions;

  private record File(int version, Map<String, List<String>> roles) {}

  private Roles(Map<String, List<String>> permissions) {
    this.permissions = permissions;
  }

  public static Roles load(Config config) {
    return new Roles(config.read("roles.yaml", File.class).roles());
  }

  public Set<String> permissionsOf(Collection<String> roles) {
    var granted = new TreeSet<String>();
    roles.forEach(role -> granted.addAll(permissions.getOrDefault(role, List.of())));
    return granted;
  }
}
