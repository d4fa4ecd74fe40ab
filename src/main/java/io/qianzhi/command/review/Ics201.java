package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ICS 201, Incident Briefing, with the fields of the form as FEMA publishes it (their numbers in
/// the contract), as known at a time.
public record Ics201(
    Text incidentName,
    String incidentNumber,
    Instant initiatedAt,
    JsonNode mapSketch,
    Text situation,
    List<Text> safety,
    PersonRef preparedBy,
    Instant asOf,
    List<Text> objectives,
    List<Action> actions,
    List<Position> organization,
    List<Resource> resources,
    boolean drill) {

  /// Field 8.
  public record Action(Instant at, Text text) {}

  /// Field 9.
  public record Position(Text position, String name) {}

  /// Field 10.
  public record Resource(
      Text resource,
      String identifier,
      @Nullable Instant orderedAt,
      @Nullable Instant eta,
      boolean arrived,
      Text notes) {}
}
