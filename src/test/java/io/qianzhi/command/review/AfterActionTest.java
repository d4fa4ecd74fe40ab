package io.qianzhi.command.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The after-action report and the findings through the front door.
class AfterActionTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private final TestClient operator = server.signIn("operator");
  private final TestClient supervisor = server.signIn("supervisor");

  @Test
  void intervalsStandBesideTheirStandardsAndDeadlinesAndDeliveriesAreTold() {
    var fire = server.signIn("fire");
    var incident = Scene.report(operator, "12D00", 10);
    wait(30);
    var assignment = Scene.dispatch(operator, fire, incident);
    wait(90);
    state(fire, assignment, "acknowledged");
    wait(10);
    state(fire, assignment, "en_route");
    wait(240);
    state(fire, assignment, "on_scene");

    var report = report(incident);
    var unit = report.at("/intervals/0");
    assertThat(unit.path("first").asBoolean()).isTrue();
    assertThat(seconds(unit, "dispatch")).isBetween(30L, 40L);
    assertThat(seconds(unit, "acknowledge")).isBetween(90L, 100L);
    assertThat(seconds(unit, "turnout")).isBetween(100L, 110L);
    assertThat(seconds(unit, "travel")).isBetween(240L, 250L);
    assertThat(seconds(unit, "reach")).isBetween(340L, 355L);
    assertThat(seconds(unit, "arrival")).isBetween(370L, 390L);
    assertThat(measured(unit, "dispatch").path("met").asBoolean()).isTrue();
    assertThat(measured(unit, "acknowledge").path("met").asBoolean()).isFalse();
    var reach = measured(unit, "reach");
    assertThat(reach.path("met").asBoolean()).isFalse();
    assertThat(reach.at("/standards/0/basis").asText()).contains("建标152");
    assertThat(measured(unit, "turnout").at("/standards/0/isDefault").asBoolean()).isTrue();
    assertThat(measured(unit, "travel").has("met")).as("no standard of its own").isFalse();

    var acknowledged =
        Scene.stream(report.path("deadlines"))
            .filter(deadline -> deadline.path("kind").asText().equals("acknowledgement"))
            .findFirst()
            .orElseThrow();
    assertThat(acknowledged.path("outcome").asText()).isEqualTo("late");
    assertThat(acknowledged.path("lateSeconds").asLong()).isPositive();
    var told =
        Scene.stream(report.path("deliveries"))
            .filter(delivery -> delivery.at("/person/name").asText().equals("张鹏飞"))
            .findFirst()
            .orElseThrow();
    assertThat(told.path("outcome").asText()).isEqualTo("acknowledged");
    assertThat(report.at("/command/0/person/name").asText()).isEqualTo("张鹏飞");
    assertThat(report.at("/log/intact").asBoolean()).isTrue();
  }

  @Test
  void findingsAreEditedUntilTheReviewIsSignedAndVerifiedAfterwards() {
    var incident = Scene.report(operator, "12G00", 0);
    var path = "/api/incidents/" + incident;
    operator.post(path + "/findings", words("出动超时")).expectProblem(403, "permission_denied");
    server
        .signIn("mayor")
        .post(path + "/findings", words("出动超时"))
        .expectProblem(403, "permission_denied");
    var finding = supervisor.post(path + "/findings", words("出动超时")).expect(201);
    var second = supervisor.post(path + "/findings", words("记错了")).expect(201);
    assertThat(second.path("number").asInt()).isEqualTo(2);
    var changed = new HashMap<>(words("出动超过 60 秒"));
    changed.put("version", 1);
    var at = "/api/findings/" + finding.path("id").asText();
    put(at, changed).expect(200);
    put(at, changed).expectProblem(409, "stale_version");
    supervisor
        .post("/api/findings/" + second.path("id").asText() + "/withdrawal", Map.of("version", 1))
        .expect(200);

    var signature = path + "/review/signature";
    supervisor.post(signature, Map.of("version", 0)).expectProblem(409, "incident_open");
    close(incident);
    supervisor.post(signature, Map.of("version", 0)).expectProblem(409, "summary_missing");
    put(path + "/review", Map.of("summary", "出动要快", "version", 0)).expect(200);
    var signed = supervisor.post(signature, Map.of("version", 1)).expect(200);
    assertThat(signed.at("/signedBy/name").asText()).isEqualTo("郑立新");

    supervisor.post(path + "/findings", words("又一项")).expectProblem(409, "review_signed");
    changed.put("version", 2);
    put(at, changed).expectProblem(409, "review_signed");
    put(path + "/review", Map.of("summary", "另一句", "version", 2))
        .expectProblem(409, "review_signed");
    var verified =
        supervisor
            .post(at + "/verification", Map.of("verification", "现场查看，已达标", "version", 2))
            .expect(200);
    assertThat(verified.at("/verifiedBy/name").asText()).isEqualTo("郑立新");
    supervisor
        .post(at + "/verification", Map.of("verification", "再次", "version", 3))
        .expectProblem(409, "finding_settled");
    assertThat(report(incident).path("findings").findValuesAsText("state"))
        .containsExactly("verified", "withdrawn");
    assertThat(Scene.stream(supervisor.get(path + "/timeline").expect(200)))
        .extracting(event -> event.path("kind").asText())
        .contains("finding.added", "finding.withdrawn", "review.signed", "finding.verified");
  }

  @Test
  void theSignedReviewSignsItsStep() {
    var incident = Scene.report(operator, "12D00", 10);
    var chief = server.signIn("chief");
    Scene.startProposed(chief, incident);
    Scene.end(chief, server.signIn("expert"), server.signIn("mayor"), incident);
    close(incident);
    var path = "/api/incidents/" + incident + "/review";
    put(path, Map.of("summary", "出动要快", "version", 0)).expect(200);
    supervisor.post(path + "/signature", Map.of("version", 1)).expect(200);
    var step =
        Scene.stream(Scene.detail(supervisor, incident).path("steps"))
            .filter(each -> each.path("code").asText().equals("B21"))
            .findFirst()
            .orElseThrow();
    assertThat(step.path("state").asText()).isEqualTo("done");
    assertThat(step.at("/signedBy/name").asText()).isEqualTo("郑立新");
  }

  @Test
  void theFormsAreFilledFromTheLogAndPrinted() throws IOException {
    var fire = server.signIn("fire2");
    var incident = Scene.report(operator, "12D00", 10);
    var early = server.clock().instant();
    wait(60);
    var assignment = Scene.dispatch(operator, fire, incident);
    state(fire, assignment, "on_scene");
    var path = "/api/incidents/" + incident;

    var briefing = supervisor.get(path + "/ics-201").expect(200);
    assertThat(briefing.at("/organization/0/name").asText()).isEqualTo("孙海涛");
    assertThat(briefing.at("/resources/0/arrived").asBoolean()).isTrue();
    var then = supervisor.get(path + "/ics-201?at=" + early).expect(200);
    assertThat(then.path("resources")).as("nobody had been sent then").isEmpty();
    supervisor.get(path + "/ics-201?at=2020-01-01T00:00:00Z").expectProblem(400, "invalid_request");
    var unit = assignment.path("unitId").asText();
    var log = supervisor.get(path + "/ics-214?unitId=" + unit).expect(200);
    assertThat(log.path("activities").findValuesAsText("zh"))
        .anyMatch(text -> text.endsWith("到场"))
        .noneMatch(text -> text.contains("{"));

    assertThat(printed(path + "/after-action/pdf?language=zh")).contains("复盘报告", "建标152");
    assertThat(printed(path + "/after-action/pdf?language=en")).contains("After-action report");
    assertThat(printed(path + "/ics-201/pdf")).contains("10. 资源汇总", "Resource Summary");
    assertThat(printed(path + "/ics-214/pdf?unitId=" + unit)).contains("7. 活动日志", "到场");
  }

  /// The text of a PDF, read back from it.
  private String printed(String path) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + supervisor.accessToken())
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      Files.createDirectories(Path.of("target/screens"));
      var name = path.replaceAll(".*/([^/]+)/pdf.*", "$1") + (path.contains("=en") ? "-en" : "");
      Files.write(Path.of("target/screens", name + ".pdf"), answer.body());
      try (var document = Loader.loadPDF(answer.body())) {
        return new PDFTextStripper().getText(document);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Map<String, Object> words(String text) {
    return Map.of("text", text, "measure", "加强夜间出动训练", "owner", "消防救援支队", "dueOn", "2026-12-31");
  }

  private TestClient.Answer put(String path, Object body) {
    return supervisor.raw("PUT", path, Json.write(body));
  }

  private void close(String incident) {
    var version = Scene.detail(operator, incident).at("/incident/version").asInt();
    operator
        .post(
            "/api/incidents/" + incident + "/state",
            Map.of("state", "closed", "outcome", "resolved", "version", version))
        .expect(200);
  }

  private JsonNode report(String incident) {
    return supervisor.get("/api/incidents/" + incident + "/after-action").expect(200);
  }

  private static void wait(int seconds) {
    server.clock().advance(Duration.ofSeconds(seconds));
  }

  private static void state(TestClient crew, JsonNode assignment, String state) {
    crew.post(
            "/api/assignments/" + assignment.path("id").asText() + "/state", Map.of("state", state))
        .expect(200);
  }

  private static JsonNode measured(JsonNode unit, String interval) {
    return Scene.stream(unit.path("measured"))
        .filter(one -> one.path("interval").asText().equals(interval))
        .findFirst()
        .orElseThrow();
  }

  private static long seconds(JsonNode unit, String interval) {
    return measured(unit, interval).path("seconds").asLong(-1);
  }
}
