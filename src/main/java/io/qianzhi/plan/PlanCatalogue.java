package io.qianzhi.plan;

import static io.qianzhi.plan.PlanFile.given;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plans of conf/plans/, checked: every plan is its own steps and the common ones it does not
/// omit. Changed files serve the next response; one that runs keeps the version it started with.
public final class PlanCatalogue {
  static final String FOLDER = "plans";

  private final Config config;
  private final Supplier<PlanVocabulary> vocabulary;
  private final PlanRoles roles;
  private volatile Content content;
  private volatile List<String> refused = List.of();

  /// What was read at one time.
  private record Content(Plan common, Map<String, Plan> plans, List<PlanFault> warnings) {
    static Content of(PlanReading reading) {
      var plans = reading.plans();
      return new Content(
          given(plans.get(reading.commonCode())),
          Collections.unmodifiableMap(plans),
          reading.warnings());
    }
  }

  /// A plan as lists offer it.
  public record Summary(String code, Text name, int steps) {}

  /// What was found in a folder of plans.
  ///
  /// @param warnings what should be mended and stops nothing
  public record Checked(List<PlanFault> faults, List<PlanFault> warnings, int plans, int steps) {}

  private PlanCatalogue(
      Config config, Supplier<PlanVocabulary> vocabulary, PlanRoles roles, Content content) {
    this.config = config;
    this.vocabulary = vocabulary;
    this.roles = roles;
    this.content = content;
  }

  /// Reads and checks all plans of conf/plans/.
  ///
  /// @param vocabulary read again with every change of the plans
  /// @throws Config.Fault naming file and line of everything that is wrong
  public static PlanCatalogue load(Config config, Supplier<PlanVocabulary> vocabulary) {
    var words = vocabulary.get();
    var reading = new PlanReading(config.path(FOLDER), words);
    if (!reading.faults().isEmpty()) {
      throw new Config.Fault(
          reading.faults().stream()
              .map(PlanFault::toString)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    return new PlanCatalogue(config, vocabulary, words.roles(), Content.of(reading));
  }

  /// Reads the files again. Whatever is wrong leaves all plans as they were. Roles stay those of
  /// the start: people hold their duties by them.
  ///
  /// @return file and line of everything that is wrong
  List<String> renew() {
    List<String> wrong;
    try {
      var reading = new PlanReading(config.path(FOLDER), vocabulary.get().with(roles));
      wrong = reading.faults().stream().map(PlanFault::toString).toList();
      if (wrong.isEmpty()) {
        content = Content.of(reading);
      }
    } catch (Config.Fault | UncheckedIOException unreadable) {
      wrong = List.of(String.valueOf(unreadable.getMessage()));
    }
    refused = wrong;
    return wrong;
  }

  /// Where the plans and the laws they cite stand.
  List<Path> files() {
    return List.of(config.path(FOLDER), config.path(PlanVocabulary.LAWS));
  }

  /// What should be mended and stops nothing: laws no longer in force, and what is wrong in changed
  /// files, in place of which the former go on.
  public List<String> warnings() {
    return Stream.concat(refused.stream(), content.warnings.stream().map(PlanFault::toString))
        .toList();
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
    return content.plans.values().stream()
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
    return Optional.ofNullable(content.plans.get(code));
  }

  /// The plan for a type of incident: the one that names it or its group, else the common one. A
  /// type is written as class, group and kind: 12H01 is of the group 12H00.
  public Plan forEventType(String typeCode) {
    var now = content;
    return naming(now, typeCode)
        .or(() -> naming(now, typeCode.substring(0, 3) + "00"))
        .orElse(now.common);
  }

  private static Optional<Plan> naming(Content content, String typeCode) {
    return content.plans.values().stream()
        .filter(plan -> plan.eventTypes().contains(typeCode))
        .findFirst();
  }

  /// @throws Config.Fault when a plan has an effect of a kind that nobody carries out
  void requireEffects(Set<Effect.Kind> carriedOut) {
    for (var plan : content.plans.values()) {
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
