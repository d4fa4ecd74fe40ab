package io.qianzhi.command.review;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something a review found (整改事项): what was not as it should be, what is done about it, by whom
/// and by when. Once the review is signed only its fulfilment is still verified.
///
/// @param number counts the findings of the incident
/// @param owner who has to do it: a department or a person
/// @param verification how somebody made sure that it was done
public record Finding(
    UUID id,
    UUID incidentId,
    int number,
    String text,
    String measure,
    String owner,
    LocalDate dueOn,
    State state,
    PersonRef addedBy,
    Instant addedAt,
    @Nullable PersonRef verifiedBy,
    @Nullable Instant verifiedAt,
    @Nullable String verification,
    int version) {

  /// Where a finding stands.
  public enum State {
    OPEN,
    VERIFIED,
    WITHDRAWN
  }

  /// What people write down.
  public record Words(String text, String measure, String owner, LocalDate dueOn) {}

  static Finding added(UUID incidentId, int number, Words words, PersonRef by, Instant at) {
    return new Finding(
        UUID.randomUUID(),
        incidentId,
        number,
        words.text().strip(),
        words.measure().strip(),
        words.owner().strip(),
        words.dueOn(),
        State.OPEN,
        by,
        at,
        null,
        null,
        null,
        1);
  }

  Finding changed(Words words) {
    requireOpen();
    return new Finding(
        id,
        incidentId,
        number,
        words.text().strip(),
        words.measure().strip(),
        words.owner().strip(),
        words.dueOn(),
        state,
        addedBy,
        addedAt,
        null,
        null,
        null,
        version + 1);
  }

  Finding withdrawn() {
    requireOpen();
    return now(State.WITHDRAWN, null, null, null);
  }

  Finding verified(PersonRef by, String how, Instant at) {
    requireOpen();
    return now(State.VERIFIED, by, at, how.strip());
  }

  private Finding now(
      State newState, @Nullable PersonRef by, @Nullable Instant at, @Nullable String how) {
    return new Finding(
        id,
        incidentId,
        number,
        text,
        measure,
        owner,
        dueOn,
        newState,
        addedBy,
        addedAt,
        by,
        at,
        how,
        version + 1);
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw Problem.conflict(
          "finding_settled", "Finding %d is settled; nothing more can be done.".formatted(number));
    }
  }
}
