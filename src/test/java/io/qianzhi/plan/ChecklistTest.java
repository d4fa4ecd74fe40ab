package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistTest {
  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00Z");
  private static final PersonRef SOMEBODY = new PersonRef(UUID.randomUUID(), "陈志远");
  private static final Text WORDS = new Text("字", "words");
  private static final Condition.Situation UNGRADED = graded(null);

  private final List<PlanStep> plan = new ArrayList<>();

  @Test
  void lifeSafetyIsNeverLocked() {
    step("B01", List.of(), null, false, false);
    step("H05", List.of("B01"), at(45), true, true);
    var checklist = checklist();
    var evacuate = step(checklist, "H05");

    assertThatCode(() -> checklist.requireCompletable(evacuate)).doesNotThrowAnyException();
    assertThatCode(() -> checklist.requireSignable(evacuate)).doesNotThrowAnyException();
    var done = evacuate.completed(SOMEBODY, after(30), words("300人"));
    change(checklist, done);

    assertThat(done.isSettled()).isFalse();
    assertThat(checklist.newlyWaitingForSignature()).extracting(Step::code).containsExactly("H05");
    var signed = done.signed(SOMEBODY, after(50));
    assertThat(signed.isSettled()).isTrue();
    assertThat(signed.late()).as("the signature came after the deadline").isTrue();
  }

  @Test
  void everyOtherStepWaitsForItsPredecessorsAndNamesThem() {
    step("B01", List.of(), null, false, false);
    step("B02", List.of(), null, false, false);
    step("B03", List.of("B01", "B02"), null, false, false);
    var checklist = checklist();
    change(checklist, step(checklist, "B01").completed(SOMEBODY, after(1), words("x")));

    refused("step_blocked", () -> checklist.requireCompletable(step(checklist, "B03")))
        .hasMessageContaining("B02")
        .hasMessageNotContaining("B01");
  }

  @Test
  void aStepThatAsksForASignatureIsTickedOnlyWhenSigned() {
    step("B07", List.of(), at(30), false, true);
    var checklist = checklist();

    refused("signature_missing", () -> checklist.requireCompletable(step(checklist, "B07")));
    change(checklist, step(checklist, "B07").signed(SOMEBODY, after(3)));
    assertThatCode(() -> checklist.requireCompletable(step(checklist, "B07")))
        .doesNotThrowAnyException();
    refused("step_signed", () -> checklist.requireSignable(step(checklist, "B07")));
  }

  @Test
  void aClockThatCountsFromAnotherStepStartsAndStopsWithIt() {
    step("B18", List.of(), null, false, false);
    step("B19", List.of("B18"), new PlanStep.Clock(1440, "B18"), false, false);
    var checklist = checklist();
    assertThat(step(checklist, "B19").dueAt()).isNull();

    var started =
        change(checklist, step(checklist, "B18").completed(SOMEBODY, after(600), words("x")));
    assertThat(started).extracting(Step::dueAt).containsExactly(after(600 + 1440));

    var stopped = change(checklist, step(checklist, "B18").reopened(after(700)));
    assertThat(stopped).extracting(Step::dueAt).containsNull();
  }

  @Test
  void aStepDoneAfterItsDeadlineIsLateAndNoLongerOverdue() {
    step("B03", List.of(), at(15), false, false);
    var overdue = step(checklist(), "B03").nowOverdue();
    var done = overdue.completed(SOMEBODY, after(16), words("x"));

    assertThat(overdue.overdue()).isTrue();
    assertThat(done.overdue()).isFalse();
    assertThat(done.late()).isTrue();
    assertThat(done.reopened(after(17)).overdue()).isTrue();
    assertThat(step(checklist(), "B03").completed(SOMEBODY, after(15), words("x")).late())
        .isFalse();
  }

  @Test
  void aStepComesRoundAgainAfterItWasSettled() {
    step("B09", List.of(), at(60), false, false);
    plan.add(planned("B13", List.of("B09"), at(180), 120, null, false, false, List.of()));
    step("B19", List.of("B13"), null, false, false);
    var checklist = checklist();
    change(checklist, step(checklist, "B09").completed(SOMEBODY, after(50), words("x")));

    var first = step(checklist, "B13");
    var opened = change(checklist, first.completed(SOMEBODY, after(170), words("一")));
    assertThat(opened)
        .singleElement()
        .satisfies(
            next -> {
              assertThat(next.round()).isEqualTo(2);
              assertThat(next.dueAt()).isEqualTo(after(290));
              assertThat(next.state()).isEqualTo(Step.State.OPEN);
              assertThat(next.evidence()).isNull();
              assertThat(next.id()).isNotEqualTo(first.id());
            });
    assertThat(checklist.openBefore(step(checklist, "B19"))).isEmpty();

    // Taken back, the next round is not needed until it is settled again.
    var done = checklist.byId(first.id());
    assertThat(change(checklist, done.reopened(after(180))))
        .extracting(Step::round, Step::state)
        .containsExactly(tuple(2, Step.State.NOT_NEEDED));
    var again = checklist.byId(first.id()).completed(SOMEBODY, after(200), words("一"));
    assertThat(change(checklist, again))
        .extracting(Step::round, Step::state, Step::dueAt)
        .containsExactly(tuple(2, Step.State.OPEN, after(320)));

    var second = checklist.byId(opened.getFirst().id());
    var third = change(checklist, second.completed(SOMEBODY, after(330), words("二")));
    assertThat(third).extracting(Step::round).containsExactly(3);
    assertThat(checklist.byId(second.id()).late()).isTrue();
  }

  @Test
  void aRoundOpensOnlyWhenTheSignatureIsThereToo() {
    plan.add(planned("B17", List.of(), at(240), 240, null, true, true, List.of()));
    var checklist = checklist();

    var done = step(checklist, "B17").completed(SOMEBODY, after(200), words("维持"));
    assertThat(change(checklist, done)).isEmpty();
    assertThat(change(checklist, done.signed(SOMEBODY, after(230))))
        .extracting(Step::round, Step::dueAt)
        .containsExactly(tuple(2, after(470)));
  }

  @ParameterizedTest(name = "at least {0}, graded {1}: {2}")
  @CsvSource({
    "2,,NOT_NEEDED",
    "2,3,NOT_NEEDED",
    "2,2,OPEN",
    "2,1,OPEN",
    "4,3,OPEN",
    "1,2,NOT_NEEDED"
  })
  void theGradeDecidesWhatIsNeeded(int atLeast, @Nullable Integer grade, Step.State state) {
    step("B14", List.of(), null, false, false);
    var condition = new Condition(atLeast, List.of(), List.of(), null);
    plan.add(planned("B15", List.of("B14"), at(60), null, condition, false, false, List.of()));
    step("B16", List.of("B15"), null, false, false);
    var checklist = checklist();
    checklist.follow(graded(grade));

    var step = step(checklist, "B15");
    assertThat(step.state()).isEqualTo(state);
    boolean needed = state == Step.State.OPEN;
    assertThat(checklist.openBefore(step(checklist, "B16")).isEmpty())
        .as("what is not needed counts as passed")
        .isEqualTo(!needed);
    if (!needed) {
      refused("step_not_needed", () -> checklist.requireCompletable(step));
      checklist.follow(graded(1));
      assertThat(step(checklist, "B15").state()).isEqualTo(Step.State.OPEN);
      assertThat(step(checklist, "B15").dueAt()).isEqualTo(after(60));
    }
    checklist.follow(graded(4));
    assertThat(step(checklist, "B15").isSettled()).isEqualTo(atLeast < 4);
  }

  @ParameterizedTest(name = "families {0}, types {1}: {2}")
  @CsvSource({
    "work_safety,,true",
    "earthquake,,false",
    ",12D00,true",
    ",12000,true",
    ",12G00,false",
    "work_safety,12G00,false",
    "earthquake work_safety,12G00 12D00,true"
  })
  void familyAndTypeDecideWhatIsNeeded(
      @Nullable String families, @Nullable String types, boolean holds) {
    var condition = new Condition(null, split(families), split(types), null);

    assertThat(condition.holds(graded(3), code -> null)).isEqualTo(holds);
  }

  @Test
  void anAnswerDecidesWhatIsNeededAndCanBeTakenBack() {
    var yes = new PlanStep.Answer("yes", new Text("是", "Yes"));
    var no = new PlanStep.Answer("no", new Text("否", "No"));
    plan.add(planned("R05", List.of(), null, null, null, false, false, List.of(yes, no)));
    var condition =
        new Condition(null, List.of(), List.of(), new Condition.Answered("R05", List.of("yes")));
    var clock = new PlanStep.Clock(10, "R05");
    plan.add(planned("R14", List.of("R05"), clock, null, condition, false, false, List.of()));
    var checklist = checklist();
    checklist.follow(UNGRADED);
    assertThat(step(checklist, "R14").state()).isEqualTo(Step.State.NOT_NEEDED);

    var asked = step(checklist, "R05");
    change(checklist, asked.completed(SOMEBODY, after(9), answer("yes")));
    assertThat(step(checklist, "R14").state()).isEqualTo(Step.State.OPEN);
    assertThat(step(checklist, "R14").dueAt()).isEqualTo(after(19));
    assertThat(step(checklist, "R05").evidence()).isEqualTo("是");

    change(checklist, step(checklist, "R05").reopened(after(11)));
    assertThat(step(checklist, "R14").state()).isEqualTo(Step.State.NOT_NEEDED);
  }

  @Test
  void aClockCanStartWhenTheIncidentBecameKnown() {
    step("B14", List.of(), new PlanStep.Clock(300, PlanStep.Clock.KNOWN_AT), false, false);

    assertThat(step(checklist(), "B14").dueAt()).isEqualTo(after(290));
  }

  private static Proof answer(String code) {
    return new Proof(null, null, List.of(), null, code);
  }

  private static List<String> split(@Nullable String list) {
    return list == null ? List.of() : List.of(list.split(" "));
  }

  private static Condition.Situation graded(@Nullable Integer grade) {
    return new Condition.Situation(grade, "work_safety", List.of("12D00", "12000"));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      String code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private void step(
      String code,
      List<String> dependsOn,
      PlanStep.@Nullable Clock clock,
      boolean lifeSafety,
      boolean signature) {
    plan.add(planned(code, dependsOn, clock, null, null, lifeSafety, signature, List.of()));
  }

  private static PlanStep planned(
      String code,
      List<String> dependsOn,
      PlanStep.@Nullable Clock clock,
      @Nullable Integer everyMinutes,
      @Nullable Condition condition,
      boolean lifeSafety,
      boolean signature,
      List<PlanStep.Answer> answers) {
    return new PlanStep(
        code,
        "P1",
        WORDS,
        "FIRE",
        dependsOn,
        clock,
        everyMinutes == null ? null : new PlanStep.Recurrence(everyMinutes),
        condition,
        lifeSafety,
        signature,
        null,
        new PlanStep.Evidence(PlanStep.Evidence.Kind.TEXT, WORDS, null),
        answers,
        List.of(),
        List.of(),
        false);
  }

  private Checklist checklist() {
    var plan = new Plan("HAZ", WORDS, "v", List.of(), this.plan);
    var response =
        Response.proposed(UUID.randomUUID(), plan, 1, WORDS, T0).started(plan, 1, List.of(), T0);
    return new Checklist(
        response,
        this.plan,
        this.plan.stream()
            .map(step -> NewStep.planned(step, 1, response, List.of(), T0, T0.minusSeconds(600)))
            .toList());
  }

  /// Answers what else changed.
  private static List<Step> change(Checklist checklist, Step changed) {
    return change(checklist, changed, UNGRADED);
  }

  private static List<Step> change(
      Checklist checklist, Step changed, Condition.Situation situation) {
    checklist.put(changed);
    var before = checklist.all();
    checklist.follow(situation);
    return checklist.all().stream().filter(step -> !before.contains(step)).toList();
  }

  private static Proof words(String words) {
    return Proof.words(words, null);
  }

  private static Step step(Checklist checklist, String code) {
    return checklist.all().stream()
        .filter(step -> step.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static PlanStep.Clock at(int minutes) {
    return new PlanStep.Clock(minutes, PlanStep.Clock.T0);
  }

  private static Instant after(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }
}
