package io.qianzhi.plan;

import io.qianzhi.incident.EventTypes;
import io.qianzhi.platform.config.Config;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/// What a plan may name: the city's roles, laws, types of incident and run cards.
///
/// @param today decides which laws are in force
public record PlanVocabulary(
    PlanRoles roles, LegalBasis laws, EventTypes types, Set<String> runCards, LocalDate today) {

  static final String LAWS = "legal-basis.yaml";

  /// @throws Config.Fault when one of the files is wrong
  public static PlanVocabulary load(
      Config config, EventTypes types, Set<String> runCards, LocalDate today) {
    var laws = config.read(LAWS, LegalBasis.class);
    requireSound(laws);
    return new PlanVocabulary(PlanRoles.load(config), laws, types, runCards, today);
  }

  /// The same with these roles.
  PlanVocabulary with(PlanRoles known) {
    return new PlanVocabulary(known, laws, types, runCards, today);
  }

  private static void requireSound(LegalBasis laws) {
    var known = new HashSet<String>();
    for (var law : laws.laws()) {
      if (!known.add(law.id())) {
        throw fault(law, "stands there twice");
      }
      if (law.effective() != null && law.isOver(law.effective())) {
        throw fault(law, "ends before it begins");
      }
    }
    for (var law : laws.laws()) {
      var next = law.replacedBy();
      if (next != null && (law.until() == null || !known.contains(next))) {
        throw fault(law, "is replaced by " + next + ", which must be there, with the day until");
      }
    }
  }

  private static Config.Fault fault(LegalBasis.Law law, String what) {
    return new Config.Fault(LAWS + ": " + law.id() + " " + what + ".");
  }

  boolean hasFamily(String family) {
    return types.all().stream().anyMatch(type -> type.family().equals(family));
  }

  boolean hasType(String code) {
    return types.all().stream().anyMatch(type -> type.code().equals(code));
  }
}
