package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Responses through the front door.
class ResponseTest {
  private static final Map<String, Object> ORDER =
      Map.of(
          "matter",
          "化工仓库泄漏",
          "level",
          2,
          "expectedDurationMinutes",
          720,
          "measures",
          "疏散下风向居民，封控周边道路");

  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void aSeriousIncidentGetsItsPlanProposedAndAHumanStartsIt() {
    var operator = server.signIn("operator");
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var incident = Scene.report(operator, "12D00", 10);

    var proposed = Scene.detail(chief, incident).at("/responses/0");
    assertThat(proposed.path("state").asText()).isEqualTo("proposed");
    assertThat(proposed.path("planCode").asText()).isEqualTo("HAZ");
    assertThat(proposed.path("level").asInt()).isEqualTo(2);
    assertThat(noticeKinds(chief, incident)).contains("response_proposed");
    assertThat(noticeKinds(mayor, incident)).contains("response_proposed");
    var path = "/api/responses/" + proposed.path("id").asText();

    mayor
        .post(path + "/confirmation", Map.of("confirmed", true))
        .expectProblem(403, "permission_denied");
    chief.post(path + "/activation", ORDER).expectProblem(403, "permission_denied");
    mayor.post(path + "/activation", ORDER).expectProblem(409, "response_not_active");
    chief
        .post(path + "/confirmation", Map.of("confirmed", false))
        .expectProblem(400, "invalid_request");

    var active = chief.post(path + "/confirmation", Map.of("confirmed", true)).expect(200);
    assertThat(active.path("state").asText()).isEqualTo("active");
    chief
        .post(path + "/confirmation", Map.of("confirmed", true))
        .expectProblem(409, "response_decided");
    assertThat(Scene.detail(chief, incident).path("steps")).hasSize(36);
    assertThat(step(chief, incident, "B05").path("state").asText()).isEqualTo("done");
    assertThat(step(chief, incident, "B06").at("/owners/0/name").asText()).isEqualTo("陈志远");
    assertThat(noticeKinds(chief, incident)).doesNotContain("response_proposed");
    assertThat(noticeKinds(mayor, incident)).contains("response_started", "signature_wanted");
  }

  @Test
  void aProposalFollowsTheGradeUpButNeverDown() {
    var operator = server.signIn("operator");
    var chief = server.signIn("chief");
    var incident = Scene.report(operator, "12D00", 3);
    assertThat(Scene.detail(chief, incident).path("responses")).isEmpty();

    dead(operator, incident, 10);
    assertThat(levels(chief, incident)).containsExactly("proposed 2");
    dead(operator, incident, 30);
    assertThat(levels(chief, incident)).containsExactly("proposed 1");
    dead(operator, incident, 2);
    assertThat(levels(chief, incident)).containsExactly("proposed 1");

    var id = Scene.detail(chief, incident).at("/responses/0/id").asText();
    chief
        .post(
            "/api/responses/" + id + "/confirmation", Map.of("confirmed", false, "reason", "伤亡已核减"))
        .expect(200);
    dead(operator, incident, 11);
    assertThat(levels(chief, incident))
        .as("declined at a worse level")
        .containsExactly("declined 1");

    var path = "/api/incidents/" + incident + "/responses";
    chief.post(path, Map.of("planCode", "NONE", "level", 2)).expectProblem(400, "invalid_request");
    chief.post(path, Map.of("planCode", "FIRE", "level", 2)).expect(201);
    chief.post(path, Map.of("planCode", "HAZ", "level", 2)).expectProblem(409, "response_open");
    assertThat(levels(chief, incident)).containsExactly("declined 1", "proposed 2");
  }

  @Test
  void whatLiesOutsideOnesAreaDoesNotExist() {
    var incident = started("12D00");
    var chief = server.signIn("chief");
    var county = Scene.detail(chief, incident).at("/incident/areas/1/code").asText();
    var elsewhere = server.signIn(county.startsWith("990103") ? "county-04" : "county-03");
    var step = step(chief, incident, "H05").path("id").asText();
    var response = Scene.detail(chief, incident).at("/responses/0/id").asText();

    for (var path :
        List.of("/api/steps/" + step + "/signature", "/api/steps/" + incident + "/signature")) {
      var problem = elsewhere.post(path, Map.of()).expectProblem(404, "not_found");
      assertThat(problem.path("detail").asText()).doesNotContain("incident");
    }
    elsewhere
        .post("/api/responses/" + response + "/activation", ORDER)
        .expectProblem(404, "not_found");
  }

