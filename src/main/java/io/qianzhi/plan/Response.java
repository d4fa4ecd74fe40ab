package io.qianzhi.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan proposed for an incident, or running for it.
///
/// @param level 1 一级 is the highest (突发事件应对法 第七十一条)
/// @param reason why it was proposed
/// @param startedAt T0 of the clocks
/// @param activation the order once all have signed it
/// @param pendingActivation the order that some have signed and others have yet to
/// @param seats the signatures that the order needs at this level
/// @param expectedUntil as the order says, or as it was extended to; null = not activated yet
/// @param endedAt when its end was signed; from then on only its last phase goes on
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
    @Nullable Activation pendingActivation,
    List<SignatureSeat> seats,
    @Nullable Instant expectedUntil,
    @Nullable Instant endedAt,
    int version) {

  /// Where a response stands.
  public enum State {
    PROPOSED,
    DECLINED,
    ACTIVE,
    ENDED
  }

  /// The signed activation order with its four parts (突发事件应对法 第七十二条).
  ///
  /// @param signedBy who signed it first
  public record Activation(
      String matter,
      int level,
      int expectedDurationMinutes,
      String measures,
      PersonRef signedBy,
      Instant signedAt) {

    /// Whether somebody else would sign the very same order.
    boolean saysTheSame(Activation other) {
      return matter.equals(other.matter)
          && level == other.level
          && expectedDurationMinutes == other.expectedDurationMinutes
          && measures.equals(other.measures);
    }
  }

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
        null,
        List.of(),
        null,
        null,
        1);
  }

  /// It has become worse before anybody decided.
  Response raised(int newLevel, Text newReason) {
    var edit = new Edit();
    edit.level = newLevel;
    edit.reason = newReason;
    return edit.response();
  }

  Response declined() {
    requireProposed();
    var edit = new Edit();
    edit.state = State.DECLINED;
    return edit.response();
  }

  /// Starts with the plan as it is now.
  Response started(Plan plan, int newLevel, List<SignatureSeat> newSeats, Instant at) {
    requireProposed();
    var edit = new Edit();
    edit.state = State.ACTIVE;
    edit.level = newLevel;
    edit.planVersion = plan.version();
    edit.seats = newSeats;
    edit.startedAt = at;
    return edit.response();
  }

  /// One more has signed the order. With the last signature it takes effect, and its level with it.
  Response activated(Activation order, List<SignatureSeat> signed) {
    requireUnsigned();
    boolean complete = SignatureSeat.complete(signed);
    var edit = new Edit();
    edit.seats = signed;
    edit.pendingActivation = complete ? null : order;
    edit.activation = complete ? order : null;
    edit.level = complete ? order.level() : level;
    edit.expectedUntil = complete ? after(order.signedAt(), order.expectedDurationMinutes()) : null;
    return edit.response();
  }

  /// @throws Problem `activation_signed` when it has been; a change of level is another decision
  void requireUnsigned() {
    requireActive();
    if (activation != null) {
      throw Problem.conflict(
          "activation_signed",
          "%s has already signed the activation order.".formatted(activation.signedBy().name()));
    }
  }

  /// The change of level was signed.
  Response levelled(int newLevel) {
    requireActive();
    var edit = new Edit();
    edit.level = newLevel;
    return edit.response();
  }

  /// It takes longer than was expected.
  ///
  /// @throws Problem `activation_unsigned` before anybody has said how long
  Response extended(int minutes, Instant at) {
    requireActive();
    if (activation == null) {
      throw Problem.conflict(
          "activation_unsigned",
          "The activation order is not signed yet; it says how long the response will last.");
    }
    var edit = new Edit();
    edit.expectedUntil = after(at, minutes);
    return edit.response();
  }

  private static Instant after(Instant start, int minutes) {
    return start.plus(minutes, ChronoUnit.MINUTES);
  }

  /// Its end was signed.
  Response ended(Instant at) {
    requireActive();
    var edit = new Edit();
    edit.state = State.ENDED;
    edit.endedAt = at;
    return edit.response();
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

  /// The parts that change, while they do.
  private final class Edit {
    private State state = Response.this.state;
    private int level = Response.this.level;
    private String planVersion = Response.this.planVersion;
    private Text reason = Response.this.reason;
    private @Nullable Instant startedAt = Response.this.startedAt;
    private @Nullable Activation activation = Response.this.activation;
    private @Nullable Activation pendingActivation = Response.this.pendingActivation;
    private List<SignatureSeat> seats = Response.this.seats;
    private @Nullable Instant expectedUntil = Response.this.expectedUntil;
    private @Nullable Instant endedAt = Response.this.endedAt;

    Response response() {
      return new Response(
          id,
          incidentId,
          planCode,
          planName,
          planVersion,
          level,
          state,
          reason,
          proposedAt,
          startedAt,
          activation,
          pendingActivation,
          seats,
          expectedUntil,
          endedAt,
          version + 1);
    }
  }
}
