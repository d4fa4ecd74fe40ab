package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "priority, 9, priority, too_large, 4",
    "priority, high, priority, wrong_type,",
    "place, '', place, too_short, 1",
    "place, , place, missing,",
    "callbackNumber, call me, callbackNumber, wrong_form,",
    "typeCode, 99999, typeCode, no_such_thing,",
    "answeredAt, 2096-01-01T10:00:00Z, answeredAt, impossible,",
    "surprise, x, surprise, unknown_field,",
    "point.latitude, 91, point.latitude, too_large, 90",
    "point.system, mars, point.system, not_one_of,",
    "casualties.dead, -1, casualties.dead, too_small, 0"
  })
  void aProblemNamesTheFieldTheRuleAndTheLimit(
      String changed, @Nullable String value, String field, String rule, @Nullable Integer limit) {
    var call = (ObjectNode) Json.tree(Calls.call("12G00"));
    var parts = changed.split("\\.", -1);
    var owner = parts.length == 1 ? call : (ObjectNode) call.get(parts[0]);
    var name = parts[parts.length - 1];
    if (value == null) {
      owner.remove(name);
    } else if (value.matches("-?\\d{1,2}")) {
      owner.put(name, Integer.parseInt(value));
    } else {
      owner.put(name, value);
    }

    var problem = operator.post("/api/calls", call).expectProblem(400, "invalid_request");
    var expected = Json.MAPPER.createObjectNode().put("field", field).put("rule", rule);
    if (limit != null) {
      expected.put("limit", limit);
    }
    assertThat(problem.get("params")).isEqualTo(expected);
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void aProblemNamesTheParameterToo() {
    assertThat(fault("/api/places")).isEqualTo("text missing ");
    assertThat(fault("/api/places?text=")).isEqualTo("text too_short 1");
    assertThat(fault("/api/places?text=x&limit=99")).isEqualTo("limit too_large 20");
    assertThat(fault("/api/incidents?state=lost")).isEqualTo("state not_one_of ");
  }

  private static String fault(String path) {
    var params = operator.get(path).expectProblem(400, "invalid_request").get("params");
    return params.path("field").asText()
        + " "
        + params.path("rule").asText()
        + " "
        + params.path("limit");
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
