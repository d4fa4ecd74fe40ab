package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Cursor;
import io.qianzhi.timeline.TimelineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvolvementTest {
  private static final UUID ME = new UUID(0, 1);
  private static final UUID UNIT = new UUID(1, 1);
  private static final UUID INCIDENT = new UUID(2, 1);
  private static final UUID INCIDENT_2 = new UUID(2, 2);
  private static final UUID ASSIGNMENT = new UUID(3, 1);
  private static final String AREA = "990101000000";

  private final Involvement involvement = new Involvement();
  private final io.qianzhi.platform.http.Actor responder =
      VisibilityTest.actor("responder", AREA, false);
  private long lastId;

  @Test
  void aCrewSeesItsIncidentFromDispatchUntilItsAssignmentIsOver() {
    involvement.load(List.of(unit(1, ME)), List.of(), List.of(), List.of(), List.of());
    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNull();

    var dispatched = event(INCIDENT, List.of(assignment("dispatched", 1)));
    assertThat(dispatched.textFor(responder)).contains("\"assignments\":[");
    assertThat(dispatched.opensMoreTo(responder)).isTrue();

    var later = event(INCIDENT, List.of(assignment("en_route", 2)));
    assertThat(later.textFor(responder)).contains("en_route");
    assertThat(later.opensMoreTo(responder)).isFalse();

    var cleared = event(INCIDENT, List.of(assignment("cleared", 3)));
    assertThat(cleared.textFor(responder)).contains("cleared");
    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNull();
  }

  @Test
  void whoComesOnDutyWithAnAssignedUnitMustBeToldOfItsIncident() {
    involvement.load(
        List.of(unit(1)), List.of(assignment("en_route", 2)), List.of(), List.of(), List.of());

    var onDuty = event(null, List.of(unit(2, ME)));

    assertThat(onDuty.textFor(responder)).contains("\"units\":[");
    assertThat(onDuty.opensMoreTo(responder)).isTrue();
    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNotNull();
  }

  @Test
  void whoGoesOffDutySeesThatAndNothingAfter() {
    involvement.load(
        List.of(unit(1, ME)), List.of(assignment("en_route", 2)), List.of(), List.of(), List.of());

    assertThat(event(null, List.of(unit(2))).textFor(responder)).isNotNull();
    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNull();
  }

  @Test
  void whatIsReadAfterTheFeedHasBegunIsNotOlderThanWhatTheFeedTold() {
    event(INCIDENT, List.of(assignment("cleared", 3)));
    involvement.load(
        List.of(unit(1, ME)), List.of(assignment("on_scene", 2)), List.of(), List.of(), List.of());

    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNull();
  }

  /// A notice reaches its person beyond their area, but not what else happened there.
  @Test
  void anEntityThatIsTheirsComesWithoutTheEventThatIsNot() {
    var notice = view("notices", Map.of("id", new UUID(4, 1), "person", person(ME)));
    var other = view("notices", Map.of("id", new UUID(4, 2), "person", person(UNIT)));

    var text = event(INCIDENT, List.of(notice, other)).textFor(responder);

    var json = Json.read(String.valueOf(text), com.fasterxml.jackson.databind.JsonNode.class);
    assertThat(json.at("/entities/notices")).hasSize(1);
    assertThat(json.at("/entities/notices/0/person/id").asText()).isEqualTo(ME.toString());
    assertThat(json.at("/event/detail")).isEmpty();
    assertThat(json.at("/cursor").asText()).isEqualTo("9." + lastId);
  }

  /// What somebody without an assignment sees of an incident by being in command of it.
  @ParameterizedTest(
      name = "{0} {1}, then {2} {3}: sees it {4}, gets a snapshot {5}, sees more {6}")
  @CsvSource({
    "open,   ME,    open,       ME,    true,  false, true",
    "open,   ME,    controlled, ME,    true,  false, true",
    "open,   ME,    open,       OTHER, true,  false, false",
    "open,   ME,    closed,     ME,    true,  false, false",
    "open,   OTHER, open,       ME,    true,  true,  true",
    "open,   OTHER, open,       OTHER, false, false, false",
    "open,   NONE,  open,       ME,    true,  true,  true",
    "closed, ME,    open,       ME,    true,  true,  true",
    "closed, ME,    closed,     ME,    false, false, false",
  })
  void whoIsInCommandSeesTheIncidentUntilCommandHasPassedOrItIsOver(
      String stateBefore,
      String commanderBefore,
      String state,
      String commander,
      boolean sees,
      boolean snapshot,
      boolean seesMore) {
    involvement.load(List.of(unit(1, ME)), List.of(), List.of(), List.of(), List.of());
    event(INCIDENT, List.of(incident(stateBefore, commanderBefore, 1)));

    var changed = event(INCIDENT, List.of(incident(state, commander, 2)));

    assertThat(changed.textFor(responder) != null).isEqualTo(sees);
    assertThat(changed.opensMoreTo(responder)).isEqualTo(snapshot);
    assertThat(event(INCIDENT, List.of()).textFor(responder) != null).isEqualTo(seesMore);
  }

  @Test
  void whoWasInCommandBeforeTheFeedBeganIsSo() {
    event(INCIDENT_2, List.of(incident(INCIDENT_2, "open", "OTHER", 5)));
    involvement.load(
        List.of(),
        List.of(),
        List.of(
            incident("controlled", "ME", 3).json(), incident(INCIDENT_2, "open", "ME", 4).json()),
        List.of(),
        List.of());

    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNotNull();
    assertThat(event(INCIDENT_2, List.of()).textFor(responder)).isNull();
  }

  @Test
  void aMemberOfAWorkingGroupSeesTheIncidentUntilTheGroupIsDissolved() {
    involvement.load(List.of(), List.of(), List.of(), List.of(), List.of());
    var leader = VisibilityTest.actor("leader", "990102000000", false);

    var formed = event(INCIDENT, List.of(group("formed", 1)));
    assertThat(formed.textFor(leader)).contains("\"groups\":[");
    assertThat(formed.opensMoreTo(leader)).isTrue();
    assertThat(event(INCIDENT, List.of()).textFor(leader)).isNotNull();

    assertThat(event(INCIDENT, List.of(group("dissolved", 2))).textFor(leader)).isNotNull();
    assertThat(event(INCIDENT, List.of()).textFor(leader)).isNull();
  }

  @Test
  void nobodySeesAClosedIncidentThroughHisGroup() {
    involvement.load(
        List.of(), List.of(), List.of(), List.of(group("acknowledged", 1).json()), List.of());
    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNotNull();

    event(INCIDENT, List.of(incident("closed", "NONE", 5)));

    assertThat(event(INCIDENT, List.of()).textFor(responder)).isNull();
  }

  private static View group(String state, int version) {
    return new View(
        "groups",
        Map.of(
            "id",
            new UUID(4, 1),
            "incidentId",
            INCIDENT,
            "state",
            state,
            "lead",
            person(ME),
            "members",
            List.of(),
            "version",
            version));
  }

  private static View incident(String state, String commander, int version) {
    return incident(INCIDENT, state, commander, version);
  }

  private static View incident(UUID id, String state, String commander, int version) {
    var json = new HashMap<String, Object>(Map.of("id", id, "state", state, "version", version));
    if (!commander.equals("NONE")) {
      json.put("commander", Map.of("person", person(commander.equals("ME") ? ME : UNIT)));
    }
    return new View("incidents", json);
  }

  private record View(String collection, Map<String, Object> json) {}

  private LiveEvent event(@Nullable UUID incidentId, List<?> changed) {
    var entities = new HashMap<String, List<Object>>();
    for (Object one : changed) {
      var view = one instanceof View named ? named : new View(collection(one), asMap(one));
      entities.computeIfAbsent(view.collection(), name -> new ArrayList<>()).add(view.json());
    }
    lastId++;
    return involvement.follow(
        new TimelineEvent(
            lastId,
            new Cursor("9", lastId),
            "s",
            1,
            Instant.EPOCH,
            "x.y",
            null,
            incidentId,
            AREA,
            false,
            "{\"secret\":1}",
            Json.write(entities),
            ""));
  }

  private static String collection(Object json) {
    return asMap(json).containsKey("crew") ? "units" : "assignments";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object json) {
    return (Map<String, Object>) json;
  }

  private static View view(String collection, Map<String, Object> json) {
    return new View(collection, json);
  }

  private static Map<String, Object> person(UUID id) {
    return Map.of("id", id, "name", "x");
  }

  private static Map<String, Object> unit(int version, UUID... crew) {
    return Map.of(
        "id",
        UNIT,
        "version",
        version,
        "crew",
        java.util.Arrays.stream(crew).map(InvolvementTest::person).toList());
  }

  private static Map<String, Object> assignment(String state, int version) {
    return Map.of(
        "id",
        ASSIGNMENT,
        "unitId",
        UNIT,
        "incidentId",
        INCIDENT,
        "state",
        state,
        "version",
        version);
  }
}
