package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The operator's night through the front door: calls, duplicates, grades, units.
class FrontDoorTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final TestClient operator = server.signIn("operator");

  @Test
  void aCallBecomesAnIncidentWithAreaDutyChainAndGrade() {
    var call = Calls.call("12G00", Calls.LATITUDE, Calls.LONGITUDE, 60);
    call.put("callbackNumber", "13900001111");
    var incident = operator.post("/api/calls", call).expect(201).get("incident");
    assertThat(incident.path("number").asText()).matches("\\d{8}-\\d{4}");
    assertThat(incident.path("grade").asInt()).isEqualTo(2);
    assertThat(incident.path("gradeProposal").path("basis").asText()).contains("493");
    assertThat(incident.path("areas")).hasSize(5);
    assertThat(texts(incident.path("dutyChain"), "duty")).contains("LEAD", "COUNTY", "TOWN");
    assertThat(incident.path("drill").asBoolean()).isTrue();

    var path = "/api/incidents/" + incident.path("id").asText();
    var detail = operator.get(path).expect(200);
    assertThat(detail.path("calls").get(0).path("callbackNumber").asText())
        .isEqualTo("13900001111");
    assertThat(server.signIn("supervisor").get(path).expect(200).path("calls").toString())
        .doesNotContain("13900001111");
    var timeline = operator.get(path + "/timeline").expect(200);
    assertThat(texts(timeline, "kind")).startsWith("incident.created");
    assertThat(timeline.toString()).doesNotContain("13900001111");
  }

  /// Victims and callers are counts and a call-back number, deleted on a schedule.
  @Test
  void callbackNumbersAreDeletedAfterAnIncidentIsClosed() throws InterruptedException {
    try (var own = TestServer.start()) {
      var chief = own.signIn("chief");
      var call = Calls.call("12Y00");
      call.put("callbackNumber", "13900003333");
      var path =
          "/api/incidents/"
              + chief.post("/api/calls", call).expect(201).at("/incident/id").asText();
      var closed = Map.of("state", "closed", "outcome", "resolved", "version", 1);
      chief.post(path + "/state", closed).expect(200);
      own.clock().advance(Duration.ofDays(29));
      assertThat(chief.get(path).expect(200).toString()).contains("13900003333");
      own.clock().advance(Duration.ofDays(2));
      TestServer.until(() -> !chief.get(path).expect(200).toString().contains("13900003333"));
      assertThat(texts(chief.get(path + "/timeline").expect(200), "kind"))
          .endsWith("incident.numbers_deleted");
    }
  }

  @Test
  void coordinatesOfOtherSystemsAreConvertedAndKept() {
    var call = Calls.call("12H00");
    call.put(
        "point",
        Map.of("latitude", 40.0013047896019, "longitude", 120.00567568355486, "system", "gcj_02"));
    var taken = operator.post("/api/calls", call).expect(201).get("call");
    assertThat(taken.path("point").path("latitude").asDouble()).isBetween(39.99999, 40.00001);
    assertThat(taken.path("source").path("system").asText()).isEqualTo("gcj_02");
    assertThat(taken.path("source").path("longitude").asDouble()).isEqualTo(120.00567568355486);
  }

  @Test
  void aSecondCallIsFoundAsDuplicateAttachedAndDetached() {
    var call = Calls.call("12G00", 51.1300, 71.4100, 0);
    call.put("callbackNumber", "13800002222");
    var first = operator.post("/api/calls", call).expect(201);
    var nearby =
        Map.of(
            "point", Map.of("latitude", 51.1305, "longitude", 71.4102),
            "typeCode", "12G00",
            "callbackNumber", "13800002222");
    var candidates = operator.post("/api/calls/duplicates", nearby).expect(200);
    assertThat(candidates.get(0).path("incident").path("id"))
        .isEqualTo(first.get("incident").get("id"));
    assertThat(candidates.get(0).path("score").asDouble()).isGreaterThan(0.8);
    assertThat(candidates.get(0).path("reasons").toString())
        .contains("near", "recent", "same_type", "same_number");

    var second = operator.post("/api/calls", Calls.call("12G00", 51.1305, 71.4102, 3)).expect(201);
    var callPath = "/api/calls/" + second.get("call").get("id").asText();
    var target = first.get("incident").get("id").asText();
    var attached = operator.post(callPath + "/attach", Map.of("incidentId", target)).expect(200);
    assertThat(attached.path("incident").path("callCount").asInt()).isEqualTo(2);
    assertThat(attached.path("incident").path("casualties").path("serious").asInt()).isEqualTo(3);
    var left =
        operator.get("/api/incidents/" + second.get("incident").get("id").asText()).expect(200);
    assertThat(left.path("incident").path("state").asText()).isEqualTo("closed");
    assertThat(left.path("incident").path("outcome").asText()).isEqualTo("duplicate");

    var detached = operator.post(callPath + "/detach", Map.of()).expect(200);
    assertThat(detached.path("incident").path("id").asText()).isNotEqualTo(target);
    operator.post(callPath + "/detach", Map.of()).expectProblem(409, "only_call");
  }

  @Test
  void theGradeFollowsTheNumbersUntilSomebodyOverrulesItWithAReason() {
    var incident = Calls.incident(operator, "12D00");
    var path = "/api/incidents/" + incident.get("id").asText();
    assertThat(incident.path("grade").isMissingNode()).isTrue();
    var numbers = Map.of("dead", 3, "missing", 0, "trapped", 0, "serious", 0, "light", 0);
    var updated = operator.patch(path, Map.of("version", 1, "casualties", numbers)).expect(200);
    assertThat(updated.path("grade").asInt()).isEqualTo(3);
    operator.patch(path, Map.of("version", 1, "priority", 1)).expectProblem(409, "stale_version");
    int version = updated.get("version").asInt();
    operator
        .post(path + "/grade", Map.of("grade", 1, "version", version))
        .expectProblem(400, "reason_required");
    var overruled =
        operator
            .post(path + "/grade", Map.of("grade", 1, "version", version, "reason", "可能扩大"))
            .expect(200);
    assertThat(overruled.path("gradeOverruled").path("reason").asText()).isEqualTo("可能扩大");
    var later =
        operator
            .patch(path, Map.of("version", overruled.get("version").asInt(), "priority", 1))
            .expect(200);
    assertThat(later.path("grade").asInt()).isEqualTo(1);
    assertThat(later.path("gradeProposal").path("grade").asInt()).isEqualTo(3);
  }

  @Test
  void unitsAreRecommendedByRoadDispatchedOnceAndFollowed() {
    for (var unit : operator.get("/api/units").expect(200)) {
      if (List.of("fire", "medical", "police").contains(unit.get("service").asText())) {
        operator
            .post("/api/units/" + unit.get("id").asText() + "/duty", Map.of("duty", "on_duty"))
            .expect(200);
      }
    }
    var incident = Calls.incident(operator, "12G00");
    var path = "/api/incidents/" + incident.get("id").asText();
    var recommendation = operator.get(path + "/recommendation").expect(200);
    var chosen = new ArrayList<String>();
    for (var line : recommendation.get("lines")) {
      double last = 0;
      for (var candidate : line.get("candidates")) {
        if (candidate.get("chosen").asBoolean()) {
          chosen.add(candidate.get("unitId").asText());
          assertThat(candidate.get("travelSeconds").asDouble()).isGreaterThanOrEqualTo(last);
          last = candidate.get("travelSeconds").asDouble();
        }
      }
    }
    assertThat(chosen).hasSize(5).doesNotHaveDuplicates();

    var sent = operator.post(path + "/assignments", Map.of("unitIds", chosen)).expect(201);
    assertThat(sent).hasSize(5);
    assertThat(operator.get(path + "/recommendation").expect(200).get("lines"))
        .as("who is on it counts")
        .allSatisfy(line -> assertThat(line.get("required").asInt()).isZero());
    operator
        .post(path + "/assignments", Map.of("unitIds", List.of(chosen.getFirst())))
        .expectProblem(409, "unit_not_available");
    var assignment = "/api/assignments/" + sent.get(0).get("id").asText();
    operator.post(assignment + "/state", Map.of("state", "on_scene")).expect(200);
    operator
        .post(assignment + "/state", Map.of("state", "en_route"))
        .expectProblem(409, "illegal_transition");
    assertThat(operator.get(assignment + "/route").expect(200).path("points").size())
        .isGreaterThan(1);
    operator
        .post(path + "/state", Map.of("state", "closed", "outcome", "resolved", "version", 1))
        .expectProblem(409, "units_assigned");
    for (var each : sent) {
      operator
          .post(
              "/api/assignments/" + each.get("id").asText() + "/state", Map.of("state", "cleared"))
          .expect(200);
    }
    assertThat(
            Calls.unit(operator, sent.get(0).get("callSign").asText()).get("availability").asText())
        .isEqualTo("available");
    operator
        .post(path + "/state", Map.of("state", "closed", "outcome", "resolved", "version", 1))
        .expect(200);
  }

  /// Status of one assignment never touches another; availability is derived.
  @Test
  void theStatusOfOneAssignmentNeverTouchesAnother() {
    var one = Calls.onDuty(operator, firstOf("traffic"));
    var two = Calls.onDuty(operator, lastOf("traffic"));
    var incident = Calls.incident(operator, "12H00");
    var sent =
        operator
            .post(
                "/api/incidents/" + incident.get("id").asText() + "/assignments",
                Map.of("unitIds", List.of(one.get("id").asText(), two.get("id").asText())))
            .expect(201);
    operator
        .post(
            "/api/assignments/" + sent.get(0).get("id").asText() + "/state",
            Map.of("state", "cleared"))
        .expect(200);
    var detail = operator.get("/api/incidents/" + incident.get("id").asText()).expect(200);
    var states = texts(detail.get("assignments"), "state");
    assertThat(states).containsExactlyInAnyOrder("cleared", "dispatched");
    assertThat(texts(operator.get("/api/units").expect(200), "availability")).contains("assigned");
  }

  @Test
  void peopleSeeOnlyTheirArea() {
    var incident = Calls.incident(operator, "12Y00");
    var path = "/api/incidents/" + incident.get("id").asText();
    var county = incident.get("areas").get(1).get("code").asText();
    var hedong = server.signIn("operator-hedong");
    if (county.equals("990102000000")) {
      hedong.get(path).expect(200);
    } else {
      hedong.get(path).expectProblem(404, "not_found");
      hedong.patch(path, Map.of("version", 1, "priority", 1)).expectProblem(404, "not_found");
      hedong.get(path + "/timeline").expectProblem(404, "not_found");
    }
    for (var unit : hedong.get("/api/units").expect(200)) {
      assertThat(unit.get("areaCode").asText()).startsWith("990102");
    }
    server.signIn("fire").get("/api/incidents").expectProblem(403, "permission_denied");
    TestClient.send(server.url(), "GET", "/api/incidents", null, null, null)
        .expectProblem(401, "not_signed_in");
  }

  private static String firstOf(String service) {
    return byService(service).getFirst();
  }

  private static String lastOf(String service) {
    return byService(service).getLast();
  }

  private static List<String> byService(String service) {
    return StreamSupport.stream(operator.get("/api/units").expect(200).spliterator(), false)
        .filter(unit -> unit.get("service").asText().equals(service))
        .map(unit -> unit.get("callSign").asText())
        .toList();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
