package io.qianzhi.incident;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One report of an incident by one caller.
///
/// @param callbackNumber personal data: only for those who take calls, never in events
public record Call(
    UUID id,
    UUID incidentId,
    String typeCode,
    Point point,
    SourcePoint source,
    String place,
    String description,
    Casualties casualties,
    @Nullable String callbackNumber,
    Instant answeredAt,
    PersonRef takenBy) {

  Call withoutNumber() {
    return new Call(
        id,
        incidentId,
        typeCode,
        point,
        source,
        place,
        description,
        casualties,
        null,
        answeredAt,
        takenBy);
  }

  Call of(UUID otherIncidentId) {
    return new Call(
        id,
        otherIncidentId,
        typeCode,
        point,
        source,
        place,
        description,
        casualties,
        callbackNumber,
        answeredAt,
        takenBy);
  }
}
