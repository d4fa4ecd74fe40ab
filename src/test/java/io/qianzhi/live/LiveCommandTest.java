package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LiveCommandTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCrewInCommandFollowsItsIncidentUntilCommandHasPassed() {
    var operator = server.signIn("operator");
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

  private static String cursorOf(JsonNode snapshot) {
    return snapshot.path("cursor").asText();
  }

  private static String requestCommand(TestClient leader, String incident) {
    checkIn(leader, incident);
    return leader
        .post("/api/incidents/" + incident + "/command-transfers", Map.of())
        .expect(201)
        .path("id")
        .asText();
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
