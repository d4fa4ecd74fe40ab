package io.qianzhi.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step of a running response: what the plan says about it, copied, and how it stands.
///
/// @param round 1, and more where a step comes round again
/// @param everyMinutes after which it comes round again, null = done once
/// @param dueAt null = no deadline, or its clock has not started
/// @param overdue the deadline passed and something is still missing
/// @param late it was settled after the deadline
/// @param answers the choices where the step asks a question
/// @param answer the code of the choice that was made
/// @param evidencePhotos hashes of photos
/// @param signatureAsked the leaders have been told that it waits for them
public record Step(
    UUID id,
    UUID responseId,
    UUID incidentId,
    String code,
    int round,
    @Nullable Integer everyMinutes,
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
    PlanStep.Evidence.Kind evidenceKind,
    Text evidenceHint,
    @Nullable Text evidenceUnit,
    List<PlanStep.Answer> answers,
    @Nullable String evidence,
    @Nullable Double evidenceNumber,
    List<String> evidencePhotos,
    @Nullable Point evidencePoint,
    @Nullable String answer,
    @Nullable PersonRef completedBy,
    @Nullable Instant completedAt,
    String basis,
    boolean deadlineIsDefault,
    int version,
    @JsonIgnore PlanStep.@Nullable Clock clock,
    @JsonIgnore PlanStep.@Nullable Fact doneBy,
    @JsonIgnore boolean signatureAsked) {

  private static final String LAST_PHASE = "P6";

  /// Where it stands. What is not needed counts as passed for the steps after it.
  public enum State {
    OPEN,
    DONE,
    NOT_NEEDED
  }

  /// @param knownAt when the incident became known; some clocks start there
  static Step of(
      PlanStep plan,
      int position,
      Response response,
      List<PersonRef> owners,
      Instant startedAt,
      Instant knownAt) {
    var recurrence = plan.recurrence();
    return new Step(
        UUID.randomUUID(),
        response.id(),
        response.incidentId(),
        plan.code(),
        1,
        recurrence == null ? null : recurrence.everyMinutes(),
        position,
        plan.phase(),
        plan.title(),
        plan.role(),
        owners,
        firstDue(plan.clock(), startedAt, knownAt),
        State.OPEN,
        false,
        false,
        plan.lifeSafety(),
        plan.signatureRequired(),
        null,
        null,
        plan.dependsOn(),
        plan.evidence().kind(),
        plan.evidence().hint(),
        plan.evidence().unit(),
        plan.answers(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        LegalBasis.read(plan.basis(), CityTime.day(startedAt)),
        plan.deadlineIsDefault(),
        1,
        plan.clock(),
        plan.doneBy(),
        false);
  }

  private static @Nullable Instant firstDue(
      PlanStep.@Nullable Clock clock, Instant startedAt, Instant knownAt) {
    if (clock == null || !clock.startsAtOnce()) {
      return null;
    }
    return after(clock, clock.from().equals(PlanStep.Clock.KNOWN_AT) ? knownAt : startedAt);
  }

  @JsonIgnore
  public boolean isDone() {
    return state == State.DONE;
  }

  boolean isOwnedBy(Actor actor) {
    return owners.stream().anyMatch(owner -> owner.id().equals(actor.personId()));
  }

  /// Nothing is missing any more: done, and signed where that is asked for; or not needed.
  @JsonIgnore
  public boolean isSettled() {
    return (isDone() && (!signatureRequired || signedAt != null)) || state == State.NOT_NEEDED;
  }

  /// The steps after it need not wait for it.
  @JsonIgnore
  public boolean isPassed() {
    return state != State.OPEN;
  }

  /// It belongs to what comes after the response: report, review, archive.
  @JsonIgnore
  boolean isAfterwards() {
    return phase.equals(LAST_PHASE);
  }

  /// When the last that was missing was there.
  @JsonIgnore
  public @Nullable Instant settledAt() {
    return signedAt != null && completedAt != null && signedAt.isAfter(completedAt)
        ? signedAt
        : completedAt;
  }

  Step completed(@Nullable PersonRef by, Instant at, Proof proof) {
    var edit = new StepEdit(this);
    edit.state = State.DONE;
    edit.completedBy = by;
    edit.completedAt = at;
    edit.evidence = proof.read(this);
    edit.evidenceNumber = proof.number();
    edit.evidencePhotos = List.copyOf(proof.photos());
    edit.evidencePoint = proof.point();
    edit.answer = proof.answer();
    return edit.settledAt(at);
  }

  Step signed(PersonRef by, Instant at) {
    var edit = new StepEdit(this);
    edit.signedBy = by;
    edit.signedAt = at;
    return edit.settledAt(at);
  }

  /// As if nothing had been done; what was stays in the timeline.
  Step reopened(Instant at) {
    var edit = new StepEdit(this);
    edit.state = State.OPEN;
    edit.forgetProof();
    edit.late = false;
    edit.overdue = dueAt != null && !dueAt.isAfter(at);
    return edit.step();
  }

  Step nowOverdue() {
    var edit = new StepEdit(this);
    edit.overdue = true;
    return edit.step();
  }

  /// Its clock starts, counted from another step's completion or from an effect.
  Step clockStarted(Instant at) {
    var edit = new StepEdit(this);
    edit.dueAt = clock == null ? null : after(clock, at);
    return edit.step();
  }

  Step clockStopped() {
    var edit = new StepEdit(this);
    edit.dueAt = null;
    edit.overdue = false;
    return edit.step();
  }

  /// Its condition does not hold.
  Step notNeeded() {
    var edit = new StepEdit(this);
    edit.state = State.NOT_NEEDED;
    edit.overdue = false;
    return edit.step();
  }

  /// Its condition holds after all; if that is too late, its clock says so at once.
  Step neededAgain(@Nullable Instant due) {
    var edit = new StepEdit(this);
    edit.state = State.OPEN;
    edit.dueAt = due;
    return edit.step();
  }

  /// It comes round again.
  Step nextRound(Instant due) {
    var edit = new StepEdit(this);
    edit.id = UUID.randomUUID();
    edit.round = round + 1;
    edit.state = State.OPEN;
    edit.forgetProof();
    edit.dueAt = due;
    edit.overdue = false;
    edit.late = false;
    return edit.step(1);
  }

  Step ownedBy(List<PersonRef> newOwners) {
    var edit = new StepEdit(this);
    edit.owners = newOwners;
    return edit.step();
  }

  /// Not a new version: nobody outside sees it.
  Step asked() {
    var edit = new StepEdit(this);
    edit.signatureAsked = true;
    return edit.step(version);
  }

  private static Instant after(PlanStep.Clock clock, Instant at) {
    return at.plus(clock.minutes(), ChronoUnit.MINUTES);
  }
}