  @Test
  void anActivationOrderNeedsAllFourParts() {
    var incident = started("12D00");
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var path =
        "/api/responses/"
            + Scene.detail(mayor, incident).at("/responses/0/id").asText()
            + "/activation";

    for (var part : ORDER.keySet()) {
      var without = new HashMap<>(ORDER);
      without.remove(part);
      assertThat(mayor.post(path, without).status()).as(part).isEqualTo(400);
    }
    var blank = new HashMap<>(ORDER);
    blank.put("measures", "  ");
    mayor.post(path, blank).expectProblem(400, "invalid_request");
    var order = step(chief, incident, "B06");
    complete(chief, order).expectProblem(409, "activation_order_needed");
    server.signIn("emergency").post(path, ORDER).expectProblem(403, "not_the_signer");

    var signed = mayor.post(path, ORDER).expect(200);
    assertThat(signed.at("/activation/signedBy/name").asText()).isEqualTo("陈志远");
    mayor.post(path, ORDER).expectProblem(409, "activation_signed");
    order = step(chief, incident, "B06");
    assertThat(order.path("state").asText()).isEqualTo("done");
    assertThat(order.at("/signedBy/name").asText()).isEqualTo("陈志远");
    // The next signature becomes possible with it, and the leader is told.
    assertThat(subjects(mayor, "signature_wanted"))
        .contains(step(chief, incident, "B07").path("id").asText())
        .doesNotContain(order.path("id").asText());
  }

  @Test
  void anOrderOfTheHighestLevelNeedsTwoSignaturesUnderTheSameWords() {
    var incident = started("12D00");
    var mayor = server.signIn("mayor");
    var secretary = server.signIn("secretary");
    var path =
        "/api/responses/"
            + Scene.detail(mayor, incident).at("/responses/0/id").asText()
            + "/activation";
    var above = secretary.post(path, withLevel(4)).expect(200);
    assertThat(above.at("/activation/signedBy/name").asText()).isEqualTo("宋文清");

    var other = started("12D00");
    var second =
        "/api/responses/"
            + Scene.detail(mayor, other).at("/responses/0/id").asText()
            + "/activation";
    var deputy = server.signIn("deputy-mayor");
    assertThat(
            deputy
                .post(second, ORDER)
                .expectProblem(403, "not_the_signer")
                .at("/params/people")
                .toString())
        .contains("陈志远", "宋文清");
    var half = mayor.post(second, withLevel(1)).expect(200);
    assertThat(half.has("activation")).isFalse();
    assertThat(half.path("level").asInt()).isEqualTo(2);
    mayor.post(second, withLevel(1)).expectProblem(403, "not_the_signer");
    assertThat(step(mayor, other, "B06").path("state").asText()).isEqualTo("open");
    assertThat(subjects(secretary, "signature_wanted"))
        .contains(step(mayor, other, "B06").path("id").asText());

    var changed = withLevel(1);
    changed.put("measures", "疏散三公里内居民");
    assertThat(secretary.post(second, changed).expect(200).has("activation"))
        .as("other words begin anew")
        .isFalse();
    var whole = mayor.post(second, changed).expect(200);
    assertThat(whole.at("/activation/measures").asText()).contains("三公里");
    assertThat(whole.path("level").asInt()).isEqualTo(1);
    assertThat(step(mayor, other, "B06").path("state").asText()).isEqualTo("done");
  }

  private static Map<String, Object> withLevel(int level) {
    var order = new HashMap<>(ORDER);
    order.put("level", level);
    return order;
  }

