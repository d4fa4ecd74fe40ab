package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A file of conf/plans/ as it is written. Nothing is taken for granted: what is missing or wrong
/// is named, so that an administrator finds the line.
record PlanFile(
    @Nullable String code,
    @Nullable Text name,
    @Nullable List<String> eventTypes,
    @Nullable List<String> omits,
    @Nullable List<Entry> steps) {

  record Entry(
      @Nullable String code,
      @Nullable String phase,
      @Nullable Text title,
      @Nullable String role,
      @Nullable List<String> dependsOn,
      @Nullable Deadline deadline,
      @Nullable Boolean lifeSafety,
      @Nullable Boolean signature,
      PlanStep.@Nullable Fact doneBy,
      @Nullable Text evidence,
      @Nullable List<LegalBasis.Citation> basis) {}

  record Deadline(@Nullable Integer minutes, @Nullable String from, @Nullable Source setBy) {}

  /// Who set a deadline's minutes.
  enum Source {
    LAW,
    DEFAULT
  }

  /// What is wrong with the file by itself.
  List<String> faults(PlanRoles roles, LegalBasis laws, LocalDate today) {
    var faults = new ArrayList<String>();
    if (code == null || !code.matches("[A-Z][A-Z0-9_]{1,15}")) {
      faults.add("code must be 2 to 16 capitals or digits");
    }
    if (untranslated(name)) {
      faults.add("name needs zh and en");
    }
    if (steps == null || steps.isEmpty()) {
      faults.add("there are no steps");
    }
    for (var entry : orEmpty(steps)) {
      check(entry, roles, laws, today)
          .forEach(what -> faults.add("step " + entry.code() + " " + what));
    }
    return faults;
  }

  private static List<String> check(Entry step, PlanRoles roles, LegalBasis laws, LocalDate today) {
    var faults = new ArrayList<String>();
    if (step.code() == null || !step.code().matches("[A-Z]{1,4}[0-9]{2}")) {
      faults.add("needs a code such as B01");
    }
    if (step.phase() == null || !step.phase().matches("P[0-6]")) {
      faults.add("has the phase %s, not one of P0 to P6".formatted(step.phase()));
    }
    if (untranslated(step.title())) {
      faults.add("needs its title in zh and en");
    }
    if (untranslated(step.evidence())) {
      faults.add("needs its evidence in zh and en");
    }
    if (step.role() == null || !roles.has(step.role())) {
      faults.add("has the role %s, which plan-roles.yaml does not have".formatted(step.role()));
    }
    var deadline = step.deadline();
    if (deadline != null
        && (deadline.minutes() == null
            || deadline.minutes() < 1
            || deadline.from() == null
            || deadline.setBy() == null)) {
      faults.add("needs a deadline with minutes, from and setBy");
    }
    for (var citation : orEmpty(step.basis())) {
      checkLaw(citation, laws, today, faults);
    }
    return faults;
  }

  private static void checkLaw(
      LegalBasis.Citation citation, LegalBasis laws, LocalDate today, List<String> faults) {
    var law = laws.law(citation.law());
    if (law.isEmpty()) {
      faults.add("cites %s, which legal-basis.yaml does not have".formatted(citation.law()));
      return;
    }
    var effective = law.get().effective();
    if (effective != null && effective.isAfter(today)) {
      faults.add("cites %s, in force only from %s".formatted(citation.law(), effective));
    }
  }

  /// The steps with their legal basis read out; only for a file without faults.
  List<PlanStep> read(LegalBasis laws) {
    return orEmpty(steps).stream().map(entry -> read(entry, laws)).toList();
  }

  private static PlanStep read(Entry step, LegalBasis laws) {
    var deadline = step.deadline();
    return new PlanStep(
        given(step.code()),
        given(step.phase()),
        given(step.title()),
        given(step.role()),
        List.copyOf(orEmpty(step.dependsOn())),
        deadline == null
            ? null
            : new PlanStep.Clock(given(deadline.minutes()), given(deadline.from())),
        Boolean.TRUE.equals(step.lifeSafety()),
        Boolean.TRUE.equals(step.signature()),
        step.doneBy(),
        given(step.evidence()),
        orEmpty(step.basis()).stream().map(laws::read).collect(Collectors.joining("；")),
        deadline != null && deadline.setBy() != Source.LAW);
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static boolean untranslated(@Nullable Text text) {
    return text == null || blank(text.zh()) || blank(text.en());
  }

  private static boolean blank(@Nullable String words) {
    return words == null || words.isBlank();
  }
}
