package io.qianzhi.command.group;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// conf/groups.yaml.
///
/// @param plans the codes of the groups that each plan starts with
public record GroupRules(
    int version,
    List<Definition> groups,
    Map<String, List<String>> plans,
    MusterRules muster,
    WithdrawalRules withdrawal) {
  private static final String FILE = "groups.yaml";
  private static final String COMMON = "COMMON";

  /// One kind of working group.
  ///
  /// @param leadRole the plan role of the department that leads it
  public record Definition(String code, Text name, String leadRole, Text tasks) {}

  /// How people are counted.
  public record MusterRules(int minutes, int repeatMinutes) {
    Duration time() {
      return Duration.ofMinutes(minutes);
    }

    Duration repeatAfter() {
      return Duration.ofMinutes(repeatMinutes);
    }
  }

  /// @param signal what is sounded where nothing was agreed
  public record WithdrawalRules(String signal, int acknowledgeSeconds) {
    Duration acknowledgeWithin() {
      return Duration.ofSeconds(acknowledgeSeconds);
    }
  }

  /// @param isRole whether plans know this role
  /// @throws Config.Fault naming the entry that is wrong
  public static GroupRules load(Config config, Predicate<String> isRole) {
    var rules = config.read(FILE, GroupRules.class);
    for (var group : rules.groups) {
      if (!isRole.test(group.leadRole())) {
        throw new Config.Fault(
            "%s: group %s is led by %s, which plan-roles.yaml does not have."
                .formatted(FILE, group.code(), group.leadRole()));
      }
    }
    rules.plans.forEach(
        (plan, codes) ->
            codes.forEach(
                code -> {
                  if (rules.groups.stream().noneMatch(group -> group.code().equals(code))) {
                    throw new Config.Fault(
                        "%s: plan %s asks for group %s, which is not among the groups."
                            .formatted(FILE, plan, code));
                  }
                }));
    if (!rules.plans.containsKey(COMMON)) {
      throw new Config.Fault(FILE + ": plans needs COMMON.");
    }
    if (rules.muster.minutes() < 1
        || rules.muster.repeatMinutes() < 1
        || rules.withdrawal.acknowledgeSeconds() < 1) {
      throw new Config.Fault(FILE + ": minutes and seconds must be positive.");
    }
    return rules;
  }

  /// The groups that a plan starts with.
  List<String> of(String planCode) {
    return plans.getOrDefault(planCode, plans.getOrDefault(COMMON, List.of()));
  }
}
