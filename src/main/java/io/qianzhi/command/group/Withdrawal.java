package io.qianzhi.command.group;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The safety officer and the withdrawal signal, agreed beforehand, and the signal itself. It is
/// never locked: it can be given where nothing was agreed.
///
/// @param told who was at the scene when it was given
public record Withdrawal(
    UUID id,
    UUID incidentId,
    State state,
    @Nullable PersonRef safetyOfficer,
    String signal,
    @Nullable PersonRef agreedBy,
    @Nullable Instant agreedAt,
    @Nullable PersonRef givenBy,
    @Nullable Instant givenAt,
    @Nullable String reason,
    List<PersonRef> told,
    @Nullable PersonRef liftedBy,
    @Nullable Instant liftedAt,
    boolean drill,
    int version) {

  /// Agreed, given, over. What was agreed stays in force after a signal is over, as a new one.
  public enum State {
    AGREED,
    GIVEN,
    OVER
  }

  static Withdrawal agreed(
      UUID incidentId,
      @Nullable PersonRef officer,
      String signal,
      @Nullable PersonRef by,
      @Nullable Instant at,
      boolean drill) {
    return new Withdrawal(
        UUID.randomUUID(),
        incidentId,
        State.AGREED,
        officer,
        signal,
        by,
        at,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        drill,
        1);
  }

  /// @throws Problem `withdrawal_given` while the signal stands
  Withdrawal agreedAnew(PersonRef officer, String newSignal, PersonRef by, Instant at) {
    if (state == State.GIVEN) {
      throw Problem.conflict(
          "withdrawal_given", "The withdrawal signal stands. Lift it before you agree another.");
    }
    return new Withdrawal(
        id,
        incidentId,
        state,
        officer,
        newSignal,
        by,
        at,
        null,
        null,
        null,
        told,
        null,
        null,
        drill,
        version + 1);
  }

  Withdrawal given(PersonRef by, Instant at, @Nullable String why, List<PersonRef> everybody) {
    return new Withdrawal(
        id,
        incidentId,
        State.GIVEN,
        safetyOfficer,
        signal,
        agreedBy,
        agreedAt,
        by,
        at,
        why,
        everybody,
        null,
        null,
        drill,
        version + 1);
  }

  /// @throws Problem `withdrawal_not_given`
  Withdrawal lifted(PersonRef by, Instant at) {
    if (state != State.GIVEN) {
      throw Problem.conflict("withdrawal_not_given", "No withdrawal signal stands.");
    }
    return over(by, at);
  }

  /// The incident is closed: nothing is agreed any more, and no signal stands.
  Withdrawal ended(Instant at) {
    return over(null, state == State.GIVEN ? at : null);
  }

  private Withdrawal over(@Nullable PersonRef by, @Nullable Instant at) {
    return new Withdrawal(
        id,
        incidentId,
        State.OVER,
        safetyOfficer,
        signal,
        agreedBy,
        agreedAt,
        givenBy,
        givenAt,
        reason,
        told,
        by,
        at,
        drill,
        version + 1);
  }

  boolean isSafetyOfficer(UUID personId) {
    return safetyOfficer != null && safetyOfficer.id().equals(personId);
  }
}
