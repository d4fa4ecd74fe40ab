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
        1);
  }

  /// Who has spoken before speaks anew; what was said stays in the timeline. Where nobody had to
  /// wait for the experts they are heard afterwards, too.
  Proposal judged(Opinion opinion) {
    boolean afterwards = state == State.SIGNED && opinionsNeeded == 0;
    if (!afterwards) {
      requireOpen();
    }
    var all = new ArrayList<>(opinions);
    all.removeIf(one -> one.by().id().equals(opinion.by().id()));
    all.add(opinion);
    return with(state, List.copyOf(all), seats, decidedBy, decidedAt, note);
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

  public boolean mayBeSigned() {
    return state == State.OPEN && opinions.size() >= opinionsNeeded;
  }

  /// @throws Problem `proposal_decided` or `opinion_missing`
  void requireSignable() {
    requireOpen();
    if (!mayBeSigned()) {
      throw Problem.conflict(
          "opinion_missing",
          "%d of %d experts have spoken. Ask the experts first."
              .formatted(opinions.size(), opinionsNeeded));
    }
  }

  /// One more signature; with the last one it is decided.
  Proposal signed(SignatureSeat seat, PersonRef by, Instant at, @Nullable String newNote) {
    var signed = SignatureSeat.signed(seats, seat, by, at);
    return SignatureSeat.complete(signed)
        ? with(State.SIGNED, opinions, signed, by, at, newNote == null ? note : newNote)
        : with(State.OPEN, opinions, signed, null, null, newNote == null ? note : newNote);
  }

  Proposal refused(PersonRef by, Instant at, @Nullable String why) {
    requireOpen();
    return with(State.REFUSED, opinions, seats, by, at, why);
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
    return with(State.WITHDRAWN, opinions, seats, by, at, why);
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
      @Nullable String newNote) {
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
        version + 1);
  }
}
