package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a plan, with everything the files say about it resolved.
///
/// @param phase `P0` … `P6`
/// @param role who answers for it, a code of conf/plan-roles.yaml
/// @param dependsOn codes of the steps before it
/// @param clock null = no deadline
/// @param recurrence null = done once
/// @param condition null = always needed
/// @param lifeSafety rescue, evacuation, isolation and care: never locked by order or signature
/// @param doneBy the fact that ticks it, null = only a person does
/// @param evidence what proves that it was done
/// @param answers the choices where the step asks a question
/// @param effects what happens by itself when it begins or is done
/// @param basis the law it rests on; empty for a step of this system's own
/// @param deadlineIsDefault no law sets the minutes: the city confirms them
public record PlanStep(
    String code,
    String phase,
    Text title,
    String role,
    List<String> dependsOn,
    @Nullable Clock clock,
    @Nullable Recurrence recurrence,
    @Nullable Condition condition,
    boolean lifeSafety,
    boolean signatureRequired,
    @Nullable Fact doneBy,
    Evidence evidence,
    List<Answer> answers,
    List<Effect> effects,
    List<LegalBasis.Reference> basis,
    boolean deadlineIsDefault) {

  /// How long a step has, and from when: the start of the response (`T0`), the first report of the
  /// incident (`KNOWN_AT`), an effect of another step (`EFFECT`) or another step's completion.
  public record Clock(int minutes, String from) {
    public static final String T0 = "T0";
    public static final String KNOWN_AT = "KNOWN_AT";
    public static final String EFFECT = "EFFECT";

    /// Whether it runs from the beginning of the response.
    public boolean startsAtOnce() {
      return from.equals(T0) || from.equals(KNOWN_AT);
    }

    Instant after(Instant start) {
      return start.plus(minutes, ChronoUnit.MINUTES);
    }

    boolean startsWithStep() {
      return !startsAtOnce() && !from.equals(EFFECT);
    }
  }

  /// A step that comes round again, counted from when it was settled.
  public record Recurrence(int everyMinutes) {}

  /// A choice of a step that asks a question.
  public record Answer(String code, Text name) {}

  /// What proves that a step was done.
  ///
  /// @param hint what to keep
  /// @param unit of a number
  public record Evidence(Kind kind, Text hint, @Nullable Text unit) {

    /// The form of the proof.
    public enum Kind {
      TEXT,
      NUMBER,
      PHOTO,
      POSITION,
      SIGNED_ORDER
    }
  }

  /// What the system itself learns and what therefore nobody has to tick.
  public enum Fact {
    FIRST_DISPATCH,
    GRADING,
    ACTIVATION_ORDER,
    CHECK_IN,
    COMMAND_POST,
    GROUPS_FORMED,
    WITHDRAWAL_SIGNAL,
    REPORT_PHONE,
    REPORT_WRITTEN,
    REPORT_FOLLOW_UP,
    REPORT_FINAL,
    REVIEW_FINISHED,
    RELEASE_PUBLISHED,
    LEVEL_REVIEW,
    TERMINATION_ORDER
  }
}
