package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad input gets a problem with a stable code and changes nothing.
class BadInputTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final TestClient operator = server.signIn("operator");

  record Bad(String what, String body, int status, String code) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Bad> badCalls() {
    return List.of(
        new Bad("malformed JSON", "{\"typeCode\": ", 400, "invalid_request"),
        new Bad("not an object", "[1, 2]", 400, "invalid_request"),
        changed("wrong type", call -> call.put("priority", "high")),
        changed("out of range", call -> call.put("priority", 9)),
        changed("unknown field", call -> call.put("surprise", true)),
        changed("missing field", call -> call.remove("place")),
        changed("impossible latitude", call -> call.put("point", point(91, 71, "wgs_84"))),
        changed("unknown system", call -> call.put("point", point(51, 71, "mars"))),
        changed("unknown type", call -> call.put("typeCode", "99999")),
        changed(
            "unknown incident",
            call -> call.put("incidentId", UUID.randomUUID()),
            404,
            "not_found"),
        changed("text too long", call -> call.put("description", "长".repeat(2001))),
        changed(
            "a megabyte", call -> call.put("description", "x".repeat(1_000_000)), 413, "too_large"),
        changed("no number", call -> call.put("callbackNumber", "call me")),
        changed("February 30th", call -> call.put("answeredAt", "2026-02-30T10:00:00Z")),
        changed("answered tomorrow", call -> call.put("answeredAt", "2096-01-01T10:00:00Z")),
        changed("a zero byte", call -> call.put("description", "a\u0000b"), 400, "invalid_text"));
  }

  private static Bad changed(String what, Consumer<Map<String, Object>> change) {
    return changed(what, change, 400, "invalid_request");
  }

  private static Bad changed(
      String what, Consumer<Map<String, Object>> change, int status, String code) {
    var call = Calls.call("12G00");
    change.accept(call);
    return new Bad(what, Json.write(call), status, code);
  }

  private static Map<String, Object> point(double latitude, double longitude, String system) {
    return Map.of("latitude", latitude, "longitude", longitude, "system", system);
  }

  @ParameterizedTest
  @MethodSource("badCalls")
  void aBadCallIsRefusedAndNothingIsWritten(Bad bad) {
    JsonNode before = operator.get("/api/incidents?limit=200").expect(200);
    var problem =
        operator.raw("POST", "/api/calls", bad.body()).expectProblem(bad.status(), bad.code());
    assertThat(problem.path("detail").asText()).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(operator.get("/api/incidents?limit=200").expect(200)).isEqualTo(before);
  }

  @Test
  void addressesThatDoNotExistAreProblemsToo() {
    operator.get("/api/nothing").expectProblem(404, "not_found");
    operator.get("/api/incidents/not-an-id").expectProblem(400, "invalid_request");
    operator.get("/api/incidents/" + UUID.randomUUID()).expectProblem(404, "not_found");
    operator.delete("/api/incidents").expectProblem(405, "method_not_allowed");
    TestClient.send(server.url(), "GET", "/api/me", null, "not.a.token", null)
        .expectProblem(401, "not_signed_in");
  }
}
