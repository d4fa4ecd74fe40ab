package io.qianzhi.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody said he is at the scene; his position tells how far away he was.
///
/// @param atScene within the check-in radius
/// @param leftAt when he left the scene again
public record CheckIn(
    UUID id,
    UUID incidentId,
    PersonRef person,
    Point point,
    double accuracyMeters,
    double distanceMeters,
    boolean atScene,
    Instant checkedInAt,
    @Nullable Instant leftAt) {

  /// A position as a phone gives it.
  public record Fix(Point point, double accuracyMeters, Instant fixAt) {}

  /// Whether it still says where he is.
  @JsonIgnore
  public boolean holds() {
    return atScene && leftAt == null;
  }

  CheckIn left(Instant at) {
    return new CheckIn(
        id, incidentId, person, point, accuracyMeters, distanceMeters, atScene, checkedInAt, at);
  }

  /// @param places the scene and its command post: the nearer counts
  /// @throws Problem `fix_too_old` or `fix_in_future` when the position proves nothing
  static CheckIn judge(
      UUID incidentId,
      List<Point> places,
      PersonRef person,
      Fix fix,
      CommandSettings settings,
      Instant now) {
    if (fix.fixAt().isBefore(now.minus(settings.fixMaxAge()))) {
      throw Problem.conflict(
              "fix_too_old",
              "The position is older than %d s and proves nothing. Wait for a new one and check in again."
                  .formatted(settings.fixMaxAgeSeconds()))
          .with("seconds", settings.fixMaxAgeSeconds());
    }
    if (fix.fixAt().isAfter(now.plus(settings.fixMaxAhead()))) {
      throw Problem.conflict(
          "fix_in_future", "The position's time lies ahead. Correct the device's clock.");
    }
    double distance =
        places.stream()
            .mapToDouble(place -> Math.rint(Distance.meters(fix.point(), place)))
            .min()
            .orElseThrow();
    double allowance = Math.min(fix.accuracyMeters(), settings.accuracyAllowanceMeters());
    return new CheckIn(
        UUID.randomUUID(),
        incidentId,
        person,
        fix.point(),
        fix.accuracyMeters(),
        distance,
        distance <= settings.checkInRadiusMeters() + allowance,
        now,
        null);
  }
}
