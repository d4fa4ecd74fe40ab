package io.qianzhi.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
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
