package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class ChecklistTest {
  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00Z");
  private static final PersonRef SOMEBODY = new PersonRef(UUID.randomUUID(), "陈志远");
  private static final Text WORDS = new Text("字", "words");

  private final List<PlanStep> plan = new ArrayList<>();

  @Test
  void lifeSafetyIsNeverLocked() {
    step("B01", List.of(), null, false, false);
    step("H05", List.of("B01"), at(45), true, true);
    var checklist = checklist();
    var evacuate = step(checklist, "H05");

    assertThatCode(() -> checklist.requireCompletable(evacuate)).doesNotThrowAnyException();
    assertThatCode(() -> checklist.requireSignable(evacuate)).doesNotThrowAnyException();
    var done = evacuate.completed(SOMEBODY, after(30), "300人", null);
    checklist.replace(done);

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
    checklist.replace(step(checklist, "B01").completed(SOMEBODY, after(1), "x", null));

    refused("step_blocked", () -> checklist.requireCompletable(step(checklist, "B03")))
        .hasMessageContaining("B02")
        .hasMessageNotContaining("B01");
  }

  @Test
  void aStepThatAsksForASignatureIsTickedOnlyWhenSigned() {
    step("B07", List.of(), at(30), false, true);
    var checklist = checklist();

    refused("signature_missing", () -> checklist.requireCompletable(step(checklist, "B07")));
    checklist.replace(step(checklist, "B07").signed(SOMEBODY, after(3)));
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
        checklist.replace(step(checklist, "B18").completed(SOMEBODY, after(600), "x", null));
    assertThat(started).extracting(Step::dueAt).containsExactly(after(600 + 1440));

    var stopped = checklist.replace(step(checklist, "B18").reopened(after(700)));
    assertThat(stopped).extracting(Step::dueAt).containsNull();
  }

  @Test
  void aStepDoneAfterItsDeadlineIsLateAndNoLongerOverdue() {
    step("B03", List.of(), at(15), false, false);
    var overdue = step(checklist(), "B03").nowOverdue();
    var done = overdue.completed(SOMEBODY, after(16), "x", null);

    assertThat(overdue.overdue()).isTrue();
    assertThat(done.overdue()).isFalse();
    assertThat(done.late()).isTrue();
    assertThat(done.reopened(after(17)).overdue()).isTrue();
    assertThat(step(checklist(), "B03").completed(SOMEBODY, after(15), "x", null).late()).isFalse();
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
    plan.add(
        new PlanStep(
            code,
            "P1",
            WORDS,
            "FIRE",
            dependsOn,
            clock,
            lifeSafety,
            signature,
            null,
            WORDS,
            "法",
            false));
  }

  private Checklist checklist() {
    var response =
        Response.proposed(
            UUID.randomUUID(), new Plan("HAZ", WORDS, "v", List.of(), plan), 1, WORDS, T0);
    return new Checklist(
        plan.stream().map(step -> Step.of(step, 1, response, List.of(), T0)).toList());
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
