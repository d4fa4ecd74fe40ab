package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.TimelineEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fills the forms of the Incident Command System from an incident's log.
public final class IcsService {
  /// What a form has room for; the newest are the ones that count in a briefing.
  private static final int MOST_ACTIONS = 30;

  private final IncidentService incidents;
  private final ReplayService replays;
  private final Activities activities;
  private final Function<String, Text> typeName;
  private final Map<String, Text> serviceNames;
  private final InstantSource clock;

  public IcsService(
      IncidentService incidents,
      ReplayService replays,
      Activities activities,
      Function<String, Text> typeName,
      Map<String, Text> serviceNames,
      InstantSource clock) {
    this.incidents = incidents;
    this.replays = replays;
    this.activities = activities;
    this.typeName = typeName;
    this.serviceNames = serviceNames;
    this.clock = clock;
  }

  /// @param at as known then; null = as known now
  Ics201 briefing(Tx tx, UUID incidentId, @Nullable Instant at, Actor actor) {
    var incident = incidents.require(tx, incidentId, actor);
    var asOf = at == null ? clock.instant() : at;
    var picture = new Picture();
    var actions = new ArrayList<Ics201.Action>();
    replays.read(
        tx,
        incident,
        event -> {
          if (!event.at().isAfter(asOf)) {
            picture.follow(event);
            var text = event.kind().startsWith("notice.") ? null : activities.sentence(event);
            if (text != null) {
              actions.add(new Ics201.Action(event.at(), text));
            }
          }
        });
    var known =
        picture
            .incident(incidentId.toString())
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "at", FieldRule.IMPOSSIBLE, "Nothing was known then yet."));
    return new Ics201(
        name(incident, known),
        incident.number(),
        incident.receivedAt(),
        known.path("point"),
        situation(known),
        safety(picture),
        actor.ref(),
        asOf,
        objectives(picture),
        actions.subList(Math.max(0, actions.size() - MOST_ACTIONS), actions.size()),
        organization(known, picture),
        picture.all("assignments").stream().map(this::resource).toList(),
        incident.drill());
  }

  /// @param unitId of this unit
  /// @param personId of this person; with neither, of all
  Ics214 log(Tx tx, UUID incidentId, @Nullable UUID unitId, @Nullable UUID personId, Actor actor) {
    var incident = incidents.require(tx, incidentId, actor);
    var picture = new Picture();
    var log = new ArrayList<Ics214.Activity>();
    replays.read(
        tx,
        incident,
        event -> {
          var changed = picture.follow(event);
          var text = concerns(event, changed, unitId, personId) ? activities.sentence(event) : null;
          if (text != null) {
            log.add(new Ics214.Activity(event.at(), text));
          }
        });
    var known = picture.incident(incidentId.toString()).orElseThrow();
    var unit = unitId == null ? null : picture.find("units", unitId.toString());
    if (unitId != null && unit == null) {
      throw Problem.notFound("unit", unitId);
    }
    var person = personId == null ? null : person(picture, personId);
    var closedAt = incident.closedAt();
    return new Ics214(
        name(incident, known),
        incident.number(),
        incident.receivedAt(),
        closedAt == null ? clock.instant() : closedAt,
        unit != null ? unit.path("callSign").asText() : person != null ? person : "",
        unit != null
            ? new Text("出动力量", "Resource")
            : person != null ? new Text("人员", "Person") : new Text("全部", "All"),
        unit == null ? "" : unit.path("stationName").asText(),
        resources(picture, unit),
        log,
        actor.ref(),
        clock.instant(),
        incident.drill());
  }

  private static boolean concerns(
      TimelineEvent event, JsonNode changed, @Nullable UUID unitId, @Nullable UUID personId) {
    if (unitId != null) {
      return changed
          .path("assignments")
          .valueStream()
          .anyMatch(one -> one.path("unitId").asText().equals(unitId.toString()));
    }
    var by = event.actor();
    return personId == null || (by != null && by.id().equals(personId));
  }

  private Text name(Incident incident, JsonNode known) {
    var type = typeName.apply(incident.typeCode());
    var place = known.path("place").asText();
    return new Text(place + " " + type.zh(), type.en() + ", " + place);
  }

  private static Text situation(JsonNode known) {
    var description = known.path("description").asText();
    var numbers = known.path("casualties");
    var zh =
        "%s。死亡 %d，失联 %d，被困 %d，重伤 %d，轻伤 %d。"
            .formatted(
                description,
                count(numbers, "dead"),
                count(numbers, "missing"),
                count(numbers, "trapped"),
                count(numbers, "serious"),
                count(numbers, "light"));
    var en =
        "%s. Dead %d, missing %d, trapped %d, serious %d, light %d."
            .formatted(
                description,
                count(numbers, "dead"),
                count(numbers, "missing"),
                count(numbers, "trapped"),
                count(numbers, "serious"),
                count(numbers, "light"));
    return new Text(zh, en);
  }

  private static int count(JsonNode numbers, String kind) {
    return numbers.path(kind).asInt();
  }

  /// Life-safety steps that are open, and the withdrawal signal in force.
  private static List<Text> safety(Picture picture) {
    var all = new ArrayList<Text>();
    for (var signal : picture.all("withdrawals")) {
      if (signal.path("state").asText().equals("over")) {
        continue;
      }
      var words = signal.path("signal").asText();
      all.add(new Text("撤离信号：" + words, "Withdrawal signal: " + words));
    }
    openSteps(picture).stream()
        .filter(step -> step.path("lifeSafety").asBoolean())
        .map(IcsService::title)
        .forEach(all::add);
    return all;
  }

  /// The measures that were ordered, then the steps that are open.
  private static List<Text> objectives(Picture picture) {
    var all = new ArrayList<Text>();
    for (var response : picture.all("responses")) {
      var measures = response.at("/activation/measures").asText();
      if (!measures.isEmpty()) {
        all.add(new Text(measures, measures));
      }
    }
    openSteps(picture).stream().limit(10).map(IcsService::title).forEach(all::add);
    return all;
  }

  private static List<JsonNode> openSteps(Picture picture) {
    return picture.all("steps").stream()
        .filter(step -> step.path("state").asText().equals("open"))
        .sorted(
            (one, other) ->
                Integer.compare(one.path("position").asInt(), other.path("position").asInt()))
        .toList();
  }

  private static Text title(JsonNode step) {
    return Recorded.text(step.path("title"));
  }

  private static List<Ics201.Position> organization(JsonNode known, Picture picture) {
    var all = new ArrayList<Ics201.Position>();
    var commander = known.at("/commander/person/name").asText();
    if (!commander.isEmpty()) {
      all.add(new Ics201.Position(new Text("现场指挥", "Incident Commander"), commander));
    }
    for (var group : picture.all("groups")) {
      if (!group.path("state").asText().equals("dissolved")) {
        all.add(
            new Ics201.Position(
                Recorded.text(group.path("name")), group.at("/lead/name").asText()));
      }
    }
    return all;
  }

  private Ics201.Resource resource(JsonNode assignment) {
    var times = assignment.path("times");
    var travel = assignment.path("travelSeconds");
    var ordered = Recorded.time(times, "dispatched");
    var notes =
        assignment.path("notes").isEmpty()
            ? assignment.path("instruction").asText()
            : assignment
                .path("notes")
                .get(assignment.path("notes").size() - 1)
                .path("text")
                .asText();
    var service = assignment.path("service").asText();
    var state = activities.word(assignment.path("state").asText());
    return new Ics201.Resource(
        serviceNames.getOrDefault(service, new Text(service, service)),
        assignment.path("callSign").asText(),
        ordered,
        ordered == null || !travel.isNumber() ? null : ordered.plusSeconds(travel.asLong()),
        times.has("on_scene"),
        new Text((state.zh() + " " + notes).strip(), (state.en() + " " + notes).strip()));
  }

  private static List<Ics214.Resource> resources(Picture picture, @Nullable JsonNode unit) {
    var all = new ArrayList<Ics214.Resource>();
    for (var each : unit == null ? picture.all("units") : List.of(unit)) {
      for (var person : each.path("crew")) {
        all.add(
            new Ics214.Resource(
                person.path("name").asText(),
                new Text(
                    "班组 " + each.path("callSign").asText(),
                    "Crew " + each.path("callSign").asText()),
                each.path("stationName").asText()));
      }
    }
    return all;
  }

  private static @Nullable String person(Picture picture, UUID personId) {
    for (var notice : picture.all("notices")) {
      if (notice.at("/person/id").asText().equals(personId.toString())) {
        return notice.at("/person/name").asText();
      }
    }
    return null;
  }
}
