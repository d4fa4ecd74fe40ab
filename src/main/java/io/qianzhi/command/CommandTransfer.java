package io.qianzhi.command;

import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Command of an incident passing from one person to another. It needs both: one asks, the one in
/// command hands over and keeps it until then.
///
/// @param from null = nobody was in command
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
    int version) {

  /// Where a transfer stands.
  public enum State {
    REQUESTED,
    ACCEPTED,
    REFUSED,
    WITHDRAWN
  }

  /// Nobody is in command: it passes at once.
  static CommandTransfer taken(UUID incidentId, PersonRef to, Instant at) {
    return new CommandTransfer(
        UUID.randomUUID(), incidentId, null, to, State.ACCEPTED, at, at, to, null, 1);
  }

  static CommandTransfer requested(UUID incidentId, PersonRef from, PersonRef to, Instant at) {
    return new CommandTransfer(
        UUID.randomUUID(), incidentId, from, to, State.REQUESTED, at, null, null, null, 1);
  }

  /// @param inCommand who is in command now
  /// @throws Problem `transfer_decided`, `not_in_command` or `not_your_request`
  CommandTransfer decided(
      State decision, PersonRef by, PersonRef inCommand, @Nullable String why, Instant at) {
    if (state != State.REQUESTED) {
      throw Problem.conflict(
          "transfer_decided",
          "The request is %s; there is nothing to decide.".formatted(Json.word(state)));
    }
    if (decision == State.WITHDRAWN && !by.id().equals(to.id())) {
      throw Problem.forbidden(
              "not_your_request", "Only %s, who asked, can withdraw this.".formatted(to.name()))
          .with("person", to.name());
    }
    if (decision != State.WITHDRAWN && !by.id().equals(inCommand.id())) {
      throw Problem.forbidden(
              "not_in_command",
              "Only %s, who is in command, can decide this.".formatted(inCommand.name()))
          .with("person", inCommand.name());
    }
    return new CommandTransfer(
        id, incidentId, from, to, decision, requestedAt, at, by, why, version + 1);
  }
}
