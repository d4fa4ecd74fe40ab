package io.qianzhi.incident;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proposes a grade from numbers by the rules of `conf/grading.yaml`, each with its legal basis.
public final class Grading {
  private static final Map<String, Text> MEASURES =
      Map.of(
          "dead", new Text("死亡", "dead"),
          "missing", new Text("失联", "missing"),
          "trapped", new Text("被困", "trapped"),
          "serious", new Text("重伤", "seriously hurt"),
          "ill", new Text("伤病", "ill or hurt"));
  private static final List<String> GRADES = List.of("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ");

  private final Map<String, Family> families;

  private record File(int version, List<Family> families) {}

  private record Family(String id, Text name, @Nullable String basis, List<Rule> rules) {}

  private record Rule(String id, int grade, Map<String, Integer> when) {}

  private Grading(Map<String, Family> families) {
    this.families = families;
  }

  public static Grading load(Config config, EventTypes types) {
    var families = new HashMap<String, Family>();
    for (var family : config.read("grading.yaml", File.class).families()) {
      check(family);
      families.put(family.id(), family);
    }
    for (var type : types.all()) {
      if (!families.containsKey(type.family())) {
        throw new Config.Fault(
            "event-types.yaml: %s names the grading family %s, which grading.yaml does not have."
                .formatted(type.code(), type.family()));
      }
    }
    return new Grading(families);
  }

  private static void check(Family family) {
    for (var rule : family.rules()) {
      boolean known = MEASURES.keySet().containsAll(rule.when().keySet());
      if (!known || rule.when().isEmpty() || rule.grade() < 1 || rule.grade() > 4) {
        throw new Config.Fault(
            "grading.yaml: %s/%s must have a grade of 1 to 4 and measures among %s."
                .formatted(family.id(), rule.id(), Set.copyOf(MEASURES.keySet())));
      }
    }
  }

  /// The highest grade any rule of the family finds; null while no rule matches.
  Incident.GradeProposal propose(String familyId, Casualties casualties) {
    var family = Objects.requireNonNull(families.get(familyId), familyId);
    @Nullable Rule best = null;
    for (var rule : family.rules()) {
      if (matches(rule, casualties) && (best == null || rule.grade() < best.grade())) {
        best = rule;
      }
    }
    if (best == null) {
      var none = new Text("尚无达到分级标准的数字", "no number reaches a grade yet");
      return new Incident.GradeProposal(null, familyId, null, none, family.basis());
    }
    return new Incident.GradeProposal(
        best.grade(), familyId, best.id(), reason(family, best, casualties), family.basis());
  }

  private static boolean matches(Rule rule, Casualties casualties) {
    return rule.when().entrySet().stream()
        .allMatch(condition -> value(casualties, condition.getKey()) >= condition.getValue());
  }

  private static Text reason(Family family, Rule rule, Casualties casualties) {
    var zh = new LinkedHashMap<String, String>();
    var en = new LinkedHashMap<String, String>();
    rule.when()
        .forEach(
            (measure, least) -> {
              int value = value(casualties, measure);
              var name = Objects.requireNonNull(MEASURES.get(measure));
              zh.put(measure, "%s %d 人，达到 %d 人".formatted(name.zh(), value, least));
              en.put(measure, "%d %s, %d or more".formatted(value, name.en(), least));
            });
    var grade = GRADES.get(rule.grade() - 1);
    return new Text(
        "%s：%s，为%s级".formatted(family.name().zh(), String.join("，且", zh.values()), grade),
        "%s: %s → grade %s"
            .formatted(family.name().en(), String.join(" and ", en.values()), grade));
  }

  private static int value(Casualties casualties, String measure) {
    return switch (measure) {
      case "dead" -> casualties.dead();
      case "missing" -> casualties.missing();
      case "trapped" -> casualties.trapped();
      case "serious" -> casualties.serious();
      case "ill" -> casualties.ill();
      default -> throw new IllegalArgumentException(measure);
    };
  }
}
