package io.qianzhi.plan;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One signature that an order needs. An order counts once all of its seats are signed, each by
/// somebody else.
///
/// @param duties holders of one of these may sign
/// @param people who that is in the incident's area
public record SignatureSeat(
    List<String> duties,
    List<PersonRef> people,
    @Nullable PersonRef signedBy,
    @Nullable Instant signedAt) {

  static SignatureSeat empty(List<String> duties, List<PersonRef> people) {
    return new SignatureSeat(duties, people, null, null);
  }

  private boolean isFor(UUID personId) {
    return signedBy == null && people.stream().anyMatch(one -> one.id().equals(personId));
  }

  /// The seat this person would sign: of several the one that fewest others could.
  static Optional<SignatureSeat> of(List<SignatureSeat> seats, UUID personId) {
    boolean has =
        seats.stream()
            .map(SignatureSeat::signedBy)
            .anyMatch(by -> by != null && by.id().equals(personId));
    return has
        ? Optional.empty()
        : seats.stream()
            .filter(seat -> seat.isFor(personId))
            .min(Comparator.comparingInt(seat -> seat.people().size()));
  }

  static List<SignatureSeat> signed(
      List<SignatureSeat> seats, SignatureSeat seat, PersonRef by, Instant at) {
    var signed = new ArrayList<>(seats);
    signed.set(seats.indexOf(seat), new SignatureSeat(seat.duties(), seat.people(), by, at));
    return List.copyOf(signed);
  }

  static boolean complete(List<SignatureSeat> seats) {
    return seats.stream().allMatch(seat -> seat.signedBy() != null);
  }

  /// Who may sign and has not, for people to read and to be told.
  static List<PersonRef> waitedFor(List<SignatureSeat> seats) {
    return seats.stream()
        .filter(seat -> seat.signedBy() == null)
        .flatMap(seat -> seat.people().stream())
        .distinct()
        .toList();
  }
}
