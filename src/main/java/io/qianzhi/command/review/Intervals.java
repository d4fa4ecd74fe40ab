package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.command.review.ReviewSettings.Interval;
import io.qianzhi.command.review.ReviewSettings.Standard;
import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parts of one unit's way to the incident, each beside what it may take.
///
/// @param first whether it was sent with the first; what was called for later is not measured from
///   the call
public record Intervals(
    UUID unitId,
    String callSign,
    String service,
    boolean first,
    Instant sentAt,
    @Nullable Instant onSceneAt,
    List<Measured> measured) {

  /// One interval.
  ///
  /// @param seconds null = one of its ends was never recorded
  /// @param met null = nothing to hold it against
  public record Measured(
      Interval interval, @Nullable Long seconds, List<Against> standards, @Nullable Boolean met) {}

  /// A standard that applies.
  public record Against(
      String id, int seconds, Text name, String basis, boolean isDefault, boolean met) {}

  /// Of all assignments, who was sent first first.
  static List<Intervals> of(
      Stream<JsonNode> assignments, Instant answeredAt, List<Standard> standards) {
    var all =
        assignments
            .filter(assignment -> at(assignment, "dispatched") != null)
            .sorted(Comparator.comparing(one -> one.at("/times/dispatched").asText()))
            .toList();
    if (all.isEmpty()) {
      return List.of();
    }
    var firstSent = at(all.getFirst(), "dispatched");
    return all.stream()
        .map(
            assignment ->
                of(
                    assignment,
                    answeredAt,
                    firstSent != null && firstSent.equals(at(assignment, "dispatched")),
                    standards))
        .toList();
  }

  private static Intervals of(
      JsonNode assignment, Instant answeredAt, boolean first, List<Standard> standards) {
    var sent = Instant.parse(assignment.at("/times/dispatched").asText());
    var onScene = at(assignment, "on_scene");
    var setOut = at(assignment, "en_route");
    var service = assignment.path("service").asText();
    var measured = new ArrayList<Measured>();
    for (Interval interval : Interval.values()) {
      var from =
          switch (interval) {
            case DISPATCH, ARRIVAL -> first ? answeredAt : null;
            case ACKNOWLEDGE, TURNOUT, REACH -> sent;
            case TRAVEL -> setOut;
          };
      var to =
          switch (interval) {
            case DISPATCH -> sent;
            case ACKNOWLEDGE -> at(assignment, "acknowledged");
            case TURNOUT -> setOut;
            case TRAVEL, REACH, ARRIVAL -> onScene;
          };
      measured.add(measure(interval, service, sent, from, to, standards));
    }
    return new Intervals(
        UUID.fromString(assignment.path("unitId").asText()),
        assignment.path("callSign").asText(),
        service,
        first,
        sent,
        onScene,
        measured);
  }

  private static Measured measure(
      Interval interval,
      String service,
      Instant sent,
      @Nullable Instant from,
      @Nullable Instant to,
      List<Standard> standards) {
    if (from == null || to == null || to.isBefore(from)) {
      return new Measured(interval, null, List.of(), null);
    }
    var took = Duration.between(from, to);
    var cityTime = sent.atZone(CityTime.ZONE).toLocalTime();
    var against =
        standards.stream()
            .filter(standard -> standard.applies(interval, service, cityTime))
            .map(standard -> against(standard, took))
            .toList();
    return new Measured(
        interval,
        took.toSeconds(),
        against,
        against.isEmpty() ? null : Boolean.valueOf(against.stream().allMatch(Against::met)));
  }

  private static Against against(Standard standard, Duration took) {
    return new Against(
        standard.id(),
        standard.seconds(),
        standard.name(),
        standard.basis(),
        standard.isDefault(),
        took.compareTo(Duration.ofSeconds(standard.seconds())) <= 0);
  }

  private static @Nullable Instant at(JsonNode assignment, String state) {
    return Recorded.time(assignment.path("times"), state);
  }
}
