package io.qianzhi.plan;

import static io.qianzhi.plan.PlanFile.orEmpty;

import io.qianzhi.platform.json.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks a file of plans by itself: what is missing, and what it names that is not there.
final class PlanChecks {
  private final PlanSource source;
  private final PlanVocabulary vocabulary;

  private PlanChecks(PlanSource source, PlanVocabulary vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
  }

  /// Adds what is wrong to the source's faults.
  static void check(PlanSource source, PlanVocabulary vocabulary) {
    new PlanChecks(source, vocabulary).checkFile();
  }

  private void checkFile() {
    var file = source.file();
    if (file.code() == null || !file.code().matches("[A-Z][A-Z0-9_]{1,15}")) {
      source.fault(List.of("code"), "code must be 2 to 16 capitals or digits");
    }
    if (untranslated(file.name())) {
      source.fault(List.of("name"), "name needs zh and en");
    }
    var types = orEmpty(file.eventTypes());
    for (int i = 0; i < types.size(); i++) {
      if (!vocabulary.hasType(types.get(i))) {
        source.fault(
            List.of("eventTypes", i),
            "the event type %s is not in event-types.yaml".formatted(types.get(i)));
      }
    }
    if (orEmpty(file.steps()).isEmpty()) {
      source.fault(List.of("steps"), "there are no steps");
    }
    for (int i = 0; i < orEmpty(file.steps()).size(); i++) {
      var step = orEmpty(file.steps()).get(i);
      new At(List.of("steps", i), "step " + (step == null ? null : step.code())).check(step);
    }
  }

  /// The checks of one step.
  private final class At {
    private final List<Object> entry;
    private final String subject;

    At(List<Object> entry, String subject) {
      this.entry = entry;
      this.subject = subject;
    }

    private void fault(String field, String what) {
      fault(List.of(field), what);
    }

    private void fault(List<Object> field, String what) {
      var at = new ArrayList<>(entry);
      at.addAll(field);
      source.fault(at, subject + " " + what);
    }

    private void warn(List<Object> field, String what) {
      var at = new ArrayList<>(entry);
      at.addAll(field);
      source.warn(at, subject + " " + what);
    }

    void check(PlanFile.@Nullable Entry step) {
      if (step == null) {
        fault(List.of(), "is empty");
        return;
      }
      if (step.code() == null || !step.code().matches("[A-Z]{1,4}[0-9]{2}")) {
        fault("code", "needs a code such as B01");
      }
      if (step.phase() == null || !step.phase().matches("P[0-6]")) {
        fault("phase", "has the phase %s, not one of P0 to P6".formatted(step.phase()));
      }
      if (untranslated(step.title())) {
        fault("title", "needs its title in zh and en");
      }
      role("role", step.role());
      checkTimes(step);
      checkProof(step);
      checkAnswers(orEmpty(step.answers()));
      if (step.condition() != null) {
        checkCondition(step.condition());
      }
      for (int i = 0; i < orEmpty(step.effects()).size(); i++) {
        checkEffect(List.of("effects", i), orEmpty(step.effects()).get(i));
      }
      for (int i = 0; i < orEmpty(step.basis()).size(); i++) {
        checkLaw(List.of("basis", i), orEmpty(step.basis()).get(i));
      }
    }

    private void checkTimes(PlanFile.Entry step) {
      var deadline = step.deadline();
      if (deadline != null
          && (!positive(deadline.minutes())
              || deadline.from() == null
              || deadline.setBy() == null)) {
        fault("deadline", "needs a deadline with minutes, from and setBy");
      }
      var recurrence = step.recurrence();
      if (recurrence != null
          && (recurrence.everyMinutes() == null || recurrence.everyMinutes() < 5)) {
        fault("recurrence", "comes round again after 5 minutes at least");
      }
    }

    private void checkProof(PlanFile.Entry step) {
      var proof = step.evidence();
      if (proof == null || blank(proof.zh()) || blank(proof.en())) {
        fault("evidence", "needs its evidence in zh and en");
        return;
      }
      boolean number = proof.kind() == PlanStep.Evidence.Kind.NUMBER;
      if (number == untranslated(proof.unit())) {
        fault("evidence", "has a unit in zh and en if, and only if, its evidence is a number");
      }
      if (proof.kind() == PlanStep.Evidence.Kind.SIGNED_ORDER
          && !Boolean.TRUE.equals(step.signature())) {
        fault("evidence", "is proved by a signed order and needs signature: true");
      }
    }

    private void checkAnswers(List<PlanFile.Choice> answers) {
      var codes = new HashSet<String>();
      for (int i = 0; i < answers.size(); i++) {
        var code = answers.get(i).code();
        if (code == null || !code.matches("[a-z][a-z0-9_]{0,31}") || !codes.add(code)) {
          fault(List.of("answers", i), "needs answers with different codes such as attack");
        }
        if (untranslated(answers.get(i).name())) {
          fault(List.of("answers", i), "needs its answers in zh and en");
        }
      }
      if (answers.size() == 1) {
        fault("answers", "has one answer; a question needs two");
      }
    }

