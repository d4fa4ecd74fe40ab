package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Changes of a response's level and its end, through the front door.
class ProposalTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private final TestClient operator = server.signIn("operator");
  private final TestClient chief = server.signIn("chief");
  private final TestClient mayor = server.signIn("mayor");
  private final TestClient expert = server.signIn("expert");

  @Test
  void aLevelIsRaisedByProposalOpinionAndTheSignaturesThatTheNewLevelDemands() {
    var incident = running();
    var secretary = server.signIn("secretary");
    operator.post(change(incident), raise(1)).expectProblem(403, "permission_denied");
    server.signIn("fire").post(change(incident), raise(1)).expectProblem(403, "cannot_propose");
    chief.post(change(incident), raise(3)).expectProblem(400, "invalid_request");

    var proposal = chief.post(change(incident), raise(1)).expect(201);
    chief.post(change(incident), raise(1)).expectProblem(409, "proposal_open");
    assertThat(kinds(expert, proposal)).containsExactly("opinion_wanted");
    opine(mayor, proposal).expectProblem(403, "expert_duty_required");
    assertThat(kinds(mayor, proposal)).containsExactly("signature_wanted");
    assertThat(kinds(secretary, proposal)).containsExactly("signature_wanted");

    var wrong =
        decide(server.signIn("deputy-mayor"), proposal, "signed")
            .expectProblem(403, "not_the_signer");
    assertThat(wrong.at("/params/people").toString()).contains("宋文清", "陈志远");
    decide(mayor, proposal, "signed").expectProblem(409, "urgent_reason_missing");
    opine(expert, proposal).expect(201);
    assertThat(kinds(expert, proposal)).isEmpty();
    assertThat(kinds(mayor, proposal)).containsExactly("signature_wanted");
    var half = decide(mayor, proposal, "signed").expect(200);
    assertThat(half.path("state").asText()).isEqualTo("open");
    assertThat(response(incident).path("level").asInt()).isEqualTo(2);
    decide(mayor, proposal, "signed").expectProblem(403, "not_the_signer");

    var signed = decide(secretary, proposal, "signed").expect(200);
    assertThat(signed.path("state").asText()).isEqualTo("signed");
    assertThat(response(incident).path("level").asInt()).isEqualTo(1);
    var review = step(incident, "B17");
    assertThat(review.path("state").asText()).isEqualTo("done");
    assertThat(review.at("/signedBy/name").asText()).isEqualTo("宋文清");
    decide(secretary, proposal, "signed").expectProblem(409, "proposal_decided");
    assertThat(kinds(secretary, proposal)).isEmpty();
    opine(expert, proposal).expectProblem(409, "proposal_decided");
  }

  @Test
  void aRaiseThatCannotWaitIsSignedBeforeTheOpinionWithItsReasonInWriting() {
    var incident = running();
    var secretary = server.signIn("secretary");
    var proposal = chief.post(change(incident), raise(1)).expect(201);
    urgently(mayor, proposal, "  ").expectProblem(409, "urgent_reason_missing");
    urgently(mayor, proposal, "储罐将爆").expect(200);
    var signed = decide(secretary, proposal, "signed").expect(200);
    assertThat(signed.path("state").asText()).isEqualTo("signed");
    assertThat(signed.path("urgentReason").asText()).isEqualTo("储罐将爆");
    assertThat(response(incident).path("level").asInt()).isEqualTo(1);
    assertThat(step(incident, "B17").path("evidence").asText()).contains("紧急先行签发：储罐将爆");
    assertThat(kinds(secretary, proposal)).isEmpty();

    assertThat(kinds(expert, proposal)).containsExactly("opinion_wanted");
    assertThat(opine(expert, proposal).expect(201).path("state").asText()).isEqualTo("signed");
    assertThat(kinds(expert, proposal)).isEmpty();

    assertThat(event(incident, "response.level_changed").at("/detail/urgent/zh").asText())
        .isEqualTo("（紧急先行签发：储罐将爆）");
    var report = chief.get("/api/incidents/" + incident + "/after-action").expect(200);
    assertThat(report.at("/proposals/0/urgentReason").asText()).isEqualTo("储罐将爆");
    assertThat(report.at("/proposals/0/opinions")).hasSize(1);
  }

  @Test
  void whoeverIsInCommandAtTheSceneRaisesTheLevel() {
    var incident = running();
    var crew = server.signIn("fire2");
    crew.post(change(incident), raise(1)).expectProblem(403, "cannot_propose");
    var assignment = Scene.dispatch(operator, crew, incident);
    for (var state : List.of("acknowledged", "en_route", "on_scene")) {
      crew.post("/api/assignments/" + id(assignment) + "/state", Map.of("state", state))
          .expect(200);
    }
    var proposal = crew.post(change(incident), raise(1)).expect(201);
    assertThat(proposal.at("/proposedBy/name").asText()).isEqualTo("孙海涛");
    decide(crew, proposal, "withdrawn").expect(200);
  }

  @Test
  void aProposalIsRefusedWithAReasonOrWithdrawnByWhoMadeIt() {
    var incident = running();
    var lower = Map.of("kind", "lower", "level", 3, "reason", "险情减轻");
    var proposal = chief.post(change(incident), lower).expect(201);
    var deputy = server.signIn("deputy-mayor");
    decide(deputy, proposal, "refused").expectProblem(400, "invalid_request");
    decide(mayor, proposal, "withdrawn").expectProblem(403, "not_your_proposal");
    var no = Map.of("decision", "refused", "note", "余火未灭");
    deputy.post("/api/proposals/" + id(proposal) + "/decision", no).expect(200);
    assertThat(response(incident).path("level").asInt()).isEqualTo(2);

    var again = chief.post(change(incident), lower).expect(201);
    var gone = decide(chief, again, "withdrawn").expect(200);
    assertThat(gone.path("state").asText()).isEqualTo("withdrawn");
    assertThat(Scene.detail(chief, incident).path("proposals")).hasSize(2);

    var third = chief.post(change(incident), lower).expect(201);
    urgently(deputy, third, "等不及").expectProblem(409, "opinion_missing");
    opine(expert, third).expect(201);
    decide(deputy, third, "signed").expect(200);
    opine(expert, third).expectProblem(409, "proposal_decided");
  }

  @Test
  void aResponseEndsOnlyUnderControlAndThenItsLastPhaseGoesOn() {
    var incident = running();
    var end = Map.of("kind", "end", "reason", "明火已灭，监测正常");
    chief.post(change(incident), end).expectProblem(409, "not_controlled");
    state(incident, "closed").expectProblem(409, "response_active");
    state(incident, "controlled").expect(200);
    sign(step(incident, "B18")).expectProblem(409, "termination_order_needed");

    var proposal = chief.post(change(incident), end).expect(201);
    opine(expert, proposal).expect(201);
    state(incident, "open").expect(200);
    decide(mayor, proposal, "signed").expectProblem(409, "not_controlled");
    state(incident, "controlled").expect(200);
    decide(mayor, proposal, "signed").expect(200);

    var response = response(incident);
    assertThat(response.path("state").asText()).isEqualTo("ended");
    assertThat(response.path("endedAt").asText()).isNotEmpty();
    var order = step(incident, "B18");
    assertThat(order.path("state").asText()).isEqualTo("done");
    assertThat(order.at("/signedBy/name").asText()).isEqualTo("陈志远");
    assertThat(order.path("evidence").asText()).contains("明火已灭", "1人同意");
    Scene.stream(Scene.detail(chief, incident).path("steps"))
        .filter(step -> !step.path("phase").asText().equals("P6"))
        .forEach(
            step ->
                assertThat(step.path("state").asText())
                    .as(step.path("code").asText())
                    .isIn("done", "not_needed"));
    assertThat(step(incident, "B19").path("dueAt").asText()).isNotEmpty();
    complete(chief, step(incident, "B04")).expectProblem(409, "response_ended");
    sign(step(incident, "H05")).expectProblem(409, "response_ended");

    state(incident, "closed").expect(200);
    var review = step(incident, "B21");
    assertThat(review.path("state").asText()).isEqualTo("open");
    sign(review).expect(200);
    chief
        .post("/api/incidents/" + incident + "/responses", Map.of("planCode", "FIRE", "level", 4))
        .expectProblem(409, "incident_closed");
  }

  @Test
  void whatIsDoneAndNotSignedIsNamedBeforeTheEndIsSignedAndStaysSo() {
    var incident = running();
    complete(chief, step(incident, "H05")).expect(200);
    server.clock().advance(Duration.ofMinutes(46));
    TestServer.until(() -> step(incident, "H05").path("overdue").asBoolean());
    state(incident, "controlled").expect(200);
    var end = Map.of("kind", "end", "reason", "明火已灭，监测正常");
    var proposal = chief.post(change(incident), end).expect(201);
    assertThat(missing(proposal)).contains("H05 true", "H04 false").doesNotContain("B06 false");
    opine(expert, proposal).expect(201);
    var signed = decide(mayor, proposal, "signed").expect(200);
    assertThat(missing(signed)).contains("H05 true");

    var ended = event(incident, "response.ended");
    assertThat(ended.at("/detail/unsigned/0").asText()).isEqualTo("H05 下风向疏散令");
    var report = chief.get("/api/incidents/" + incident + "/after-action").expect(200);
    assertThat(report.at("/unsigned/0/code").asText()).isEqualTo("H05");
    assertThat(report.at("/unsigned/0/doneBy").asText()).isEqualTo("周建国");
    sign(step(incident, "H05")).expectProblem(409, "response_ended");
    assertThat(step(incident, "H05").path("state").asText()).isEqualTo("done");
    assertThat(step(incident, "H05").path("overdue").asBoolean()).isFalse();
    assertThat(step(incident, "H05").path("late").asBoolean()).isTrue();
  }

  /// Once for each duration that was set.
  @Test
  void whenTheExpectedDurationIsOverThoseWhoRunItAreToldOnce() {
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    var path = "/api/responses/" + id(response(incident));
    var more = Map.of("minutes", 60, "reason", "余火未清");
    mayor.post(path + "/extension", more).expectProblem(409, "activation_unsigned");
    var order =
        Map.of("matter", "化工仓库泄漏", "level", 2, "expectedDurationMinutes", 20, "measures", "疏散");
    mayor.post(path + "/activation", order).expect(200);
    server.clock().advance(Duration.ofMinutes(21));
    TestServer.until(() -> kinds(chief, response(incident)).contains("response_due"));
    var wrong = server.signIn("deputy-mayor");
    wrong.post(path + "/extension", more).expectProblem(403, "not_the_signer");
    var extended = mayor.post(path + "/extension", more).expect(200);
    assertThat(Instant.parse(extended.path("expectedUntil").asText()))
        .isAfter(server.clock().instant().plus(Duration.ofMinutes(59)));
    assertThat(kinds(chief, response(incident))).doesNotContain("response_due");
    server.clock().advance(Duration.ofMinutes(61));
    TestServer.until(() -> kinds(chief, response(incident)).contains("response_due"));
    assertThat(
            Scene.stream(chief.get("/api/incidents/" + incident + "/timeline").expect(200))
                .filter(event -> event.path("kind").asText().equals("response.due")))
        .hasSize(2);
  }

  private static List<String> missing(JsonNode proposal) {
    return Scene.stream(proposal.path("missing"))
        .map(one -> one.path("code").asText() + " " + one.path("unsigned").asBoolean())
        .toList();
  }

  private String running() {
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    Scene.activate(mayor, incident);
    return incident;
  }

  private String change(String incident) {
    return "/api/responses/" + id(response(incident)) + "/proposals";
  }

  private static Map<String, Object> raise(int level) {
    return Map.of("kind", "raise", "level", level, "reason", "火势蔓延至相邻储罐");
  }

  private static TestClient.Answer opine(TestClient client, JsonNode proposal) {
    return client.post(
        "/api/proposals/" + id(proposal) + "/opinions",
        Map.of("text", "储罐受热，应扩大响应", "inFavour", true));
  }

  private static TestClient.Answer decide(TestClient client, JsonNode proposal, String decision) {
    return client.post(
        "/api/proposals/" + id(proposal) + "/decision", Map.of("decision", decision));
  }

  private static TestClient.Answer urgently(TestClient client, JsonNode proposal, String reason) {
    return client.post(
        "/api/proposals/" + id(proposal) + "/decision",
        Map.of("decision", "signed", "urgentReason", reason));
  }

  private JsonNode event(String incident, String kind) {
    return Scene.stream(chief.get("/api/incidents/" + incident + "/timeline").expect(200))
        .filter(event -> event.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private TestClient.Answer sign(JsonNode step) {
    return mayor.post("/api/steps/" + id(step) + "/signature", Map.of());
  }

  private static TestClient.Answer complete(TestClient client, JsonNode step) {
    return client.post(
        "/api/steps/" + id(step) + "/completion",
        Map.of("evidence", "已办", "version", step.path("version").asInt()));
  }

  private TestClient.Answer state(String incident, String state) {
    var version = Scene.detail(chief, incident).at("/incident/version").asInt();
    var body =
        state.equals("closed")
            ? Map.<String, Object>of("state", state, "version", version, "outcome", "resolved")
            : Map.<String, Object>of("state", state, "version", version);
    return chief.post("/api/incidents/" + incident + "/state", body);
  }

  private JsonNode response(String incident) {
    return Scene.detail(chief, incident).at("/responses/0");
  }

  private JsonNode step(String incident, String code) {
    return Scene.stream(Scene.detail(chief, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(TestClient client, JsonNode subject) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("subjectId").asText().equals(id(subject)))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }

  private static String id(JsonNode entity) {
    return entity.path("id").asText();
  }
}
