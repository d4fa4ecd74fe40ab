package io.qianzhi.command.review;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;

/// ICS 214, Activity Log, with the fields of the form as FEMA publishes it (their numbers in the
/// contract): of a unit, of a person, or of the whole incident.
public record Ics214(
    Text incidentName,
    String incidentNumber,
    Instant from,
    Instant to,
    String name,
    Text position,
    String homeAgency,
    List<Resource> resources,
    List<Activity> activities,
    PersonRef preparedBy,
    Instant preparedAt,
    boolean drill) {

  /// Field 6.
  public record Resource(String name, Text position, String homeAgency) {}

  /// Field 7.
  public record Activity(Instant at, Text text) {}
}
