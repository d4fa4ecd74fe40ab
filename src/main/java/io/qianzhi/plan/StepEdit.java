package io.qianzhi.plan;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parts of a step that change, while they do.
final class StepEdit {
  private final Step old;
  UUID id;
  int round;
  List<PersonRef> owners;
  @Nullable Instant dueAt;
  Step.State state;
  boolean overdue;
  boolean late;
  @Nullable PersonRef signedBy;
  @Nullable Instant signedAt;
  @Nullable String evidence;
  @Nullable Double evidenceNumber;
  List<String> evidencePhotos;
  @Nullable Point evidencePoint;
  @Nullable String answer;
  @Nullable PersonRef completedBy;
  @Nullable Instant completedAt;
  @Nullable Skip skipped;
  @Nullable Delegation delegation;
  Ladder ladder;
  boolean signatureAsked;

  StepEdit(Step old) {
    this.old = old;
    this.id = old.id();
    this.round = old.round();
    this.owners = old.owners();
    this.dueAt = old.dueAt();
    this.state = old.state();
    this.overdue = old.overdue();
    this.late = old.late();
    this.signedBy = old.signedBy();
    this.signedAt = old.signedAt();
    this.evidence = old.evidence();
    this.evidenceNumber = old.evidenceNumber();
    this.evidencePhotos = old.evidencePhotos();
    this.evidencePoint = old.evidencePoint();
    this.answer = old.answer();
    this.completedBy = old.completedBy();
    this.completedAt = old.completedAt();
    this.skipped = old.skipped();
    this.delegation = old.delegation();
    this.ladder = old.ladder();
    this.signatureAsked = old.signatureAsked();
  }

  void forgetProof() {
    completedBy = null;
    completedAt = null;
    evidence = null;
    evidenceNumber = null;
    evidencePhotos = List.of();
    evidencePoint = null;
    answer = null;
    signedBy = null;
    signedAt = null;
    signatureAsked = false;
  }

  /// Once nothing is missing the step is no longer overdue, but late if the deadline had passed.
  Step settledAt(Instant at) {
    if (step().isSettled()) {
      overdue = false;
      late = dueAt != null && at.isAfter(dueAt);
    }
    return step();
  }

  Step step() {
    return step(old.version() + 1);
  }

  Step step(int version) {
    return new Step(
        id,
        old.responseId(),
        old.incidentId(),
        old.code(),
        round,
        old.everyMinutes(),
        old.position(),
        old.phase(),
        old.title(),
        old.role(),
        owners,
        dueAt,
        state,
        overdue,
        late,
        old.lifeSafety(),
        old.signatureRequired(),
        signedBy,
        signedAt,
        old.dependsOn(),
        old.evidenceKind(),
        old.evidenceHint(),
        old.evidenceUnit(),
        old.answers(),
        evidence,
        evidenceNumber,
        evidencePhotos,
        evidencePoint,
        answer,
        completedBy,
        completedAt,
        old.basis(),
        old.deadlineIsDefault(),
        skipped,
        old.added(),
        delegation,
        ladder,
        version,
        old.clock(),
        old.doneBy(),
        signatureAsked);
  }
}
