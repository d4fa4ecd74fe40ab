package io.qianzhi.command.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An authoritative public release on its way from draft to the public. Once published it never
/// changes; what was wrong is said by a correction, a release of its own.
///
/// @param factsAt the facts are those known then
/// @param correctsId the published release that this one corrects
/// @param drafters everybody who wrote its text or submitted it; none of them may approve it
/// @param refusal why it went back to its drafters; gone once it is submitted again
/// @param waitsFor who was told that it waits for them
/// @param sequence which release of its incident it is
public record Release(
    UUID id,
    UUID incidentId,
    boolean drill,
    State state,
    ReleaseContent content,
    Instant factsAt,
    @Nullable UUID correctsId,
    @Nullable String correctionReason,
    @Nullable UUID correctedById,
    Instant draftedAt,
    List<PersonRef> drafters,
    @Nullable Instant submittedAt,
    @Nullable Check factsCheck,
    @Nullable Check legalCheck,
    @Nullable Refusal refusal,
    List<PersonRef> waitsFor,
    List<Disclosure.Warning> warnings,
    @Nullable PersonRef approvedBy,
    @Nullable Instant publishedAt,
    @Nullable Integer sequence,
    @Nullable String url,
    int version) {

  /// Where a release stands: each step waits for somebody else.
  public enum State {
    DRAFT,
    FACTS_CHECK,
    LEGAL_CHECK,
    APPROVAL,
    PUBLISHED,
    DISCARDED
  }

  /// An entry of a checklist.
  public record CheckItem(String id, Text text) {}

  /// Somebody has gone through a checklist and answers for it.
  public record Check(PersonRef by, Instant at, List<CheckItem> confirmed) {}

  /// Why it went back.
  public record Refusal(PersonRef by, Instant at, State step, String reason) {}

  /// @param drafter null = the system has begun it, and nobody has written yet
  static Release drafted(
      UUID incidentId,
      boolean drill,
      ReleaseContent content,
      List<Disclosure.Warning> warnings,
      @Nullable PersonRef drafter,
      Instant at) {
    return drafted(incidentId, drill, content, warnings, drafter, at, null, null);
  }

  private static Release drafted(
      UUID incidentId,
      boolean drill,
      ReleaseContent content,
      List<Disclosure.Warning> warnings,
      @Nullable PersonRef drafter,
      Instant at,
      @Nullable UUID correctsId,
      @Nullable String correctionReason) {
    return new Release(
        UUID.randomUUID(),
        incidentId,
        drill,
        State.DRAFT,
        content,
        at,
        correctsId,
        correctionReason,
        null,
        at,
        drafter == null ? List.of() : List.of(drafter),
        null,
        null,
        null,
        null,
        List.of(),
        warnings,
        null,
        null,
        null,
        null,
        1);
  }

  /// A draft that says again, and rightly, what this published release said.
  Release correction(String reason, PersonRef drafter, Instant at) {
    if (state != State.PUBLISHED) {
      throw Problem.conflict(
          "release_not_published", "Only what has been published is corrected. Change the draft.");
    }
    if (correctedById != null) {
      throw Problem.conflict(
          "release_corrected",
          "Release %d has been corrected already. Correct the correction.".formatted(sequence));
    }
    return drafted(incidentId, drill, content, warnings, drafter, at, id, reason);
  }

  @JsonIgnore
  public boolean isOpen() {
    return state != State.PUBLISHED && state != State.DISCARDED;
  }

  boolean isDraftedBy(UUID person) {
    return drafters.stream().anyMatch(drafter -> drafter.id().equals(person));
  }

  boolean waitsFor(UUID person) {
    return waitsFor.stream().anyMatch(one -> one.id().equals(person));
  }

  Release written(
      ReleaseContent newContent,
      Instant newFactsAt,
      List<Disclosure.Warning> newWarnings,
      PersonRef by) {
    requireState(State.DRAFT);
    var edit = new ReleaseEdit(this);
    edit.content = newContent;
    edit.factsAt = newFactsAt;
    edit.warnings = newWarnings;
    edit.drafters = drafters(by);
    return edit.release();
  }

  /// Whoever submits it answers for its text like those who wrote it.
  Release submitted(PersonRef by, Instant at, List<PersonRef> checkers) {
    requireState(State.DRAFT);
    content.requireComplete();
    var edit = new ReleaseEdit(this);
    edit.state = State.FACTS_CHECK;
    edit.drafters = drafters(by);
    edit.submittedAt = at;
    edit.factsCheck = null;
    edit.legalCheck = null;
    edit.refusal = null;
    edit.waitsFor = checkers;
    return edit.release();
  }

  Release factsChecked(Check check, List<PersonRef> next) {
    requireState(State.FACTS_CHECK);
    var edit = new ReleaseEdit(this);
    edit.state = State.LEGAL_CHECK;
    edit.factsCheck = check;
    edit.waitsFor = next;
    return edit.release();
  }

  Release legallyChecked(Check check, List<PersonRef> next) {
    requireState(State.LEGAL_CHECK);
    var edit = new ReleaseEdit(this);
    edit.state = State.APPROVAL;
    edit.legalCheck = check;
    edit.waitsFor = next;
    return edit.release();
  }

  Release refused(State step, PersonRef by, String reason, Instant at) {
    requireState(step);
    var edit = new ReleaseEdit(this);
    edit.state = State.DRAFT;
    edit.refusal = new Refusal(by, at, step, reason);
    edit.waitsFor = List.of();
    return edit.release();
  }

  /// @throws Problem `approver_drafted` when the approver wrote any of it
  Release approved(PersonRef by, Instant at, int number, @Nullable String address) {
    requireState(State.APPROVAL);
    if (isDraftedBy(by.id())) {
      throw Problem.conflict(
          "approver_drafted",
          "You wrote or submitted this release; somebody else has to approve it.");
    }
    var edit = new ReleaseEdit(this);
    edit.state = State.PUBLISHED;
    edit.approvedBy = by;
    edit.publishedAt = at;
    edit.sequence = number;
    edit.url = address;
    edit.waitsFor = List.of();
    return edit.release();
  }

  /// The only thing that may happen to a published release.
  Release corrected(UUID correction) {
    requireState(State.PUBLISHED);
    var edit = new ReleaseEdit(this);
    edit.correctedById = correction;
    return edit.release();
  }

  Release discarded() {
    if (!isOpen()) {
      throw closed();
    }
    var edit = new ReleaseEdit(this);
    edit.state = State.DISCARDED;
    edit.waitsFor = List.of();
    return edit.release();
  }

  void requireVersion(int expected) {
    if (version != expected) {
      throw Problem.staleVersion("release", expected, version);
    }
  }

  void requireState(State wanted) {
    if (!isOpen() && wanted != State.PUBLISHED) {
      throw closed();
    }
    if (state != wanted) {
      throw Problem.conflict(
          "release_elsewhere",
          "The release is in state %s, not %s. Read it again."
              .formatted(Json.word(state), Json.word(wanted)));
    }
  }

  private Problem closed() {
    return state == State.PUBLISHED
        ? Problem.conflict(
            "release_published", "A published release never changes. Write a correction.")
        : Problem.conflict("release_discarded", "This draft was discarded. Begin another.");
  }

  private List<PersonRef> drafters(PersonRef by) {
    if (isDraftedBy(by.id())) {
      return drafters;
    }
    var all = new ArrayList<>(drafters);
    all.add(by);
    return List.copyOf(all);
  }
}
