package io.qianzhi.unit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A crew with a vehicle or on foot.
///
/// @param number its number in position frames
/// @param assignmentId the open assignment, kept by dispatch
/// @param stateAt when duty or availability last changed; says nothing about the position's age
/// @param simulated its crew is played by the drill
public record Unit(
    UUID id,
    int number,
    @JsonIgnore String code,
    String callSign,
    String service,
    String kind,
    List<String> capabilities,
    @Nullable String stationName,
    @Nullable Point stationPoint,
    String areaCode,
    int crewSize,
    List<PersonRef> crew,
    Duty duty,
    @Nullable UUID assignmentId,
    Instant stateAt,
    boolean drill,
    boolean simulated,
    int version) {

  /// Whether the unit can be sent at all.
  public enum Duty {
    ON_DUTY,
    OFF_DUTY,
    OUT_OF_SERVICE
  }

  /// What dispatch can do with it now.
  public enum Availability {
    AVAILABLE,
    ASSIGNED,
    OFF_DUTY,
    OUT_OF_SERVICE
  }

  /// Derived, never stored: an assigned unit is assigned whatever its duty.
  @JsonProperty
  public Availability availability() {
    if (assignmentId != null) {
      return Availability.ASSIGNED;
    }
    return switch (duty) {
      case ON_DUTY -> Availability.AVAILABLE;
      case OFF_DUTY -> Availability.OFF_DUTY;
      case OUT_OF_SERVICE -> Availability.OUT_OF_SERVICE;
    };
  }
}
