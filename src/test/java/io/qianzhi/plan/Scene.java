package io.qianzhi.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An emergency in the demo city, for tests of what follows from it.
public final class Scene {
  public static final double LATITUDE = 51.1655;
  public static final double LONGITUDE = 71.4272;

  private Scene() {}

  /// Takes a call and answers the incident's id.
  public static String report(TestClient operator, String typeCode, int dead) {
    var call =
        Map.of(
            "typeCode",
            typeCode,
            "point",
            Map.of("latitude", LATITUDE, "longitude", LONGITUDE, "system", "wgs_84"),
            "place",
            "工业大街12号",
            "description",
            "仓库有刺激性气味",
            "priority",
            1,
            "casualties",
            Map.of("dead", dead, "missing", 0, "trapped", 0, "serious", 3, "light", 8));
    return operator.post("/api/calls", call).expect(201).at("/incident/id").asText();
  }

  public static JsonNode detail(TestClient client, String incident) {
    return client.get("/api/incidents/" + incident).expect(200);
  }

  /// The duty chief starts the response that the grade proposed.
  public static void startProposed(TestClient chief, String incident) {
    var response = detail(chief, incident).at("/responses/0/id").asText();
    chief
        .post("/api/responses/" + response + "/confirmation", Map.of("confirmed", true))
        .expect(200);
  }

  /// The leader signs the activation order.
  public static void activate(TestClient mayor, String incident) {
    var response = detail(mayor, incident).at("/responses/0/id").asText();
    var order =
        Map.of("matter", "化工仓库泄漏", "level", 2, "expectedDurationMinutes", 720, "measures", "疏散");
    mayor.post("/api/responses/" + response + "/activation", order).expect(200);
  }

  /// The incident comes under control and its response ends, as it must: proposed, judged, signed.
  public static void end(TestClient chief, TestClient expert, TestClient mayor, String incident) {
    setState(chief, incident, Map.of("state", "controlled"));
    var response = detail(chief, incident).at("/responses/0/id").asText();
    var proposal =
        chief
            .post(
                "/api/responses/" + response + "/proposals",
                Map.of("kind", "end", "reason", "明火已灭，监测正常"))
            .expect(201);
    var path = "/api/proposals/" + proposal.path("id").asText();
    expert.post(path + "/opinions", Map.of("text", "可以终止", "inFavour", true)).expect(201);
    mayor.post(path + "/decision", Map.of("decision", "signed")).expect(200);
  }

  public static void close(TestClient chief, String incident) {
    setState(chief, incident, Map.of("state", "closed", "outcome", "resolved"));
  }

  private static void setState(TestClient chief, String incident, Map<String, Object> state) {
    var body = new HashMap<>(state);
    body.put("version", detail(chief, incident).at("/incident/version").asInt());
    chief.post("/api/incidents/" + incident + "/state", body).expect(200);
  }

  /// The crew goes on duty and its unit is sent; answers the assignment.
  public static JsonNode dispatch(TestClient operator, TestClient crew, String incident) {
    var unit = goOnDuty(crew);
    var sent =
        operator
            .post("/api/incidents/" + incident + "/assignments", Map.of("unitIds", List.of(unit)))
            .expect(201);
    return sent.path(0);
  }

  /// Answers the crew's unit.
  public static String goOnDuty(TestClient crew) {
    var unit = crew.person().path("unitId").asText();
    crew.post("/api/units/" + unit + "/duty", Map.of("duty", "on_duty")).expect(200);
    return unit;
  }

  public static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
