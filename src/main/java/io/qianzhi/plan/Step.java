package io.qianzhi.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step of a running response: what the plan says about it, copied, and how it stands.
///
/// @param round 1, and more where a step comes round again
/// @param everyMinutes after which it comes round again, null = done once
/// @param dueAt null = no deadline, or its clock has not started
/// @param overdue the deadline passed and something is still missing
/// @param late it was settled, or left undone, after the deadline
/// @param answers the choices where the step asks a question
/// @param answer the code of the choice that was made
/// @param evidencePhotos hashes of photos
/// @param skipped who left it out, and why
/// @param added who added it on the spot, null = it is the plan's
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
    @Nullable Skip skipped,
    @Nullable Addition added,
    @Nullable Delegation delegation,
    Ladder ladder,
    int version,
    @JsonIgnore PlanStep.@Nullable Clock clock,
    @JsonIgnore PlanStep.@Nullable Fact doneBy,
    @JsonIgnore boolean signatureAsked) {

  private static final String LAST_PHASE = "P6";

  /// Where it stands. What is not needed or skipped counts as passed for the steps after it.
  public enum State {
    OPEN,
    DONE,
    NOT_NEEDED,
    SKIPPED
  }

  /// Somebody saw on the spot that it has to be done.
  public record Addition(PersonRef by, Instant at) {}

  @JsonIgnore
  public boolean isDone() {
    return state == State.DONE;
  }

  boolean isOwnedBy(Actor actor) {
    return owners.stream().anyMatch(owner -> owner.id().equals(actor.personId()));
  }

  /// It is this person's to do, or was before somebody else was asked to do it.
  boolean isAnsweredForBy(Actor actor) {
    return isOwnedBy(actor)
        || answerable().stream().anyMatch(one -> one.id().equals(actor.personId()));
  }

  /// Whose step it is, whoever does it.
  @JsonIgnore
  List<PersonRef> answerable() {
    return delegation == null ? owners : delegation.from();
  }

  /// Nothing is missing any more: done, and signed where that is asked for; or not to be done.
  @JsonIgnore
  public boolean isSettled() {
    return isDone() ? !isUnsigned() : state != State.OPEN;
  }

  /// It is done, and the signature that it asks for is missing.
  @JsonIgnore
  boolean isUnsigned() {
    return isDone() && signatureRequired && signedAt == null;
  }

  /// How long it was given; null = without a deadline.
  @JsonIgnore
  @Nullable Duration term() {
    if (added != null) {
      return dueAt == null ? null : Duration.between(added.at(), dueAt);
    }
    var minutes = round > 1 ? everyMinutes : clock == null ? null : (Integer) clock.minutes();
    return minutes == null ? null : Duration.ofMinutes(minutes);
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

  /// When the last that was missing was there, or it was skipped.
  @JsonIgnore
  public @Nullable Instant settledAt() {
    if (skipped != null) {
      return skipped.at();
    }
    return signedAt != null && completedAt != null && signedAt.isAfter(completedAt)
        ? signedAt
        : completedAt;
  }

  Step completed(@Nullable PersonRef by, Instant at, Proof proof) {
    var edit = new StepEdit(this);
    edit.state = State.DONE;
    edit.skipped = null;
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

  /// As if nothing had been done, or it had not been skipped; what was stays in the timeline.
  Step reopened(Instant at) {
    var edit = new StepEdit(this);
    edit.state = State.OPEN;
    edit.skipped = null;
    edit.forgetProof();
    edit.late = false;
    edit.overdue = dueAt != null && !dueAt.isAfter(at);
    return edit.step();
  }

  /// Late if its deadline has passed: leaving it out does not make that good.
  Step skipped(String reason, PersonRef by, Instant at) {
    var edit = new StepEdit(this);
    edit.state = State.SKIPPED;
    edit.skipped = new Skip(reason, by, at);
    return edit.settledAt(at);
  }

  Step delegated(PersonRef by, PersonRef to, @Nullable String note, Instant at) {
    var edit = new StepEdit(this);
    edit.delegation = new Delegation(by, to, note, at, owners);
    edit.owners = List.of(to);
    return edit.step();
  }

  Step takenBack() {
    var edit = new StepEdit(this);
    edit.owners = answerable();
    edit.delegation = null;
    return edit.step();
  }

  /// Not a new version: who is about to tick it has seen all that matters.
  Step with(Ladder newLadder) {
    var edit = new StepEdit(this);
    edit.ladder = newLadder;
    return edit.step(version);
  }

  Step nowOverdue() {
    var edit = new StepEdit(this);
    edit.overdue = true;
    return edit.step();
  }

  /// Its clock starts, counted from another step's completion or from an effect.
  Step clockStarted(Instant at) {
    var edit = new StepEdit(this);
    edit.dueAt = clock == null ? null : clock.after(at);
    return edit.step();
  }

  Step clockStopped() {
    var edit = new StepEdit(this);
    edit.dueAt = null;
    edit.overdue = false;
    edit.ladder = Ladder.NONE;
    return edit.step();
  }

  /// Its condition does not hold.
  Step notNeeded() {
    var edit = new StepEdit(this);
    edit.state = State.NOT_NEEDED;
    edit.overdue = false;
    return edit.step();
  }

  /// Its response ended before it was done, or signed; that it was overdue stays.
  Step leftUndone() {
    var edit = new StepEdit(this);
    edit.state = isDone() ? State.DONE : State.NOT_NEEDED;
    edit.late = overdue;
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
    edit.skipped = null;
    edit.ladder = Ladder.NONE;
    return edit.step(1);
  }

  /// It is theirs now; whoever was asked to do it still does.
  Step ownedBy(List<PersonRef> newOwners) {
    var edit = new StepEdit(this);
    if (delegation == null) {
      edit.owners = newOwners;
    } else {
      edit.delegation = delegation.from(newOwners);
    }
    return edit.step();
  }

  /// Not a new version: nobody outside sees it.
  Step asked() {
    var edit = new StepEdit(this);
    edit.signatureAsked = true;
    return edit.step(version);
  }
}
