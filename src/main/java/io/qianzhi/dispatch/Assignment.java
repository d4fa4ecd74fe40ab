package io.qianzhi.dispatch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One unit on one incident. Its state says nothing about any other assignment.
///
/// @param times when each state was reached, by its name; a state that was skipped has none
/// @param acknowledgeBy when the crew must have acknowledged
/// @param overdue it had not
/// @param travelSeconds road travel time expected at dispatch
/// @param distanceMeters by road, at dispatch
public record Assignment(
    UUID id,
    UUID incidentId,
    UUID unitId,
    String callSign,
    String service,
    State state,
    Map<String, Instant> times,
    Instant acknowledgeBy,
    boolean overdue,
    @Nullable Double travelSeconds,
    @Nullable Double distanceMeters,
    @Nullable String instruction,
    List<Note> notes,
    int version) {

  /// Forward only. A crew may forget a button, so later states may follow directly; cleared and
  /// cancelled are the end.
  public enum State {
    DISPATCHED,
    DELIVERED,
    ACKNOWLEDGED,
    EN_ROUTE,
    ON_SCENE,
    CLEARED,
    CANCELLED;

    boolean mayBecome(State next) {
      return !isOver() && next.compareTo(this) > 0;
    }

    boolean isOver() {
      return this == CLEARED || this == CANCELLED;
    }

    String key() {
      return Json.word(this);
    }
  }

  /// Feedback from the crew or what was heard by radio.
  public record Note(Instant at, PersonRef by, String text) {}

  @JsonIgnore
  public boolean isOpen() {
    return !state.isOver();
  }
}
