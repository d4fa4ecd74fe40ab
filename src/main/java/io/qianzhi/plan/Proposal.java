package io.qianzhi.plan;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The level of a response is to be raised or lowered, or the response to end (突发事件应对法 第八十六条):
/// proposed with a reason, judged by experts, signed by whom the new level demands.
///
/// @param level where it leads; of an end the level that ends
/// @param opinionsNeeded how many experts must have spoken before it is signed
/// @param missing of an end: what is not done or not signed, as it stood when it was proposed or
///   decided
/// @param decidedBy who signed last, refused or withdrew
/// @param note what was said with the decision
/// @param urgentReason why a raise was signed before enough experts had spoken (紧急先行签发)
public record Proposal(
    UUID id,
    UUID incidentId,
    UUID responseId,
    Kind kind,
    int level,
    int fromLevel,
    String reason,
    PersonRef proposedBy,
    Instant proposedAt,
    State state,
    int opinionsNeeded,
    List<Opinion> opinions,
    List<SignatureSeat> seats,
    List<Missing> missing,
    @Nullable PersonRef decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String note,
    @Nullable String urgentReason,
    int version) {

  /// What is proposed.
  public enum Kind {
    RAISE,
    LOWER,
    END;

    LevelSigners.Decision decision() {
      return this == END ? LevelSigners.Decision.END : LevelSigners.Decision.CHANGE;
    }

    int opinions(PlanSettings.Opinions needed) {
      return switch (this) {
        case RAISE -> needed.raise();
        case LOWER -> needed.lower();
        case END -> needed.end();
      };
    }
  }

  /// Where it stands. Refused and withdrawn ones change nothing.
  public enum State {
    OPEN,
    SIGNED,
    REFUSED,
    WITHDRAWN
  }

  /// A step that stays as it is when the response ends.
  ///
  /// @param unsigned it is done, and the signature that it asks for is missing
  public record Missing(UUID stepId, String code, Text title, boolean unsigned) {
    static Missing of(Step step) {
      return new Missing(step.id(), step.code(), step.title(), step.isUnsigned());
    }
  }

  /// What an expert thinks of it.
  public record Opinion(PersonRef by, String text, boolean inFavour, Instant at) {}

  static Proposal of(
      Response response,
      Kind kind,
      int level,
      String reason,
      int opinionsNeeded,
      List<SignatureSeat> seats,
      List<Missing> missing,
      PersonRef by,
      Instant at) {
    return new Proposal(
        UUID.randomUUID(),
        response.incidentId(),
        response.id(),
        kind,
        level,
        response.level(),
        reason,
        by,
        at,
        State.OPEN,
        opinionsNeeded,
        List.of(),
        seats,
        missing,
        null,
        null,
        null,
        null,
        1);
  }

  /// Who has spoken before speaks anew; what was said stays in the timeline. Of what was signed in
  /// an emergency the experts are heard afterwards.
  Proposal judged(Opinion opinion) {
    if (!wantsOpinion()) {
      requireOpen();
    }
    var all = new ArrayList<>(opinions);
    all.removeIf(one -> one.by().id().equals(opinion.by().id()));
    all.add(opinion);
    return with(state, List.copyOf(all), seats, decidedBy, decidedAt, note, urgentReason);
  }

  /// What stays without its signature, to be read; null = nothing.
  @Nullable List<String> unsigned() {
    var titles =
        missing.stream()
            .filter(Missing::unsigned)
            .map(one -> one.code() + " " + one.title().zh())
            .toList();
    return titles.isEmpty() ? null : titles;
  }

  /// Enough experts have spoken.
  boolean isJudged() {
    return opinions.size() >= opinionsNeeded;
  }

  /// Experts are asked, also of what was signed before they spoke.
  public boolean wantsOpinion() {
    return !isJudged() && (state == State.OPEN || state == State.SIGNED);
  }

  public boolean mayBeSigned() {
    return state == State.OPEN && (isJudged() || urgentReason != null);
  }

  /// It lies before its signers: what gets worse at once, anything else once it is judged.
  boolean isBeforeSigners() {
    return state == State.OPEN && (isJudged() || kind == Kind.RAISE);
  }

  /// What gets worse does not wait for the experts: a raise is signed before they have spoken where
  /// its signer writes why. Whoever signs after him signs what he wrote.
  ///
  /// @throws Problem `opinion_missing`, or `urgent_reason_missing` of a raise
  Proposal signable(@Nullable String urgent) {
    if (mayBeSigned()) {
      return this;
    }
    var spoken = "%d of %d experts have spoken.".formatted(opinions.size(), opinionsNeeded);
    if (kind != Kind.RAISE) {
      throw Problem.conflict("opinion_missing", spoken + " Ask the experts first.");
    }
    if (urgent == null) {
      throw Problem.conflict(
          "urgent_reason_missing",
          spoken + " Wait for them, or sign at once as an emergency and write why (urgentReason).");
    }
    return with(state, opinions, seats, decidedBy, decidedAt, note, urgent);
  }

  /// One more signature; with the last one it is decided.
  Proposal signed(SignatureSeat seat, PersonRef by, Instant at, @Nullable String newNote) {
    var signed = SignatureSeat.signed(seats, seat, by, at);
    var kept = newNote == null ? note : newNote;
    return SignatureSeat.complete(signed)
        ? with(State.SIGNED, opinions, signed, by, at, kept, urgentReason)
        : with(State.OPEN, opinions, signed, null, null, kept, urgentReason);
  }

  Proposal refused(PersonRef by, Instant at, @Nullable String why) {
    requireOpen();
    return with(State.REFUSED, opinions, seats, by, at, why, urgentReason);
  }

  /// @throws Problem `proposal_decided`, or `not_your_proposal` for others than who made it
  Proposal withdrawn(PersonRef by, Instant at, @Nullable String why) {
    requireOpen();
    if (!by.id().equals(proposedBy.id())) {
      throw Problem.forbidden(
              "not_your_proposal",
              "%s made this proposal; only they withdraw it.".formatted(proposedBy.name()))
          .with("person", proposedBy.name());
    }
    return with(State.WITHDRAWN, opinions, seats, by, at, why, urgentReason);
  }

  /// What is missing now, before it is decided.
  Proposal missing(List<Missing> newMissing) {
    return new Proposal(
        id,
        incidentId,
        responseId,
        kind,
        level,
        fromLevel,
        reason,
        proposedBy,
        proposedAt,
        state,
        opinionsNeeded,
        opinions,
        seats,
        newMissing,
        decidedBy,
        decidedAt,
        note,
        urgentReason,
        version);
  }

  /// The level has moved under a proposal to end: others sign it now.
  Proposal seated(int newLevel, List<SignatureSeat> newSeats) {
    return new Proposal(
        id,
        incidentId,
        responseId,
        kind,
        newLevel,
        newLevel,
        reason,
        proposedBy,
        proposedAt,
        state,
        opinionsNeeded,
        opinions,
        newSeats,
        missing,
        decidedBy,
        decidedAt,
        note,
        urgentReason,
        version);
  }

  void requireOpen() {
    if (state != State.OPEN) {
      throw Problem.conflict(
          "proposal_decided", "This proposal has been decided already. See the outcome.");
    }
  }

  private Proposal with(
      State newState,
      List<Opinion> newOpinions,
      List<SignatureSeat> newSeats,
      @Nullable PersonRef by,
      @Nullable Instant at,
      @Nullable String newNote,
      @Nullable String newUrgentReason) {
    return new Proposal(
        id,
        incidentId,
        responseId,
        kind,
        level,
        fromLevel,
        reason,
        proposedBy,
        proposedAt,
        newState,
        opinionsNeeded,
        newOpinions,
        newSeats,
        missing,
        by,
        at,
        newNote,
        newUrgentReason,
        version + 1);
  }
}
