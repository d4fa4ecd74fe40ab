package io.qianzhi.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan proposed for an incident, or running for it.
///
/// @param level 1 一级 is the highest (突发事件应对法 第七十一条)
/// @param reason why it was proposed
/// @param startedAt T0 of the clocks
public record Response(
    UUID id,
    UUID incidentId,
    String planCode,
    Text planName,
    String planVersion,
    int level,
    State state,
    Text reason,
    Instant proposedAt,
    @Nullable Instant startedAt,
    @Nullable Activation activation,
    int version) {

  /// Where a response stands.
  public enum State {
    PROPOSED,
    DECLINED,
    ACTIVE,
    ENDED
  }

  /// The signed activation order with its four parts (突发事件应对法 第七十二条).
  public record Activation(
      String matter,
      int level,
      int expectedDurationMinutes,
      String measures,
      PersonRef signedBy,
      Instant signedAt) {}

  static Response proposed(UUID incidentId, Plan plan, int level, Text reason, Instant at) {
    return new Response(
        UUID.randomUUID(),
        incidentId,
        plan.code(),
        plan.name(),
        plan.version(),
        level,
        State.PROPOSED,
        reason,
        at,
        null,
        null,
        1);
  }

  /// It has become worse before anybody decided.
  Response raised(int newLevel, Text newReason) {
    return with(State.PROPOSED, newLevel, planVersion, newReason, null, null);
  }

  Response declined() {
    requireProposed();
    return with(State.DECLINED, level, planVersion, reason, null, null);
  }

  /// Starts with the plan as it is now.
  Response started(Plan plan, int newLevel, Instant at) {
    requireProposed();
    return with(State.ACTIVE, newLevel, plan.version(), reason, at, null);
  }

  /// @throws Problem `activation_signed` when it has been; a change of level is another decision
  Response activated(Activation order) {
    requireActive();
    if (activation != null) {
      throw Problem.conflict(
          "activation_signed",
          "%s has already signed the activation order.".formatted(activation.signedBy().name()));
    }
    return with(State.ACTIVE, order.level(), planVersion, reason, startedAt, order);
  }

  @JsonIgnore
  boolean isActive() {
    return state == State.ACTIVE;
  }

  void requireActive() {
    if (state != State.ACTIVE) {
      throw Problem.conflict(
          "response_not_active", "The response is %s, not active.".formatted(word()));
    }
  }

  private void requireProposed() {
    if (state != State.PROPOSED) {
      throw Problem.conflict(
          "response_decided", "The response is %s; there is nothing to decide.".formatted(word()));
    }
  }

  private String word() {
    return Json.word(state);
  }

  private Response with(
      State newState,
      int newLevel,
      String newPlanVersion,
      Text newReason,
      @Nullable Instant newStartedAt,
      @Nullable Activation newActivation) {
    return new Response(
        id,
        incidentId,
        planCode,
        planName,
        newPlanVersion,
        newLevel,
        newState,
        newReason,
        proposedAt,
        newStartedAt,
        newActivation,
        version + 1);
  }
}