    private void checkCondition(PlanFile.Needed needed) {
      var grade = needed.gradeAtLeast();
      if (grade != null && (grade < 1 || grade > 4)) {
        fault(List.of("condition", "gradeAtLeast"), "has a grade that is not 1 to 4");
      }
      for (var family : orEmpty(needed.families())) {
        if (!vocabulary.hasFamily(family)) {
          fault(
              List.of("condition", "families"),
              "names the family %s, which event-types.yaml does not have".formatted(family));
        }
      }
      for (var type : orEmpty(needed.eventTypes())) {
        if (!vocabulary.hasType(type)) {
          fault(
              List.of("condition", "eventTypes"),
              "names the event type %s, which event-types.yaml does not have".formatted(type));
        }
      }
      var answer = needed.answer();
      if (answer != null && (answer.step() == null || orEmpty(answer.is()).isEmpty())) {
        fault(List.of("condition", "answer"), "needs the step that answers, and what: is");
      }
      if (grade == null
          && orEmpty(needed.families()).isEmpty()
          && orEmpty(needed.eventTypes()).isEmpty()
          && answer == null) {
        fault("condition", "has a condition that says nothing");
      }
    }

    private void checkEffect(List<Object> at, PlanFile.Trigger effect) {
      var kind = effect.kind();
      if (kind == null) {
        fault(at, "has an effect without a kind");
        return;
      }
      var given = given(effect);
      var name = kind.key();
      for (var field : kind.fields()) {
        if (!given.contains(field)) {
          fault(at, "has the effect %s, which needs %s".formatted(name, field));
        }
      }
      for (var field : given) {
        if (!kind.fields().contains(field)) {
          fault(at, "has the effect %s, which takes no %s".formatted(name, field));
        }
      }
      orEmpty(effect.roles()).forEach(role -> role(at, role));
      if (effect.message() != null && untranslated(effect.message())) {
        fault(at, "needs its message in zh and en");
      }
      if (effect.runCard() != null && !vocabulary.runCards().contains(effect.runCard())) {
        fault(
            at,
            "names the run card %s, which run-cards.yaml does not have"
                .formatted(effect.runCard()));
      }
      if (effect.area() != null) {
        checkArea(at, effect.area());
      }
    }

    private void checkArea(List<Object> at, PlanFile.Area area) {
      if (untranslated(area.name())) {
        fault(at, "needs the name of its area in zh and en");
      }
      if (area.radiusMeters() == null || area.radiusMeters() < 10 || area.radiusMeters() > 50_000) {
        fault(at, "needs an area of 10 to 50000 radiusMeters");
      }
      var spread = area.spreadDegrees();
      if ((spread == null) != (area.windFrom() == null)
          || (spread != null && (spread < 10 || spread > 350))) {
        fault(at, "needs a sector with spreadDegrees of 10 to 350 and windFrom");
      }
    }

    private void checkLaw(List<Object> at, LegalBasis.Citation citation) {
      var law = vocabulary.laws().law(String.valueOf(citation.law()));
      if (law.isEmpty()) {
        fault(at, "cites %s, which legal-basis.yaml does not have".formatted(citation.law()));
      } else if (law.get().isAheadOf(vocabulary.today())) {
        fault(
            at, "cites %s, in force only from %s".formatted(citation.law(), law.get().effective()));
      } else if (law.get().isOver(vocabulary.today())) {
        // Time alone must not keep a server from starting: the step says that its law has lapsed.
        var next = law.get().replacedBy();
        warn(
            at,
            "cites %s, no longer in force since %s%s"
                .formatted(citation.law(), law.get().until(), next == null ? "" : "; see " + next));
      }
    }

    private void role(String field, @Nullable String role) {
      role(List.of(field), role);
    }

    private void role(List<Object> at, @Nullable String role) {
      if (role == null || !vocabulary.roles().has(role)) {
        fault(at, "has the role %s, which plan-roles.yaml does not have".formatted(role));
      }
    }
  }

  private static List<String> given(PlanFile.Trigger effect) {
    var given = new LinkedHashMap<String, @Nullable Object>();
    given.put("roles", orEmpty(effect.roles()).isEmpty() ? null : effect.roles());
    given.put("message", effect.message());
    given.put("runCard", effect.runCard());
    given.put("area", effect.area());
    given.put("step", effect.step());
    given.put("report", effect.report());
    given.put("release", effect.release());
    given.values().removeIf(Objects::isNull);
    return List.copyOf(given.keySet());
  }

  private static boolean positive(@Nullable Integer minutes) {
    return minutes != null && minutes > 0;
  }

  static boolean untranslated(@Nullable Text text) {
    return text == null || blank(text.zh()) || blank(text.en());
  }

  private static boolean blank(@Nullable String words) {
    return words == null || words.isBlank();
  }
}