  @Test
  void lifeSafetyStepsAreNeverLockedAndAllOthersAre() {
    var incident = started("12D00");
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");

    var conference = complete(chief, step(chief, incident, "H08"));
    assertThat(conference.expectProblem(409, "step_blocked").path("detail").asText())
        .contains("H04");
    var evacuation = complete(mayor, step(mayor, incident, "H05")).expect(200);
    assertThat(evacuation.path("state").asText()).isEqualTo("done");
    assertThat(evacuation.has("signedAt")).isFalse();
    assertThat(subjects(mayor, "signature_wanted")).contains(evacuation.path("id").asText());

    complete(chief, evacuation).expectProblem(409, "step_done");
    var signed =
        mayor
            .post("/api/steps/" + evacuation.path("id").asText() + "/signature", Map.of())
            .expect(200);
    assertThat(signed.at("/signedBy/name").asText()).isEqualTo("陈志远");
    assertThat(subjects(mayor, "signature_wanted")).doesNotContain(evacuation.path("id").asText());

    var verified = complete(chief, step(chief, incident, "B02")).expect(200);
    complete(chief, verified).expectProblem(409, "step_done");
    var reopened =
        chief
            .delete("/api/steps/" + verified.path("id").asText() + "/completion?reason=wrong")
            .expect(200);
    assertThat(reopened.path("state").asText()).isEqualTo("open");
    complete(chief, verified).expectProblem(409, "stale_version");
    complete(server.signIn("fire"), reopened).expectProblem(403, "not_your_step");
  }

  @Test
  void theFirstDispatchTicksItsStepAlsoBeforeTheResponseStarts() {
    var operator = server.signIn("operator");
    var incident = Scene.report(operator, "12D00", 10);
    var sent = Scene.dispatch(operator, server.signIn("fire2"), incident);
    Scene.startProposed(server.signIn("chief"), incident);

    var dispatched = step(operator, incident, "B01");
    assertThat(dispatched.path("state").asText()).isEqualTo("done");
    assertThat(dispatched.path("evidence").asText()).contains(sent.path("callSign").asText());
  }

  @Test
  void aDeadlineFiresOnceAlsoAfterARestartAndThenAsLate() {
    var first = TestServer.start();
    var operator = first.signIn("operator");
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(first.signIn("chief"), incident);

    first.clock().advance(Duration.ofMinutes(6));
    TestServer.until(() -> step(operator, incident, "B02").path("overdue").asBoolean());
    assertThat(subjects(operator, "step_overdue"))
        .contains(step(operator, incident, "B02").path("id").asText());
    first.close();

    first.clock().advance(Duration.ofMinutes(7));
    try (var second = first.startAgain(TestServer.noCluster())) {
      var again = second.signIn("operator");
      TestServer.until(() -> step(again, incident, "H01").path("overdue").asBoolean());
      assertThat(overdueEvents(again, incident, "B02")).hasSize(1);
      assertThat(overdueEvents(again, incident, "H01"))
          .singleElement()
          .satisfies(event -> assertThat(event.at("/detail/late").asBoolean()).isTrue());
      var late = complete(again, step(again, incident, "B02")).expect(200);
      assertThat(late.path("late").asBoolean()).isTrue();
      assertThat(late.path("overdue").asBoolean()).isFalse();
    }
  }

  private static String started(String type) {
    var incident = Scene.report(server.signIn("operator"), type, 10);
    Scene.startProposed(server.signIn("chief"), incident);
    return incident;
  }

  private static void dead(TestClient operator, String incident, int dead) {
    var casualties = Map.of("dead", dead, "missing", 0, "trapped", 0, "serious", 3, "light", 8);
    var version = Scene.detail(operator, incident).at("/incident/version").asInt();
    operator
        .patch("/api/incidents/" + incident, Map.of("casualties", casualties, "version", version))
        .expect(200);
  }

  private static List<String> levels(TestClient client, String incident) {
    return Scene.stream(Scene.detail(client, incident).path("responses"))
        .map(one -> one.path("state").asText() + " " + one.path("level").asInt())
        .toList();
  }

  private static JsonNode step(TestClient client, String incident, String code) {
    return Scene.stream(Scene.detail(client, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static TestClient.Answer complete(TestClient client, JsonNode step) {
    return client.post(
        "/api/steps/" + step.path("id").asText() + "/completion",
        Map.of("evidence", "已办", "version", step.path("version").asInt()));
  }

  private static List<String> noticeKinds(TestClient client, String incident) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("incidentId").asText().equals(incident))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }

  private static List<String> subjects(TestClient client, String kind) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("kind").asText().equals(kind))
        .map(notice -> notice.path("subjectId").asText())
        .toList();
  }

  private static List<JsonNode> overdueEvents(TestClient client, String incident, String code) {
    return StreamSupport.stream(
            client.get("/api/incidents/" + incident + "/timeline").expect(200).spliterator(), false)
        .filter(event -> event.path("kind").asText().equals("step.overdue"))
        .filter(event -> event.at("/detail/code").asText().equals(code))
        .toList();
  }
}
