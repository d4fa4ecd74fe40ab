package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A call through the front door: taken, graded, recommended, dispatched.
class FrontDoorTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Map<String, Object> call(String typeCode, double latitude, double longitude, int serious) {
    return Map.of(
        "typeCode",
        typeCode,
        "point",
        Map.of("latitude", latitude, "longitude", longitude, "system", "wgs_84"),
        "place",
        "测试路1号",
        "description",
        "仓库冒烟",
        "priority",
        2,
        "casualties",
        Map.of("dead", 0, "missing", 0, "trapped", 0, "serious", serious, "light", 0));
  }

  @Test
  void aCallBecomesAnIncidentWithAreaGradeAndRecommendation() {
    var operator = server.signIn("operator");
    var taken = operator.post("/api/calls", call("12G00", 51.1605, 71.4704, 60)).expect(201);
    var incident = taken.get("incident");
    assertThat(incident.path("grade").asInt()).isEqualTo(2);
    assertThat(incident.path("gradeProposal").path("basis").asText()).contains("493");
    assertThat(incident.path("areas")).hasSize(5);
    var id = incident.path("id").asText();

    var recommendation = operator.get("/api/incidents/" + id + "/recommendation").expect(200);
    assertThat(recommendation.path("lines")).isNotEmpty();

    var timeline = operator.get("/api/incidents/" + id + "/timeline").expect(200);
    assertThat(timeline.get(0).path("kind").asText()).isEqualTo("incident.created");
    assertThat(timeline.toString()).doesNotContain("callbackNumber");
    assertThat(
            operator
                .get("/api/incidents/" + id + "/timeline/verification")
                .expect(200)
                .path("intact")
                .asBoolean())
        .isTrue();
    operator
        .post("/api/incidents/" + id + "/assignments", Map.of("unitIds", List.of("not-an-id")))
        .expectProblem(400, "invalid_request");
  }
}
