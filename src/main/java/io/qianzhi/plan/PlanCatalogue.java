package io.qianzhi.plan;

import static io.qianzhi.plan.PlanFile.given;
import static io.qianzhi.plan.PlanFile.orEmpty;

import io.qianzhi.incident.EventTypes;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plans of conf/plans/, checked: every plan is its own steps and the common ones it does not
/// omit.
public final class PlanCatalogue {
  private static final String FOLDER = "plans";
  private static final String COMMON = "common.yaml";

  private final Map<String, Plan> plans;
  private final Plan common;
  private final PlanRoles roles;

  /// A plan as lists offer it.
  public record Summary(String code, Text name, int steps) {}

  private PlanCatalogue(Plan common, Map<String, Plan> plans, PlanRoles roles) {
    this.common = common;
    this.plans = plans;
    this.roles = roles;
  }

  /// Reads and checks all plans.
  ///
  /// @throws Config.Fault naming every file and step that is wrong
  public static PlanCatalogue load(Config config, LocalDate today) {
    var laws = config.read("legal-basis.yaml", LegalBasis.class);
    var roles = config.read("plan-roles.yaml", PlanRoles.class);
    var files = new LinkedHashMap<String, PlanFile>();
    for (var name : fileNames(config)) {
      files.put(name, config.read(FOLDER + "/" + name, PlanFile.class));
    }
    var faults = new ArrayList<String>();
    files.forEach(
        (name, file) ->
            file.faults(roles, laws, today).forEach(what -> faults.add(at(config, name, what))));
    var common = files.get(COMMON);
    if (common == null) {
      faults.add(config.path(FOLDER) + " needs the file " + COMMON + ".");
    }
    stopAt(faults);
    var plans = new LinkedHashMap<String, Plan>();
    files.forEach(
        (name, file) -> {
          var steps = steps(file, given(common), laws);
          PlanGraph.faults(steps).forEach(what -> faults.add(at(config, name, what)));
          var plan = plan(file, steps);
          if (plans.put(plan.code(), plan) != null) {
            faults.add(at(config, name, "the code " + plan.code() + " is used twice"));
          }
        });
    stopAt(faults);
    return new PlanCatalogue(
        given(plans.get(given(given(common).code()))), Collections.unmodifiableMap(plans), roles);
  }

  public List<Summary> plans() {
    return plans.values().stream()
        .map(plan -> new Summary(plan.code(), plan.name(), plan.steps().size()))
        .toList();
  }

  public List<PlanRoles.Role> roles() {
    return roles.roles();
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

  /// @throws Config.Fault when a plan names a type that does not exist, or two name the same
  void requireTypes(EventTypes types) {
    var known = types.all().stream().map(EventTypes.EventType::code).toList();
    var owners = new HashMap<String, String>();
    var faults = new ArrayList<String>();
    for (var plan : plans.values()) {
      for (var type : plan.eventTypes()) {
        if (!known.contains(type)) {
          faults.add(
              "The plan %s names the event type %s, which event-types.yaml does not have."
                  .formatted(plan.code(), type));
        }
        var other = owners.put(type, plan.code());
        if (other != null) {
          faults.add(
              "The plans %s and %s both name the event type %s; only one can be proposed."
                  .formatted(other, plan.code(), type));
        }
      }
    }
    stopAt(faults);
  }

  private static List<String> fileNames(Config config) {
    try (var files = Files.list(config.path(FOLDER))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PlanStep> steps(PlanFile file, PlanFile common, LegalBasis laws) {
    if (given(file.code()).equals(common.code())) {
      return file.read(laws);
    }
    var omitted = orEmpty(file.omits());
    var steps = new ArrayList<PlanStep>();
    for (var step : common.read(laws)) {
      if (!omitted.contains(step.code())) {
        steps.add(step);
      }
    }
    steps.addAll(file.read(laws));
    return steps;
  }

  private static Plan plan(PlanFile file, List<PlanStep> steps) {
    var ordered = PlanGraph.faults(steps).isEmpty() ? PlanGraph.inOrder(steps) : steps;
    var name = given(file.name());
    return new Plan(
        given(file.code()),
        name,
        version(Json.write(List.of(name, ordered))),
        List.copyOf(orEmpty(file.eventTypes())),
        ordered);
  }

  private static String version(String content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String at(Config config, String file, String what) {
    return config.path(FOLDER).resolve(file) + ": " + what + ".";
  }

  private static void stopAt(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new Config.Fault(String.join("\n", faults));
    }
  }
}
