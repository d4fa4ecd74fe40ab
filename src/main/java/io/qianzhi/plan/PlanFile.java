package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of conf/plans/ as it is written; conf/plans/plan.schema.json describes the same fields
/// for editors. Nothing is taken for granted: [PlanChecks] names what is missing or wrong.
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
      @Nullable Repeat recurrence,
      @Nullable Needed condition,
      @Nullable Boolean lifeSafety,
      @Nullable Boolean signature,
      PlanStep.@Nullable Fact doneBy,
      @Nullable Proof evidence,
      @Nullable List<Choice> answers,
      @Nullable List<Trigger> effects,
      @Nullable List<LegalBasis.Citation> basis) {}

  record Deadline(@Nullable Integer minutes, @Nullable String from, @Nullable Source setBy) {}

  record Repeat(@Nullable Integer everyMinutes) {}

  record Needed(
      @Nullable Integer gradeAtLeast,
      @Nullable List<String> families,
      @Nullable List<String> eventTypes,
      @Nullable Answered answer) {}

  record Answered(@Nullable String step, @Nullable List<String> is) {}

  record Proof(
      PlanStep.Evidence.@Nullable Kind kind,
      @Nullable String zh,
      @Nullable String en,
      @Nullable Text unit) {}

  record Choice(@Nullable String code, @Nullable Text name) {}

  record Trigger(
      Effect.@Nullable Kind kind,
      Effect.@Nullable When when,
      @Nullable List<String> roles,
      @Nullable Text message,
      @Nullable String runCard,
      @Nullable Area area,
      @Nullable String step,
      Effect.@Nullable Draft report,
      @Nullable String release) {}

  record Area(
      @Nullable Text name,
      @Nullable Integer radiusMeters,
      @Nullable Integer spreadDegrees,
      @Nullable String windFrom) {}

  /// Who set a deadline's minutes.
  enum Source {
    LAW,
    DEFAULT
  }

  /// The steps with their legal basis resolved; only for a file without faults.
  List<PlanStep> read(LegalBasis laws) {
    return orEmpty(steps).stream().map(entry -> read(entry, laws)).toList();
  }

  private static PlanStep read(Entry step, LegalBasis laws) {
    var deadline = step.deadline();
    var proof = given(step.evidence());
    return new PlanStep(
        given(step.code()),
        given(step.phase()),
        given(step.title()),
        given(step.role()),
        List.copyOf(orEmpty(step.dependsOn())),
        deadline == null
            ? null
            : new PlanStep.Clock(given(deadline.minutes()), given(deadline.from())),
        step.recurrence() == null
            ? null
            : new PlanStep.Recurrence(given(step.recurrence().everyMinutes())),
        step.condition() == null ? null : read(step.condition()),
        Boolean.TRUE.equals(step.lifeSafety()),
        Boolean.TRUE.equals(step.signature()),
        step.doneBy(),
        new PlanStep.Evidence(
            Optional.ofNullable(proof.kind()).orElse(PlanStep.Evidence.Kind.TEXT),
            new Text(given(proof.zh()), given(proof.en())),
            proof.unit()),
        orEmpty(step.answers()).stream()
            .map(choice -> new PlanStep.Answer(given(choice.code()), given(choice.name())))
            .toList(),
        orEmpty(step.effects()).stream().map(PlanFile::read).toList(),
        orEmpty(step.basis()).stream().map(laws::resolve).toList(),
        deadline != null && deadline.setBy() != Source.LAW);
  }

  private static Condition read(Needed needed) {
    var answer = needed.answer();
    return new Condition(
        needed.gradeAtLeast(),
        List.copyOf(orEmpty(needed.families())),
        List.copyOf(orEmpty(needed.eventTypes())),
        answer == null
            ? null
            : new Condition.Answered(given(answer.step()), List.copyOf(given(answer.is()))));
  }

  private static Effect read(Trigger trigger) {
    var area = trigger.area();
    return new Effect(
        given(trigger.kind()),
        Optional.ofNullable(trigger.when()).orElse(Effect.When.START),
        List.copyOf(orEmpty(trigger.roles())),
        trigger.message(),
        trigger.runCard(),
        area == null
            ? null
            : new Effect.CordonArea(
                given(area.name()),
                given(area.radiusMeters()),
                area.spreadDegrees(),
                area.windFrom()),
        trigger.step(),
        trigger.report(),
        trigger.release());
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
