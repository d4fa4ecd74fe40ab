package io.qianzhi.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A closed-off area around an incident: a circle, or a sector of it.
///
/// @param bearingDegrees where the middle of a sector points, clockwise from north; null = circle
/// @param spreadDegrees how wide a sector opens; null = circle
/// @param liftedAt null while it stands
public record Cordon(
    UUID id,
    UUID incidentId,
    Text name,
    Point center,
    int radiusMeters,
    @Nullable Double bearingDegrees,
    @Nullable Double spreadDegrees,
    Instant drawnAt,
    @Nullable Instant liftedAt,
    boolean drill,
    int version) {

  /// A sector opens downwind of its middle, whichever way the wind is written.
  ///
  /// @param windFromDegrees null = nobody knows, so the whole circle is closed
  static Cordon around(
      Incident incident,
      Text name,
      int radiusMeters,
      @Nullable Integer spreadDegrees,
      @Nullable Double windFromDegrees,
      Instant at) {
    Double bearing = null;
    Double spread = null;
    if (spreadDegrees != null && windFromDegrees != null) {
      bearing = (((windFromDegrees + 180) % 360) + 360) % 360;
      spread = spreadDegrees.doubleValue();
    }
    return new Cordon(
        UUID.randomUUID(),
        incident.id(),
        name,
        incident.point(),
        radiusMeters,
        bearing,
        spread,
        at,
        null,
        incident.drill(),
        1);
  }

  @JsonIgnore
  boolean isLifted() {
    return liftedAt != null;
  }

  Cordon lifted(Instant at) {
    return new Cordon(
        id,
        incidentId,
        name,
        center,
        radiusMeters,
        bearingDegrees,
        spreadDegrees,
        drawnAt,
        at,
        drill,
        version + 1);
  }
}
