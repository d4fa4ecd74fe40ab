package io.qianzhi.command;

import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Command of an incident passing from one person to another. It needs both signatures; the one in
/// command keeps it until then. Only a higher level may take it over from who does not answer.
///
/// @param from null = nobody was in command
/// @param proposedBy the leader who names somebody
/// @param briefing the sheet as it was when the transfer was asked for
/// @param briefedAt when whoever takes command had read it
public record CommandTransfer(
    UUID id,
    UUID incidentId,
    @Nullable PersonRef from,
    PersonRef to,
    State state,
    Instant requestedAt,
    @Nullable Instant decidedAt,
    @Nullable PersonRef decidedBy,
    @Nullable String reason,
    Kind kind,
    @Nullable PersonRef proposedBy,
    @Nullable Briefing briefing,
    @Nullable Instant briefedAt,
    @Nullable Instant fromSignedAt,
    @Nullable Instant toSignedAt,
    @Nullable Takeover takeover,
    int version) {

  /// Where a transfer stands.
  public enum State {
    REQUESTED,
    ACCEPTED,
    REFUSED,
    WITHDRAWN
  }

  /// How it came about: the first crew leader at the scene, somebody who asks for command, or a
  /// leader who names somebody.
  public enum Kind {
    ARRIVAL,
    REQUEST,
    APPOINTMENT
  }

  /// A higher level has taken command over, because the one in command did not answer.
  public record Takeover(PersonRef by, Instant at, String reason) {}

  /// Nobody is in command: it passes at once.
  static CommandTransfer taken(Kind kind, UUID incidentId, PersonRef to, Instant at) {
    var edit = begun(kind, incidentId, null, to, null, at).new Edit();
    edit.toSignedAt = kind == Kind.REQUEST ? at : null;
    edit.end(State.ACCEPTED, to, null, at);
    return edit.transfer();
  }

  static CommandTransfer requested(
      PersonRef from, PersonRef to, Briefing briefing, UUID incidentId, Instant at) {
    return begun(Kind.REQUEST, incidentId, from, to, briefing, at).new Edit().transfer();
  }

  /// @param from who is in command, if anybody is
  /// @param proposer whose proposal is his signature where he is in command himself
  static CommandTransfer appointed(
      @Nullable PersonRef from,
      PersonRef to,
      PersonRef proposer,
      @Nullable String why,
      Briefing briefing,
      UUID incidentId,
      Instant at) {
    var edit = begun(Kind.APPOINTMENT, incidentId, from, to, briefing, at).new Edit();
    edit.proposedBy = proposer;
    edit.reason = why;
    edit.fromSignedAt = from != null && from.id().equals(proposer.id()) ? at : null;
    return edit.transfer();
  }

  /// Before it was ever written, hence version 0.
  private static CommandTransfer begun(
      Kind kind,
      UUID incidentId,
      @Nullable PersonRef from,
      PersonRef to,
      @Nullable Briefing briefing,
      Instant at) {
    return new CommandTransfer(
        UUID.randomUUID(),
        incidentId,
        from,
        to,
        State.REQUESTED,
        at,
        null,
        null,
        null,
        kind,
        null,
        briefing,
        null,
        null,
        null,
        null,
        0);
  }

  boolean concerns(UUID personId) {
    return to.id().equals(personId)
        || (from != null && from.id().equals(personId))
        || (proposedBy != null && proposedBy.id().equals(personId));
  }

  /// Whoever takes command has read the sheet.
  ///
  /// @throws Problem `transfer_decided` or `not_your_request`
  CommandTransfer briefed(PersonRef by, Instant at) {
    requireOpen();
    requireTaker(by);
    var edit = new Edit();
    edit.briefedAt = briefedAt == null ? at : briefedAt;
    return edit.transfer();
  }

  /// One of both signs, or it comes to nothing.
  ///
  /// @param inCommand who is in command now; somebody may have come into it since
  /// @throws Problem `transfer_decided`, `not_in_command`, `not_your_request` or `briefing_unread`
  CommandTransfer decided(
      State decision,
      PersonRef by,
      @Nullable PersonRef inCommand,
      @Nullable String why,
      Instant at) {
    requireOpen();
    var edit = new Edit();
    edit.from = inCommand;
    switch (decision) {
      case WITHDRAWN -> {
        requireAsker(by);
        edit.end(decision, by, why, at);
      }
      case REFUSED -> {
        boolean takerRefuses = kind == Kind.APPOINTMENT && isTaker(by);
        if (!takerRefuses) {
          requireInCommand(by, inCommand);
        }
        edit.end(decision, by, why, at);
      }
      default -> {
        if (isTaker(by) && toSignedAt == null) {
          requireBriefed();
          edit.toSignedAt = at;
        } else {
          requireInCommand(by, inCommand);
          edit.fromSignedAt = fromSignedAt == null ? at : fromSignedAt;
        }
        if (edit.toSignedAt != null && (inCommand == null || edit.fromSignedAt != null)) {
          edit.end(State.ACCEPTED, by, why == null ? reason : why, at);
        }
      }
    }
    return edit.transfer();
  }

  /// A higher level takes over without the signature of who does not answer. Whoever takes command
  /// has signed, or is the one who takes over.
  ///
  /// @param wait how long the one in command is given
  /// @throws Problem `transfer_decided`, `answer_awaited` or `signature_awaited`
  CommandTransfer takenOver(
      PersonRef by, @Nullable PersonRef inCommand, String why, Duration wait, Instant at) {
    requireOpen();
    if (inCommand == null || fromSignedAt != null || requestedAt.plus(wait).isAfter(at)) {
      throw Problem.conflict(
          "answer_awaited",
          "The one in command has %d s to answer; take over only after that."
              .formatted(wait.toSeconds()));
    }
    if (toSignedAt == null && !isTaker(by)) {
      throw Problem.conflict("signature_awaited", "%s has not signed yet.".formatted(to.name()))
          .with("person", to.name());
    }
    var edit = new Edit();
    edit.from = inCommand;
    edit.toSignedAt = toSignedAt == null ? at : toSignedAt;
    edit.takeover = new Takeover(by, at, why);
    edit.end(State.ACCEPTED, by, reason, at);
    return edit.transfer();
  }

  private boolean isTaker(PersonRef person) {
    return person.id().equals(to.id());
  }

  private void requireOpen() {
    if (state != State.REQUESTED) {
      throw Problem.conflict(
          "transfer_decided",
          "The request is %s; there is nothing to decide.".formatted(Json.word(state)));
    }
  }

  private void requireTaker(PersonRef by) {
    if (!isTaker(by)) {
      throw Problem.forbidden(
              "not_your_request",
              "The sheet is read by %s, who takes command.".formatted(to.name()))
          .with("person", to.name());
    }
  }

  private void requireAsker(PersonRef by) {
    var asker = proposedBy == null ? to : proposedBy;
    if (!by.id().equals(asker.id())) {
      throw Problem.forbidden(
              "not_your_request", "Only %s, who asked, can withdraw this.".formatted(asker.name()))
          .with("person", asker.name());
    }
  }

  private void requireInCommand(PersonRef by, @Nullable PersonRef inCommand) {
    if (inCommand == null || !by.id().equals(inCommand.id())) {
      var name = inCommand == null ? to.name() : inCommand.name();
      throw Problem.forbidden("not_in_command", "Only %s can decide this now.".formatted(name))
          .with("person", name);
    }
  }

  private void requireBriefed() {
    if (briefedAt == null) {
      throw Problem.conflict("briefing_unread", "Read the briefing sheet before you sign.");
    }
  }

  /// The parts that change, while they do.
  private final class Edit {
    private @Nullable PersonRef from = CommandTransfer.this.from;
    private State state = CommandTransfer.this.state;
    private @Nullable Instant decidedAt = CommandTransfer.this.decidedAt;
    private @Nullable PersonRef decidedBy = CommandTransfer.this.decidedBy;
    private @Nullable String reason = CommandTransfer.this.reason;
    private @Nullable PersonRef proposedBy = CommandTransfer.this.proposedBy;
    private @Nullable Instant briefedAt = CommandTransfer.this.briefedAt;
    private @Nullable Instant fromSignedAt = CommandTransfer.this.fromSignedAt;
    private @Nullable Instant toSignedAt = CommandTransfer.this.toSignedAt;
    private @Nullable Takeover takeover = CommandTransfer.this.takeover;

    private void end(State decision, PersonRef by, @Nullable String why, Instant at) {
      state = decision;
      decidedBy = by;
      decidedAt = at;
      reason = why;
    }

    private CommandTransfer transfer() {
      return new CommandTransfer(
          id,
          incidentId,
          from,
          to,
          state,
          requestedAt,
          decidedAt,
          decidedBy,
          reason,
          kind,
          proposedBy,
          briefing,
          briefedAt,
          fromSignedAt,
          toSignedAt,
          takeover,
          version + 1);
    }
  }

  /// @throws NullPointerException before it is decided
  Instant passedAt() {
    return Objects.requireNonNull(decidedAt);
  }
}
