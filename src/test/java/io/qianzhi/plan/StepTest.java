package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What people and the clock make of steps, through the front door.
class StepTest {
  private static TestServer server;
  private static TestClient operator;
  private static TestClient chief;
  private static TestClient mayor;
  private static TestClient supervisor;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    operator = server.signIn("operator");
    chief = server.signIn("chief");
    mayor = server.signIn("mayor");
    supervisor = server.signIn("supervisor");
  }

  private static void signIn() {
    operator = server.signIn("operator");
    chief = server.signIn("chief");
    mayor = server.signIn("mayor");
    supervisor = server.signIn("supervisor");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSkippedStepCountsAsPassedUntilThatIsTakenBack() {
    var incident = running();
    var fire = server.signIn("fire-chief");
    skip(server.signIn("market"), incident, "H01").expectProblem(403, "not_your_step");
    skip(mayor, incident, "B18").expectProblem(409, "termination_order_needed");
    chief
        .post(path(incident, "H01", "skip"), Map.of("reason", " "))
        .expectProblem(400, "invalid_request");

    complete(chief, incident, "H07").expectProblem(409, "step_blocked");
    var skipped = skip(fire, incident, "H01").expect(200);
    assertThat(skipped.path("state").asText()).isEqualTo("skipped");
    assertThat(skipped.at("/skipped/reason").asText()).isEqualTo("现场已无此条件");
    assertThat(skipped.at("/skipped/by/name").asText()).isEqualTo("姚国平");
    skip(fire, incident, "H01").expectProblem(409, "step_skipped");
    assertThat(kinds(fire, skipped)).isEmpty();
    complete(chief, incident, "H07").expect(200);
    // What would have happened with its completion has not.
    assertThat(Scene.detail(chief, incident).path("cordons")).isEmpty();
    assertThat(event(incident, "step.skipped").at("/detail/reason").asText()).isEqualTo("现场已无此条件");
    var review = chief.get("/api/incidents/" + incident + "/after-action").expect(200);
    assertThat(review.at("/skipped/0/code").asText()).isEqualTo("H01");
    assertThat(review.at("/skipped/0/skippedBy").asText()).isEqualTo("姚国平");
    assertThat(review.path("deadlines").findValuesAsText("outcome")).contains("skipped");

    chief.delete(path(incident, "H01", "skip")).expect(200);
    assertThat(step(incident, "H01").path("state").asText()).isEqualTo("open");
    assertThat(step(incident, "H01").at("/skipped/by").isMissingNode()).isTrue();
    chief.delete(path(incident, "H01", "skip")).expectProblem(409, "step_open");
    assertThat(event(incident, "step.unskipped").at("/detail/code").asText()).isEqualTo("H01");
  }

  @Test
  void aStepIsSignedByItsOwnerOrWhoStandsAbove() {
    var incident = running();
    var path = path(incident, "B07", "signature");
    server.signIn("market").post(path, Map.of()).expectProblem(403, "not_a_signer");
    server.signIn("deputy-mayor").post(path, Map.of()).expectProblem(403, "not_a_signer");
    var signed = server.signIn("secretary").post(path, Map.of()).expect(200);
    assertThat(signed.at("/signedBy/name").asText()).isEqualTo("宋文清");
  }

  @Test
  void aStepIsAddedOnTheSpotForARoleOrAPerson() {
    var incident = running();
    var path = "/api/responses/" + Scene.detail(chief, incident).at("/responses/0/id").asText();
    var drain = Map.of("title", "封堵雨水井", "role", "ENV", "deadlineMinutes", 20);
    operator.post(path + "/steps", drain).expectProblem(403, "cannot_add_step");
    chief.post(path + "/steps", Map.of("title", "封堵")).expectProblem(400, "invalid_request");

    var added = mayor.post(path + "/steps", drain).expect(201);
    assertThat(added.path("code").asText()).isEqualTo("X01");
    assertThat(added.path("phase").asText()).isEqualTo("ADDED");
    assertThat(added.at("/added/by/name").asText()).isEqualTo("陈志远");
    assertThat(added.at("/owners/0/name").asText()).isEqualTo("陈丽娟");
    assertThat(added.path("dueAt").asText()).isNotEmpty();
    var environment = server.signIn("environment");
    assertThat(kinds(environment, added)).containsExactly("step_delegated");
    complete(environment, incident, "X01").expect(200);

    var candidates = chief.get("/api/incidents/" + incident + "/step-owners").expect(200);
    var housing = id(candidates, "吴玉兰");
    var second = Map.of("title", "核查管线图", "personId", housing, "evidenceKind", "photo");
    assertThat(chief.post(path + "/steps", second).expect(201).path("code").asText())
        .isEqualTo("X02");
    var nobody = Map.of("title", "核查", "personId", server.signIn("fire").person().path("id"));
    chief.post(path + "/steps", nobody).expectProblem(400, "invalid_request");

    chief.post(path + "/steps", Map.of("title", "到安置点督查", "role", "SUP")).expect(201);
    complete(supervisor, incident, "X02").expectProblem(403, "not_your_step");
    complete(supervisor, incident, "X03").expect(200);
  }

  @Test
  void aDelegatedStepIsDoneByAnotherAndAnsweredForByItsOwners() {
    var incident = running();
    var fire = server.signIn("fire-chief");
    var emergency = server.signIn("emergency");
    var to = emergency.person().path("id").asText();
    var body = Map.of("personId", to, "note", "我在前沿");
    fire.post(path(incident, "H01", "delegation"), body).expect(200);
    var step = step(incident, "H01");
    assertThat(step.at("/owners/0/name").asText()).isEqualTo("杜永红");
    assertThat(step.at("/delegation/by/name").asText()).isEqualTo("姚国平");
    assertThat(step.at("/delegation/from/0/name").asText()).isEqualTo("姚国平");
    assertThat(kinds(emergency, step)).contains("step_delegated");
    fire.post(path(incident, "H01", "delegation"), body).expectProblem(409, "step_delegated");

    fire.delete(path(incident, "H01", "delegation")).expect(200);
    assertThat(step(incident, "H01").at("/owners/0/name").asText()).isEqualTo("姚国平");
    assertThat(kinds(emergency, step)).doesNotContain("step_delegated");
    fire.delete(path(incident, "H01", "delegation")).expectProblem(409, "step_not_delegated");
    assertThat(event(incident, "step.taken_back").at("/detail/from").asText()).isEqualTo("杜永红");
  }

  /// Invariant: every rung of the ladder is reached once, whatever happens to the server.
  @Test
  void everyRungOfAnOverdueStepIsReachedOnceAlsoAfterARestart() {
    var incident = running();
    assertThat(step(incident, "H05").at("/ladder/rungs")).isEmpty();
    var due = due(incident, "H05");
    server.clock().advance(due.minusMinutes(9));
    until(incident, "H05", 1);
    assertThat(rungs(incident, "H05")).containsExactly("owner -10");
    server.clock().advance(Duration.ofMinutes(10));
    until(incident, "H05", 2);
    server.close();
    server.clock().advance(Duration.ofMinutes(50));
    server = server.startAgain(TestServer.noCluster());
    signIn();
    until(incident, "H05", 4);
    assertThat(rungs(incident, "H05"))
        .containsExactly("owner -10", "owner 0", "superior 15", "supervisor 45");
    assertThat(
            Scene.stream(supervisor.get("/api/incidents/" + incident + "/timeline").expect(200))
                .filter(event -> event.path("kind").asText().equals("step.reminded"))
                .filter(event -> event.at("/detail/code").asText().equals("H05")))
        .hasSize(4);
    assertThat(step(incident, "H05").at("/ladder/rungs/2/people/0/name").asText()).isEqualTo("宋文清");

    var listed = supervised(incident, "H05");
    assertThat(listed.at("/step/ladder/listedAt").asText()).isNotEmpty();
    var urge = Map.of("text", "请立即办理并说明原因");
    chief.post(path(incident, "H05", "remarks"), urge).expectProblem(403, "permission_denied");
    supervisor.post(path(incident, "H12", "remarks"), urge).expectProblem(409, "step_not_overdue");
    supervisor.post(path(incident, "H05", "remarks"), urge).expect(201);
    assertThat(kinds(mayor, step(incident, "H05"))).contains("step_supervised", "step_overdue");
    operator.get("/api/supervision").expectProblem(403, "permission_denied");

    complete(mayor, incident, "H05").expect(200);
    mayor.post(path(incident, "H05", "signature"), Map.of()).expect(200);
    assertThat(kinds(mayor, step(incident, "H05"))).isEmpty();
    var late = supervised(incident, "H05").path("step");
    assertThat(late.path("late").asBoolean()).isTrue();
    assertThat(late.at("/ladder/remarks/0/text").asText()).isEqualTo("请立即办理并说明原因");
    supervisor.post(path(incident, "H05", "remarks"), urge).expectProblem(409, "step_not_overdue");
  }

  private static JsonNode supervised(String incident, String code) {
    return Scene.stream(supervisor.get("/api/supervision").expect(200))
        .filter(one -> one.at("/incident/id").asText().equals(incident))
        .filter(one -> one.at("/step/code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Duration due(String incident, String code) {
    var at = Instant.parse(step(incident, code).path("dueAt").asText());
    return Duration.between(server.clock().instant(), at);
  }

  private static void until(String incident, String code, int rungs) {
    TestServer.until(() -> rungs(incident, code).size() >= rungs);
  }

  private static List<String> rungs(String incident, String code) {
    return Scene.stream(step(incident, code).at("/ladder/rungs"))
        .map(rung -> rung.path("tell").asText() + " " + rung.path("minutes").asInt())
        .toList();
  }

  private static String running() {
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    Scene.activate(mayor, incident);
    return incident;
  }

  private static TestClient.Answer skip(TestClient client, String incident, String code) {
    return client.post(path(incident, code, "skip"), Map.of("reason", "现场已无此条件"));
  }

  private static TestClient.Answer complete(TestClient client, String incident, String code) {
    return client.post(
        path(incident, code, "completion"),
        Map.of("evidence", "已办", "version", step(incident, code).path("version").asInt()));
  }

  private static String path(String incident, String code, String what) {
    return "/api/steps/" + step(incident, code).path("id").asText() + "/" + what;
  }

  private static JsonNode step(String incident, String code) {
    return Scene.stream(Scene.detail(chief, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode event(String incident, String kind) {
    return Scene.stream(chief.get("/api/incidents/" + incident + "/timeline").expect(200))
        .filter(event -> event.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(TestClient client, JsonNode step) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("subjectId").asText().equals(step.path("id").asText()))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }

  private static String id(JsonNode people, String name) {
    return Scene.stream(people)
        .filter(one -> one.path("name").asText().equals(name))
        .map(one -> one.path("id").asText())
        .findFirst()
        .orElseThrow();
  }
}
