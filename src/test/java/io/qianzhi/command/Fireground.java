package io.qianzhi.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// A chemical fire in the demo city with a crew on scene, for tests of what is commanded there.
public final class Fireground {
  private final TestServer server;
  private final String incident;

  private Fireground(TestServer server, String incident) {
    this.server = server;
    this.incident = incident;
  }

  /// Reports the fire and starts its plan.
  public static Fireground start(TestServer server, TestClient operator, TestClient chief) {
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    return new Fireground(server, incident);
  }

  /// One that no plan was started for.
  public static Fireground withoutPlan(TestServer server, TestClient operator) {
    return new Fireground(server, Scene.report(operator, "12D00", 0));
  }

  public String incident() {
    return incident;
  }

  /// The crew's unit is sent and comes to the scene; answers the unit's id.
  public String arrive(TestClient operator, TestClient crew) {
    var assignment = Scene.dispatch(operator, crew, incident);
    for (var state : List.of("acknowledged", "en_route", "on_scene")) {
      crew.post("/api/assignments/" + id(assignment) + "/state", Map.of("state", state))
          .expect(200);
    }
    return assignment.path("unitId").asText();
  }

  /// All units leave, so that the next test has them.
  public void clear(TestClient operator) {
    for (var assignment : detail(operator).path("assignments")) {
      if (!List.of("cleared", "cancelled").contains(assignment.path("state").asText())) {
        operator
            .post("/api/assignments/" + id(assignment) + "/state", Map.of("state", "cleared"))
            .expect(200);
      }
    }
  }

  public TestClient.Answer checkIn(TestClient client, double degreesNorth) {
    return client.post(
        path("check-ins"),
        Map.of(
            "point",
            Map.of("latitude", Scene.LATITUDE + degreesNorth, "longitude", Scene.LONGITUDE),
            "accuracyMeters",
            12,
            "fixAt",
            server.clock().instant().toString()));
  }

  /// A path below this incident.
  public String path(String rest) {
    return "/api/incidents/" + incident + "/" + rest;
  }

  public JsonNode detail(TestClient client) {
    return Scene.detail(client, incident);
  }

  /// One entity of the incident as it is now.
  public JsonNode entity(TestClient client, String collection, String id) {
    return find(detail(client).path(collection), "id", id);
  }

  public JsonNode step(TestClient client, String code) {
    return find(detail(client).path("steps"), "code", code);
  }

  public static JsonNode find(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + field + " " + value + " in " + list));
  }

  /// What the timeline tells of this kind, oldest first.
  public List<JsonNode> events(TestClient client, String kind) {
    return Scene.stream(client.get(path("timeline?limit=1000")).expect(200))
        .filter(event -> event.path("kind").asText().equals(kind))
        .toList();
  }

  public static String id(JsonNode entity) {
    return entity.path("id").asText();
  }

  public static String personId(TestClient client) {
    return client.person().path("id").asText();
  }

  /// The kinds of this incident's notices that wait for somebody.
  public List<String> notices(TestClient client) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("incidentId").asText().equals(incident))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }
}
