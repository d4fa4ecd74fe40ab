package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.TimelineEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Makes the after-action report and the forms from an incident's log.
public final class AfterActionService {
  private final ReviewSettings settings;
  private final IncidentService incidents;
  private final ReplayService replays;
  private final ReviewService reviews;
  private final Timeline timeline;
  private final Function<String, Text> typeName;
  private final InstantSource clock;

  /// @param typeName what a type of event is called
  public AfterActionService(
      ReviewSettings settings,
      IncidentService incidents,
      ReplayService replays,
      ReviewService reviews,
      Timeline timeline,
      Function<String, Text> typeName,
      InstantSource clock) {
    this.settings = settings;
    this.incidents = incidents;
    this.replays = replays;
    this.reviews = reviews;
    this.timeline = timeline;
    this.typeName = typeName;
    this.clock = clock;
  }

  /// @throws io.qianzhi.platform.problem.Problem 404 when it is outside the actor's area
  AfterAction report(Tx tx, UUID incidentId, Actor actor) {
    return report(tx, incidents.require(tx, incidentId, actor));
  }

  /// For those who have checked who asks.
  public AfterAction report(Tx tx, Incident incident) {
    var incidentId = incident.id();
    var now = clock.instant();
    var picture = new Picture();
    var deliveries = new DeliveryResult.Watch();
    var command = new CommandWatch();
    replays.read(
        tx,
        incident,
        event -> {
          var changed = picture.follow(event);
          deliveries.follow(changed, event.at());
          command.follow(changed, event, incidentId.toString());
        });
    var answered = answeredAt(picture, incident);
    return new AfterAction(
        picture.incident(incidentId.toString()).orElseThrow(),
        typeName.apply(incident.typeCode()),
        now,
        timeline.verify(tx, Happening.stream(incidentId)),
        answered,
        Intervals.of(picture.all("assignments").stream(), answered, settings.standards()),
        DeadlineResult.of(picture, now),
        deliveries.results(picture.all("notices"), now),
        command.history,
        List.copyOf(picture.all("responses")),
        List.copyOf(picture.all("proposals")),
        AfterAction.Unsigned.of(picture),
        AfterAction.Skipped.of(picture),
        reviews.review(tx, incidentId),
        reviews.findings(tx, incidentId));
  }

  /// The first call is where the way to the scene begins.
  private static Instant answeredAt(Picture picture, Incident incident) {
    return picture.all("calls").stream()
        .map(call -> Instant.parse(call.path("answeredAt").asText()))
        .min(Instant::compareTo)
        .orElse(incident.receivedAt());
  }

  /// Remembers every change of command.
  private static final class CommandWatch {
    final List<AfterAction.InCommand> history = new ArrayList<>();

    void follow(JsonNode changed, TimelineEvent event, String incidentId) {
      for (JsonNode incident : changed.path("incidents")) {
        var commander = incident.path("commander");
        if (!incident.path("id").asText().equals(incidentId) || !commander.isObject()) {
          continue;
        }
        var person = Recorded.person(commander.path("person"));
        var since = Instant.parse(commander.path("since").asText());
        var last = history.isEmpty() ? null : history.getLast();
        if (last != null && last.person().id().equals(person.id())) {
          continue;
        }
        if (last != null) {
          history.set(
              history.size() - 1,
              new AfterAction.InCommand(last.person(), last.since(), since, last.how()));
        }
        history.add(new AfterAction.InCommand(person, since, null, event.kind()));
      }
    }
  }
}
