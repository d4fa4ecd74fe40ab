package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a plan, with everything the files say about it resolved.
///
/// @param phase `P0` … `P6`
/// @param role who answers for it, a code of conf/plan-roles.yaml
/// @param dependsOn codes of the steps before it
/// @param clock null = no deadline
/// @param lifeSafety rescue, evacuation, isolation and care: never locked by order or signature
/// @param doneBy the fact that ticks it, null = only a person does
/// @param basis the law as people read it; empty for a step of this system's own
/// @param deadlineIsDefault no law sets the minutes: the city confirms them
public record PlanStep(
    String code,
    String phase,
    Text title,
    String role,
    List<String> dependsOn,
    @Nullable Clock clock,
    boolean lifeSafety,
    boolean signatureRequired,
    @Nullable Fact doneBy,
    Text evidenceHint,
    String basis,
    boolean deadlineIsDefault) {

  /// How long a step has, counted from the start of the response (`T0`) or from the completion of
  /// another step.
  public record Clock(int minutes, String from) {
    public static final String T0 = "T0";

    public boolean startsAtOnce() {
      return from.equals(T0);
    }
  }

  /// What the system itself learns and what therefore nobody has to tick.
  public enum Fact {
    FIRST_DISPATCH,
    GRADING,
    ACTIVATION_ORDER,
    CHECK_IN
  }
}
