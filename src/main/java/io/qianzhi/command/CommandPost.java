package io.qianzhi.command;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where command of an incident sits (指挥部).
///
/// @param since when it came to this place
public record CommandPost(
    UUID id,
    UUID incidentId,
    Point point,
    String name,
    @Nullable String contact,
    Instant since,
    PersonRef setBy,
    boolean drill,
    int version) {

  /// Set up again, perhaps elsewhere.
  CommandPost moved(
      Point to, String newName, @Nullable String newContact, PersonRef by, Instant at) {
    return new CommandPost(
        id,
        incidentId,
        to,
        newName,
        newContact,
        to.equals(point) ? since : at,
        by,
        drill,
        version + 1);
  }
}
