package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.platform.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan with everything that a plan can say, run through the front door.
class PlanRunTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = TestServer.withConf(trialConf(folder));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path trialConf(Path folder) throws IOException {
    try (var files = Files.walk(Path.of("conf"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(Path.of("conf").relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.copy(Path.of("src/test/resources/trial-plan.yaml"), folder.resolve("plans/trial.yaml"));
    return folder;
  }

  @Test
  void everyEffectHappensForRealAndOnce() throws SQLException {
    var operator = server.signIn("operator");
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var unit = Scene.goOnDuty(server.signIn("ambulance"));
    var incident = started(operator, chief);

    // At once: the roles are told and the area is closed.
    assertThat(titles(server.signIn("fire-chief"), incident)).contains("立即到上风向集结");
    assertThat(titles(server.signIn("health"), incident)).contains("立即到上风向集结");
    assertThat(Scene.detail(chief, incident).path("cordons"))
        .singleElement()
        .satisfies(
            circle -> {
              assertThat(circle.at("/name/zh").asText()).isEqualTo("初始隔离区");
              assertThat(circle.path("radiusMeters").asInt()).isEqualTo(300);
              assertThat(circle.at("/center/latitude").asDouble()).isEqualTo(Scene.LATITUDE);
              assertThat(circle.has("spreadDegrees")).isFalse();
              assertThat(circle.path("drill").asBoolean()).isTrue();
            });

    // With the wind from the north-west, the sector opens to the south-east.
    complete(chief, incident, "T01", Map.of("number", 315)).expect(200);
    assertThat(step(chief, incident, "T01").path("evidence").asText()).isEqualTo("315度");
    var sector = Scene.detail(chief, incident).at("/cordons/1");
    assertThat(sector.path("bearingDegrees").asDouble()).isEqualTo(135);
    assertThat(sector.path("spreadDegrees").asDouble()).isEqualTo(60);
    operator.delete("/api/cordons/" + sector.path("id").asText()).expect(200);
    assertThat(Scene.detail(chief, incident).path("cordons")).hasSize(1);

    // The run card sends who is free and says who is missing; again, it would send nobody.
    assertThat(titles(server.signIn("expert"), incident)).doesNotContain("请立即会商");
    complete(chief, incident, "T02", Map.of("evidence", "增援")).expect(200);
    assertThat(Scene.detail(chief, incident).path("assignments"))
        .singleElement()
        .satisfies(sent -> assertThat(sent.path("unitId").asText()).isEqualTo(unit));
    assertThat(step(chief, incident, "B01").path("state").asText())
        .as("a dispatch by the plan is a dispatch")
        .isEqualTo("done");
    assertThat(titles(chief, incident)).contains("预案调派力量不足：巡逻警力 × 1");

    // Its predecessor is done: the next step begins, and what it makes happen happens.
    assertThat(titles(server.signIn("expert"), incident)).contains("请立即会商");
    assertThat(kinds(mayor, incident)).doesNotContain("decision_wanted");
    complete(chief, incident, "T04", Map.of("evidence", "可以强攻")).expect(200);
    assertThat(kinds(mayor, incident)).contains("decision_wanted");
    assertThat(step(chief, incident, "T05").path("state").asText()).isEqualTo("not_needed");
    complete(mayor, incident, "T03", Map.of("answer", "attack", "evidence", "意见一致")).expect(200);
    assertThat(kinds(mayor, incident)).doesNotContain("decision_wanted");
    assertThat(step(chief, incident, "T03").path("evidence").asText()).isEqualTo("强攻；意见一致");
    assertThat(step(chief, incident, "T05").path("state").asText()).isEqualTo("open");

    // Taken back and done again, nothing happens twice.
    reopen(chief, incident, "T02");
    complete(chief, incident, "T02", Map.of("evidence", "再报")).expect(200);
    reopen(chief, incident, "T01");
    complete(chief, incident, "T01", Map.of("number", 10)).expect(200);
    assertThat(Scene.detail(chief, incident).path("assignments")).hasSize(1);
    assertThat(Scene.detail(chief, incident).path("cordons")).hasSize(1);
    try (var connection = server.jdbc();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from step_effect e join response_step s on s.id = e.step_id"
                        + " where s.incident_id = '"
                        + incident
                        + "'")) {
      rows.next();
      assertThat(rows.getInt(1)).as("seven of this plan, one of the common steps").isEqualTo(8);
    }
  }

  @Test
  void aClockThatAnEffectStartsRunsFromThen() {
    var chief = server.signIn("chief");
    var incident = started(server.signIn("operator"), chief);
    complete(chief, incident, "T03", Map.of("answer", "attack")).expect(200);
    assertThat(step(chief, incident, "T05").has("dueAt")).isFalse();

    server.clock().advance(Duration.ofMinutes(3));
    complete(chief, incident, "T02", Map.of("evidence", "x")).expect(200);
    complete(chief, incident, "T04", Map.of("evidence", "x")).expect(200);
    assertThat(between(step(chief, incident, "T04"), "completedAt", step(chief, incident, "T05")))
        .isCloseTo(Duration.ofMinutes(30), Duration.ofSeconds(5));
  }

  @Test
  void evidenceIsOfTheKindTheStepAsksFor() throws Exception {
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var incident = started(server.signIn("operator"), chief);
    var words = Map.<String, Object>of("evidence", "已办");

    for (var code : List.of("T01", "T06", "T07")) {
      complete(chief, incident, code, words).expectProblem(400, "evidence_missing");
    }
    complete(chief, incident, "T03", words).expectProblem(400, "invalid_request");
    complete(chief, incident, "T03", Map.of("answer", "run")).expectProblem(400, "invalid_request");
    complete(chief, incident, "T02", Map.of("answer", "attack", "evidence", "x"))
        .expectProblem(400, "invalid_request");
    complete(chief, incident, "T08", words).expectProblem(409, "signature_missing");
    complete(chief, incident, "T07", Map.of("point", Map.of("latitude", 51.16, "longitude", 71.42)))
        .expect(200);

    var order = "/api/steps/" + step(chief, incident, "T08").path("id").asText() + "/signature";
    mayor.post(order, Map.of()).expectProblem(400, "evidence_missing");
    var signed = mayor.post(order, Map.of("order", "疏散下风向1000米")).expect(200);
    assertThat(signed.path("state").asText()).isEqualTo("done");
    assertThat(signed.path("evidence").asText()).isEqualTo("疏散下风向1000米");
    assertThat(signed.at("/signedBy/name").asText()).isEqualTo("陈志远");

    var photos = "/api/steps/" + step(chief, incident, "T06").path("id").asText() + "/photos";
    assertThat(upload(chief, photos, "no photo".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(400);
    assertThat(upload(chief, photos, new byte[4_100_000]).statusCode()).isEqualTo(413);
    assertThat(upload(chief, photos, new byte[9_000_000]).statusCode()).isEqualTo(413);
    complete(chief, incident, "T06", Map.of("photos", List.of("0".repeat(64))))
        .expectProblem(400, "invalid_request");
    byte[] picture = picture("jpg");
    var kept = Json.read(upload(chief, photos, picture).body(), JsonNode.class);
    var hash = kept.path("hash").asText();
    assertThat(kept.path("contentType").asText()).isEqualTo("image/jpeg");
    assertThat(upload(chief, photos, picture).body()).contains(hash);
    complete(chief, incident, "T06", Map.of("photos", List.of(hash))).expect(200);
    assertThat(step(chief, incident, "T06").at("/evidencePhotos/0").asText()).isEqualTo(hash);

    var shown = "/api/incidents/" + incident + "/photos/" + hash;
    var seen = download(server.signIn("supervisor"), shown);
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).isEqualTo(picture);
    assertThat(seen.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    var county = Scene.detail(chief, incident).at("/incident/areas/1/code").asText();
    var elsewhere = server.signIn(county.startsWith("990103") ? "county-04" : "county-03");
    assertThat(download(elsewhere, shown).statusCode()).isEqualTo(404);
    assertThat(download(server.signIn("fire"), shown).statusCode()).isEqualTo(404);
    var other = started(server.signIn("operator"), chief);
    assertThat(download(chief, shown.replace(incident, other)).statusCode()).isEqualTo(404);
  }

  @Test
  void theSchemaOfPlansIsServed() throws IOException {
    var served = TestClient.send(server.url(), "GET", "/schema/plan.json", null, null, null);

    assertThat(served.text()).isEqualTo(Files.readString(Path.of("conf/plans/plan.schema.json")));
  }

  @Test
  void theGradeDecidesAgainWheneverItChanges() {
    var operator = server.signIn("operator");
    var chief = server.signIn("chief");
    var incident = started(operator, chief);
    var waiting = step(chief, incident, "T10");
    assertThat(waiting.path("state").asText()).isEqualTo("not_needed");
    complete(chief, incident, "T10", Map.of("evidence", "x")).expectProblem(409, "step_not_needed");

    var casualties = Map.of("dead", 30, "missing", 0, "trapped", 0, "serious", 3, "light", 8);
    var view = Scene.detail(operator, incident).path("incident");
    operator
        .patch(
            "/api/incidents/" + incident,
            Map.of("casualties", casualties, "version", view.path("version").asInt()))
        .expect(200);
    var needed = step(chief, incident, "T10");
    assertThat(needed.path("state").asText()).isEqualTo("open");
    assertThat(Instant.parse(needed.path("dueAt").asText()))
        .isEqualTo(Instant.parse(view.path("knownAt").asText()).plus(Duration.ofHours(2)));
  }

  @Test
  void aRunningResponseKeepsTheVersionItStartedWithAndChangedFilesServeTheNextOne(
      @TempDir Path folder) throws IOException {
    var conf = trialConf(folder);
    var first = TestServer.withConf(conf);
    var chief = first.signIn("chief");
    var running = started(first.signIn("operator"), chief);
    var version = Scene.detail(chief, running).at("/responses/0/planVersion").asText();

    var file = conf.resolve("plans/trial.yaml");
    var sound = Files.readString(file);
    Files.writeString(file, sound.replace("runCard: general", "runCard: unheard-of"));
    TestServer.until(() -> chief.get("/health/ready").text().contains("trial.yaml:"));
    Files.writeString(
        file,
        sound
            .replace("试行预案", "修订预案")
            .replace("recurrence: {everyMinutes: 60}", "recurrence: {everyMinutes: 240}")
            .replace("gradeAtLeast: 1", "gradeAtLeast: 2")
            .replace("runCard: general", "runCard: security"));
    TestServer.until(() -> chief.get("/api/reference").text().contains("修订预案"));
    assertThat(chief.get("/health/ready").text()).doesNotContain("trial.yaml:");
    var next = started(first.signIn("operator"), chief);
    assertThat(Scene.detail(chief, next).at("/responses/0/planVersion").asText())
        .isNotEqualTo(version);
    first.close();

    try (var second = first.startAgain(conf)) {
      var again = second.signIn("chief");
      Scene.goOnDuty(second.signIn("ambulance"));
      complete(again, running, "T02", Map.of("evidence", "x")).expect(200);
      assertThat(Scene.detail(again, running).path("assignments"))
          .as("the run card of its own version")
          .hasSize(1);
      assertThat(step(again, running, "T10").path("state").asText()).isEqualTo("not_needed");
      complete(again, running, "T09", Map.of("evidence", "x")).expect(200);
      assertThat(toNextRound(again, running)).isEqualTo(Duration.ofHours(1));

      assertThat(step(again, next, "T10").path("state").asText()).isEqualTo("open");
      complete(again, next, "T09", Map.of("evidence", "x")).expect(200);
      assertThat(toNextRound(again, next)).isEqualTo(Duration.ofHours(4));
    }
  }

  /// From when the first round was done to when the second is due.
  private static Duration toNextRound(TestClient chief, String incident) {
    var rounds =
        Scene.stream(Scene.detail(chief, incident).path("steps"))
            .filter(step -> step.path("code").asText().equals("T09"))
            .toList();
    assertThat(rounds).extracting(step -> step.path("round").asInt()).containsExactly(1, 2);
    return between(rounds.getFirst(), "completedAt", rounds.getLast());
  }

  private static Duration between(JsonNode earlier, String field, JsonNode later) {
    return Duration.between(
        Instant.parse(earlier.path(field).asText()), Instant.parse(later.path("dueAt").asText()));
  }

  private static String started(TestClient operator, TestClient chief) {
    var incident = Scene.report(operator, "12N00", 10);
    Scene.startProposed(chief, incident);
    return incident;
  }

  private static JsonNode step(TestClient client, String incident, String code) {
    return Scene.stream(Scene.detail(client, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static TestClient.Answer complete(
      TestClient client, String incident, String code, Map<String, Object> proof) {
    var step = step(client, incident, code);
    var body = new HashMap<>(proof);
    body.put("version", step.path("version").asInt());
    return client.post("/api/steps/" + step.path("id").asText() + "/completion", body);
  }

  private static void reopen(TestClient client, String incident, String code) {
    var id = step(client, incident, code).path("id").asText();
    client.delete("/api/steps/" + id + "/completion?reason=wrong").expect(200);
  }

  private static List<String> titles(TestClient client, String incident) {
    return notices(client, incident, "/title/zh");
  }

  private static List<String> kinds(TestClient client, String incident) {
    return notices(client, incident, "/kind");
  }

  private static List<String> notices(TestClient client, String incident, String what) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("incidentId").asText().equals(incident))
        .map(notice -> notice.at(what).asText())
        .toList();
  }

  private static byte[] picture(String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }

  private static HttpResponse<String> upload(TestClient client, String path, byte[] bytes)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request(client, path)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<byte[]> download(TestClient client, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(client, path).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(TestClient client, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + client.accessToken());
  }
}
