package io.qianzhi.command;

import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.UUID;

/// Somebody said he is at the scene; his position tells how far away he was.
///
/// @param atScene within the check-in radius
public record CheckIn(
    UUID id,
    UUID incidentId,
    PersonRef person,
    Point point,
    double accuracyMeters,
    double distanceMeters,
    boolean atScene,
    Instant checkedInAt) {

  /// A position as a phone gives it.
  public record Fix(Point point, double accuracyMeters, Instant fixAt) {}

  /// @throws Problem `fix_too_old` or `fix_in_future` when the position proves nothing
  static CheckIn judge(
      UUID incidentId,
      Point scene,
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
    double distance = Math.rint(Distance.meters(fix.point(), scene));
    double allowance = Math.min(fix.accuracyMeters(), settings.accuracyAllowanceMeters());
    return new CheckIn(
        UUID.randomUUID(),
        incidentId,
        person,
        fix.point(),
        fix.accuracyMeters(),
        distance,
        distance <= settings.checkInRadiusMeters() + allowance,
        now);
  }
}
