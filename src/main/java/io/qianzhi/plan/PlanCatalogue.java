package io.qianzhi.plan;

import static io.qianzhi.plan.PlanFile.given;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The plans of conf/plans/, checked: every plan is its own steps and the common ones it does not
/// omit.
public final class PlanCatalogue {
  private static final String FOLDER = "plans";

  private final Map<String, Plan> plans;
  private final Plan common;
  private final PlanRoles roles;
  private final List<PlanFault> warnings;

  /// A plan as lists offer it.
  public record Summary(String code, Text name, int steps) {}

  /// What was found in a folder of plans.
  ///
  /// @param warnings what should be mended and stops nothing
  public record Checked(List<PlanFault> faults, List<PlanFault> warnings, int plans, int steps) {}

  private PlanCatalogue(
      Plan common, Map<String, Plan> plans, PlanRoles roles, List<PlanFault> warnings) {
    this.common = common;
    this.plans = plans;
    this.roles = roles;
    this.warnings = warnings;
  }

  /// Reads and checks all plans of conf/plans/.
  ///
  /// @throws Config.Fault naming file and line of everything that is wrong
  public static PlanCatalogue load(Config config, PlanVocabulary vocabulary) {
    var reading = new PlanReading(config.path(FOLDER), vocabulary);
    if (!reading.faults().isEmpty()) {
      throw new Config.Fault(
          reading.faults().stream()
              .map(PlanFault::toString)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    var plans = reading.plans();
    return new PlanCatalogue(
        given(plans.get(reading.commonCode())),
        Collections.unmodifiableMap(plans),
        vocabulary.roles(),
        reading.warnings());
  }

  /// What should be mended and did not keep the plans from being read: laws no longer in force.
  public List<PlanFault> warnings() {
    return warnings;
  }

  /// What is wrong in a folder of plans; needs nothing but the files.
  public static Checked check(Path folder, PlanVocabulary vocabulary) {
    var reading = new PlanReading(folder, vocabulary);
    return new Checked(
        reading.faults(),
        reading.warnings(),
        reading.plans().size(),
        reading.plans().values().stream().mapToInt(plan -> plan.steps().size()).sum());
  }

  public List<Summary> plans() {
    return plans.values().stream()
        .map(plan -> new Summary(plan.code(), plan.name(), plan.steps().size()))
        .toList();
  }

  public List<PlanRoles.Role> roles() {
    return roles.roles();
  }

  /// The roles with who stands above whom.
  PlanRoles vocabulary() {
    return roles;
  }

  public Optional<Plan> plan(String code) {
    return Optional.ofNullable(plans.get(code));
  }

  /// The plan for a type of incident: the one that names it or its group, else the common one. A
  /// type is written as class, group and kind: 12H01 is of the group 12H00.
  public Plan forEventType(String typeCode) {
    return naming(typeCode).or(() -> naming(typeCode.substring(0, 3) + "00")).orElse(common);
  }

  private Optional<Plan> naming(String typeCode) {
    return plans.values().stream().filter(plan -> plan.eventTypes().contains(typeCode)).findFirst();
  }

  /// @throws Config.Fault when a plan has an effect of a kind that nobody carries out
  void requireEffects(Set<Effect.Kind> carriedOut) {
    for (var plan : plans.values()) {
      for (var step : plan.steps()) {
        for (var effect : step.effects()) {
          if (!carriedOut.contains(effect.kind())) {
            throw new Config.Fault(
                "The plan %s: step %s has the effect %s, which this server does not carry out."
                    .formatted(plan.code(), step.code(), effect.kind().key()));
          }
        }
      }
    }
  }
}
