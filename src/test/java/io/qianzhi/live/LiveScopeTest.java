package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.Calls;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who sees what of an incident: by area, by assignment, by command.
class LiveScopeTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final TestClient operator = server.signIn("operator");

  @Test
  void aCrewSeesItsIncidentAndNoOther() {
    var fire = server.signIn("fire2");
    var unit = Scene.goOnDuty(fire);
    var other = operator.post("/api/calls", Calls.call(51.12, 71.45)).expect(201).path("incident");
    try (var phone = LiveClient.connect(server, fire, null)) {
      phone.expect("welcome");
      var before = phone.expect("snapshot").path("entities");
      assertThat(before.path("incidents")).isEmpty();
      assertThat(before.path("units")).hasSize(1);

      var incident =
          operator.post("/api/calls", Calls.call(51.16, 71.42)).expect(201).path("incident");
      operator
          .post(
              "/api/incidents/" + incident.path("id").asText() + "/assignments",
              Map.of("unitIds", List.of(unit)))
          .expect(201);

      var event = phone.expectEvent("assignment.dispatched");
      assertThat(event.at("/entities/assignments/0/unitId").asText()).isEqualTo(unit);
      var seen = phone.expect("snapshot").path("entities");
      assertThat(seen.path("incidents")).hasSize(1);
      assertThat(seen.at("/incidents/0/id")).isEqualTo(incident.path("id"));
      assertThat(seen.path("notices").findValuesAsText("kind")).contains("assignment");
      assertThat(seen.findValuesAsText("incidentId")).doesNotContain(other.path("id").asText());

      var assignment = event.at("/entities/assignments/0/id").asText();
      var answer =
          phone.command(
              "press-001",
              "setAssignmentState",
              Map.of("assignmentId", assignment),
              Map.of("state", "acknowledged"));
      assertThat(answer.at("/result/state").asText()).isEqualTo("acknowledged");
    }
  }

  @Test
  void ownersOfTheLastPhaseSeeTheirStepsAlsoWhenTheIncidentIsClosed() {
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    Scene.activate(mayor, incident);
    Scene.end(chief, server.signIn("expert"), mayor, incident);
    Scene.close(chief, incident);

    assertThat(incidentsOf(server.signIn("supervisor")))
        .as("owner of the review")
        .contains(incident);
    assertThat(incidentsOf(server.signIn("weather")))
        .as("owner of nothing")
        .doesNotContain(incident);
  }

  private static List<String> incidentsOf(TestClient person) {
    try (var page = LiveClient.connect(server, person, null)) {
      page.expect("welcome");
      return page.expect("snapshot").at("/entities/incidents").findValuesAsText("id");
    }
  }

  @Test
  void theNoticeOfAnOpenPageIsRecordedAsSent() {
    var person = server.signIn("police");
    var unit = Scene.goOnDuty(person);
    try (var phone = LiveClient.start(server, person);
        var console = LiveClient.start(server, server.signIn("operator"))) {
      var incident =
          operator.post("/api/calls", Calls.call(51.17, 71.44)).expect(201).path("incident");
      operator
          .post(
              "/api/incidents/" + incident.path("id").asText() + "/assignments",
              Map.of("unitIds", List.of(unit)))
          .expect(201);
      phone.expect(m -> m.at("/entities/notices/0/kind").asText().equals("assignment"));
      console.expect(
          message ->
              message.at("/entities/notices/0/person/id").equals(person.person().path("id"))
                  && message
                      .at("/entities/notices/0/deliveries")
                      .findValuesAsText("device")
                      .contains(person.device()));
    }
  }

  @Test
  void anOperatorOfAnotherDistrictSeesNothingOfIt() {
    try (var hedong = LiveClient.start(server, server.signIn("operator-hedong"));
        var city = LiveClient.start(server, server.signIn("operator"))) {
      var elsewhere = Calls.call(51.13, 71.40);
      var hedongLake = Calls.call(51.1361, 71.4847);
      var first = operator.post("/api/calls", elsewhere).expect(201).path("incident");
      var second = operator.post("/api/calls", hedongLake).expect(201).path("incident");
      assertThat(second.path("areas").findValuesAsText("code")).contains("990102000000");

      city.expect(m -> m.at("/entities/incidents/0/id").equals(first.path("id")));
      city.expect(m -> m.at("/entities/incidents/0/id").equals(second.path("id")));
      var seen = hedong.expect(m -> m.at("/entities/incidents").size() > 0);
      assertThat(seen.at("/entities/incidents/0/id")).isEqualTo(second.path("id"));
    }
  }

  @Test
  void aCrewInCommandFollowsItsIncidentUntilCommandHasPassed() {
    var fire = server.signIn("fire");
    var mayor = server.signIn("mayor");
    var incident = Scene.report(operator, "12D00", 0);
    var assignment = Scene.dispatch(operator, fire, incident).path("id").asText();
    for (var state : List.of("acknowledged", "en_route", "on_scene", "cleared")) {
      fire.post("/api/assignments/" + assignment + "/state", Map.of("state", state)).expect(200);
    }

    try (var phone = LiveClient.connect(server, fire, null)) {
      phone.expect("welcome");
      var known = phone.expect("snapshot");
      assertThat(known.at("/entities/incidents")).hasSize(1);
      assertThat(known.at("/entities/incidents/0/id").asText()).isEqualTo(incident);

      var asked = requestCommand(mayor, incident);
      var heard = phone.expectEvent("command.requested");
      assertThat(heard.at("/entities/commandTransfers/0/id").asText()).isEqualTo(asked);
      try (var second = LiveClient.connect(server, server.signIn("fire"), cursorOf(known))) {
        // What was missed is told whole: being in command decides what this person sees.
        assertThat(second.expect("welcome").path("resumed").asBoolean()).isFalse();
        assertThat(
                second
                    .expect("snapshot")
                    .at("/entities/commandTransfers")
                    .findValuesAsText("state"))
            .contains("requested");
      }

      phone.command(
          "hand-over",
          "decideCommandTransfer",
          Map.of("transferId", asked),
          Map.of("decision", "accepted"));
      checkIn(mayor, incident);
      goOffDuty(fire);
      var next =
          phone.expect(
              message ->
                  message.at("/event/kind").asText().equals("person.checked_in")
                      || message.at("/event/kind").asText().equals("unit.duty_changed"));
      assertThat(next.at("/event/kind").asText()).isEqualTo("unit.duty_changed");
    }
    try (var phone = LiveClient.connect(server, fire, null)) {
      assertThat(phone.expect("snapshot").at("/entities/incidents")).isEmpty();
    }
  }

  @Test
  void anOrderIsSeenAndAnsweredOverTheSocketAlsoByWhoWasAwayWhenItWasGiven() {
    var mayor = server.signIn("mayor");
    var leader = server.signIn("county-02");
    var incident = Scene.report(operator, "12D00", 0);
    String cursor;
    try (var phone = LiveClient.connect(server, leader, null)) {
      assertThat(phone.expect("snapshot").at("/entities/incidents").findValuesAsText("id"))
          .as("another district's")
          .doesNotContain(incident);
      var order = order(mayor, incident, leader, "到场会商");
      var heard = phone.expectEvent("order.issued");
      assertThat(heard.at("/entities/orders/0/id").asText()).isEqualTo(order);
      cursor = heard.path("cursor").asText();
    }
    var missed = order(mayor, incident, leader, "带齐资料");
    try (var phone = LiveClient.connect(server, leader, cursor);
        var console = LiveClient.start(server, operator)) {
      phone.expect(
          message -> message.at("/entities/orders").findValuesAsText("id").contains(missed));
      var answer =
          phone.command("answer-01", "acknowledgeOrder", Map.of("orderId", missed), Map.of());
      assertThat(answer.at("/result/state").asText()).isEqualTo("acknowledged");
      var heard = console.expectEvent("order.acknowledged");
      assertThat(heard.at("/entities/orders/0/acknowledgedBy/name"))
          .isEqualTo(leader.person().path("name"));
      var again =
          phone.command("answer-01", "acknowledgeOrder", Map.of("orderId", missed), Map.of());
      assertThat(again.path("result")).as("the same press twice").isEqualTo(answer.path("result"));
    }
  }

  private static String order(TestClient giver, String incident, TestClient to, String text) {
    var addressee = Map.of("kind", "person", "id", to.person().path("id").asText());
    return giver
        .post(
            "/api/incidents/" + incident + "/orders", Map.of("addressee", addressee, "text", text))
        .expect(201)
        .path("id")
        .asText();
  }

  private static String cursorOf(JsonNode snapshot) {
    return snapshot.path("cursor").asText();
  }

  private static String requestCommand(TestClient leader, String incident) {
    checkIn(leader, incident);
    var asked =
        leader
            .post("/api/incidents/" + incident + "/command-transfers", Map.of())
            .expect(201)
            .path("id")
            .asText();
    leader.post("/api/command-transfers/" + asked + "/briefing", Map.of()).expect(200);
    leader
        .post("/api/command-transfers/" + asked + "/decision", Map.of("decision", "accepted"))
        .expect(200);
    return asked;
  }

  private static void checkIn(TestClient person, String incident) {
    person
        .post(
            "/api/incidents/" + incident + "/check-ins",
            Map.of(
                "point",
                Map.of("latitude", Scene.LATITUDE, "longitude", Scene.LONGITUDE),
                "accuracyMeters",
                12,
                "fixAt",
                server.clock().instant().toString()))
        .expect(201);
  }

  private static void goOffDuty(TestClient responder) {
    var unit = responder.person().path("unitId").asText();
    responder.post("/api/units/" + unit + "/duty", Map.of("duty", "off_duty")).expect(200);
  }
}
