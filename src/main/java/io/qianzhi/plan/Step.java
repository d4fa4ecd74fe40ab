package io.qianzhi.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step of a running response: what the plan says about it, copied, and how it stands.
///
/// @param dueAt null = no deadline, or its clock has not started
/// @param overdue the deadline passed and something is still missing
/// @param late it was settled after the deadline
/// @param signatureAsked the leaders have been told that it waits for them
public record Step(
    UUID id,
    UUID responseId,
    UUID incidentId,
    String code,
    int position,
    String phase,
    Text title,
    String role,
    List<PersonRef> owners,
    @Nullable Instant dueAt,
    State state,
    boolean overdue,
    boolean late,
    boolean lifeSafety,
    boolean signatureRequired,
    @Nullable PersonRef signedBy,
    @Nullable Instant signedAt,
    List<String> dependsOn,
    Text evidenceHint,
    @Nullable String evidence,
    @Nullable Point evidencePoint,
    @Nullable PersonRef completedBy,
    @Nullable Instant completedAt,
    String basis,
    boolean deadlineIsDefault,
    int version,
    @JsonIgnore PlanStep.@Nullable Clock clock,
    @JsonIgnore PlanStep.@Nullable Fact doneBy,
    @JsonIgnore boolean signatureAsked) {

  /// Whether the box is ticked.
  public enum State {
    OPEN,
    DONE
  }

  static Step of(
      PlanStep plan, int position, Response response, List<PersonRef> owners, Instant startedAt) {
    var clock = plan.clock();
    return new Step(
        UUID.randomUUID(),
        response.id(),
        response.incidentId(),
        plan.code(),
        position,
        plan.phase(),
        plan.title(),
        plan.role(),
        owners,
        clock != null && clock.startsAtOnce() ? after(clock, startedAt) : null,
        State.OPEN,
        false,
        false,
        plan.lifeSafety(),
        plan.signatureRequired(),
        null,
        null,
        plan.dependsOn(),
        plan.evidenceHint(),
        null,
        null,
        null,
        null,
        plan.basis(),
        plan.deadlineIsDefault(),
        1,
        clock,
        plan.doneBy(),
        false);
  }

  @JsonIgnore
  public boolean isDone() {
    return state == State.DONE;
  }

  /// Nothing is missing any more: done, and signed where that is asked for.
  @JsonIgnore
  public boolean isSettled() {
    return isDone() && (!signatureRequired || signedAt != null);
  }

  Step completed(
      @Nullable PersonRef by, Instant at, String whatProves, @Nullable Point whereItWas) {
    var edit = new Edit();
    edit.state = State.DONE;
    edit.completedBy = by;
    edit.completedAt = at;
    edit.evidence = whatProves;
    edit.evidencePoint = whereItWas;
    return edit.settledAt(at);
  }

  Step signed(PersonRef by, Instant at) {
    var edit = new Edit();
    edit.signedBy = by;
    edit.signedAt = at;
    return edit.settledAt(at);
  }

  /// As if nothing had been done; what was stays in the timeline.
  Step reopened(Instant at) {
    var edit = new Edit();
    edit.state = State.OPEN;
    edit.completedBy = null;
    edit.completedAt = null;
    edit.evidence = null;
    edit.evidencePoint = null;
    edit.signedBy = null;
    edit.signedAt = null;
    edit.signatureAsked = false;
    edit.late = false;
    edit.overdue = dueAt != null && !dueAt.isAfter(at);
    return edit.step();
  }

  Step nowOverdue() {
    var edit = new Edit();
    edit.overdue = true;
    return edit.step();
  }

  /// Its clock starts, counted from another step's completion.
  Step clockStarted(Instant at) {
    var edit = new Edit();
    edit.dueAt = clock == null ? null : after(clock, at);
    return edit.step();
  }

  Step clockStopped() {
    var edit = new Edit();
    edit.dueAt = null;
    edit.overdue = false;
    return edit.step();
  }

  Step ownedBy(List<PersonRef> newOwners) {
    var edit = new Edit();
    edit.owners = newOwners;
    return edit.step();
  }

  /// Not a new version: nobody outside sees it.
  Step asked() {
    var edit = new Edit();
    edit.signatureAsked = true;
    return edit.step(version);
  }

  private static Instant after(PlanStep.Clock clock, Instant at) {
    return at.plus(clock.minutes(), ChronoUnit.MINUTES);
  }

  /// The parts that change, while they do.
  private final class Edit {
    private List<PersonRef> owners = Step.this.owners;
    private @Nullable Instant dueAt = Step.this.dueAt;
    private State state = Step.this.state;
    private boolean overdue = Step.this.overdue;
    private boolean late = Step.this.late;
    private @Nullable PersonRef signedBy = Step.this.signedBy;
    private @Nullable Instant signedAt = Step.this.signedAt;
    private @Nullable String evidence = Step.this.evidence;
    private @Nullable Point evidencePoint = Step.this.evidencePoint;
    private @Nullable PersonRef completedBy = Step.this.completedBy;
    private @Nullable Instant completedAt = Step.this.completedAt;
    private boolean signatureAsked = Step.this.signatureAsked;

    /// Once nothing is missing the step is no longer overdue, but late if the deadline had passed.
    Step settledAt(Instant at) {
      if (step().isSettled()) {
        overdue = false;
        late = dueAt != null && at.isAfter(dueAt);
      }
      return step();
    }

    Step step() {
      return step(version + 1);
    }

    Step step(int newVersion) {
      return new Step(
          id,
          responseId,
          incidentId,
          code,
          position,
          phase,
          title,
          role,
          owners,
          dueAt,
          state,
          overdue,
          late,
          lifeSafety,
          signatureRequired,
          signedBy,
          signedAt,
          dependsOn,
          evidenceHint,
          evidence,
          evidencePoint,
          completedBy,
          completedAt,
          basis,
          deadlineIsDefault,
          newVersion,
          clock,
          doneBy,
          signatureAsked);
    }
  }
}
