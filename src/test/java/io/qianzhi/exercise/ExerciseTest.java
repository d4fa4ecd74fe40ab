package io.qianzhi.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.drill.DrillRules;
import io.qianzhi.drill.Range;
import io.qianzhi.plan.Scene;
import io.qianzhi.platform.config.Config;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercises through the front door.
class ExerciseTest {
  private static final DrillRules RULES = DrillRules.load(new Config(Path.of("conf")), Map.of());

  /// People who lose no time.
  private static final DrillRules.Players QUICK =
      new DrillRules.Players(
          0,
          new Range(5, 15),
          new Range(10, 20),
          new Range(20, 40),
          new Range(4, 12),
          new Range(20, 90),
          new Range(30, 60),
          new Range(60, 120),
          new Range(60, 90),
          new Range(60, 120),
          new Range(120, 180),
          new Range(120, 200),
          new Range(15, 40),
          new Range(0.3, 0.6),
          new Range(0.22, 0.22),
          new Range(0.27, 0.27));

  private TestServer server;
  private @Nullable TestClient signedIn;
  private Instant signedInAt = Instant.EPOCH;

  @BeforeEach
  void start() {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anExerciseIsRunBroughtFurtherScoredAndNothingOfItGoesOn() {
    var chief = server.signIn("chief");
    var mayor = server.signIn("mayor");
    var choice = chief.get("/api/exercise-scenarios").expect(200);
    assertThat(choice.path("scenarios").findValuesAsText("code")).contains("HAZ-TANK");
    assertThat(choice.path("people").findValuesAsText("name")).contains("陈志远", "林晓燕");
    assertThat(choice.toString()).as("what is to come").doesNotContain("二次爆炸");

    var mayorId = mayor.person().path("id").asText();
    var started =
        chief
            .post(
                "/api/exercises",
                Map.of(
                    "scenarioCode",
                    "HAZ-TANK",
                    "point",
                    Map.of(
                        "latitude",
                        Scene.LATITUDE,
                        "longitude",
                        Scene.LONGITUDE,
                        "system",
                        "wgs_84"),
                    "place",
                    "化工储罐区",
                    "playerIds",
                    List.of(mayorId)))
            .expect(201);
    var exercise = "/api/exercises/" + started.path("id").asText();
    var incident = started.path("incidentId").asText();
    var detail = Scene.detail(chief, incident);
    assertThat(detail.at("/incident/drill").asBoolean()).isTrue();
    assertThat(detail.at("/incident/place").asText()).isEqualTo("化工储罐区");
    assertThat(detail.at("/exercises/0/state").asText()).isEqualTo("running");
    assertThat(detail.at("/responses/0/state").asText()).as("by its grade").isEqualTo("proposed");
    assertThat(kinds(mayor.get("/api/notices").expect(200))).contains("exercise");

    assertThat(chief.get(exercise + "/injects").expect(200)).hasSize(4);
    server.signIn("supervisor").get(exercise + "/injects").expectProblem(403, "not_your_exercise");
    server.signIn("operator").get("/api/exercises").expectProblem(403, "permission_denied");

    Scene.startProposed(chief, incident);
    server.clock().advance(Duration.ofMinutes(21));
    var again = server.signIn("chief");
    TestServer.until(() -> again.get(exercise).expect(200).path("injected").size() == 3);
    var later = Scene.detail(again, incident);
    assertThat(later.at("/incident/callCount").asInt()).isEqualTo(2);
    assertThat(later.at("/incident/casualties/dead").asInt()).isEqualTo(2);
    assertThat(later.at("/exercises/0/injected/1/text").asText()).contains("西南风");

    var ended = again.post(exercise + "/end", Map.of()).expect(200);
    assertThat(ended.path("state").asText()).isEqualTo("ended");
    var score = ended.path("score");
    assertThat(score.path("total").asDouble()).as("nobody did much").isBetween(0.0, 20.0);
    assertThat(sum(score.path("lines"), "outOf")).isEqualTo(100);
    assertThat(sum(score.path("lines"), "points"))
        .isCloseTo(score.path("total").asDouble(), org.assertj.core.data.Offset.offset(0.11));
    var activation = line(score, "activation");
    assertThat(activation.path("met").asBoolean()).isFalse();
    assertThat(activation.path("limitSeconds").asInt()).isEqualTo(20 * 60);
    assertThat(activation.has("tookSeconds")).isFalse();
    assertThat(activation.path("played").asText()).as("the mayor himself").isEqualTo("people");
    assertThat(line(score, "phone-report").path("played").asText()).isEqualTo("simulated");
    assertThat(line(score, "phone-report").path("points").asDouble()).isZero();

    var after = Scene.detail(again, incident);
    assertThat(after.at("/incident/state").asText()).isEqualTo("closed");
    assertThat(after.at("/responses/0/state").asText()).isEqualTo("ended");
    assertThat(after.path("steps").findValuesAsText("state")).doesNotContain("open");
    assertThat(after.path("reportClocks").findValuesAsText("state")).doesNotContain("running");
    assertThat(after.path("releaseClocks").findValuesAsText("state")).doesNotContain("running");
    assertThat(Scene.detail(again, incident).at("/exercises/0/score")).isEqualTo(score);
    again.post(exercise + "/end", Map.of()).expectProblem(409, "exercise_over");
    assertThat(again.get("/api/exercises").expect(200).at("/0/score/total"))
        .isEqualTo(score.path("total"));
    var printed = again.get(exercise + "/pdf?language=en");
    assertThat(printed.status()).isEqualTo(200);
    assertThat(printed.text()).startsWith("%PDF");

    // Hours later nobody hears of it any more.
    int told = count("select count(*) from notice");
    server.clock().advance(Duration.ofHours(30));
    server.clock().advance(Duration.ofSeconds(5));
    TestServer.until(
        () ->
            count("select count(*) from deadline where fired_at is null") == 0
                || count(
                        "select count(*) from deadline where fired_at is null and due_at < now() +"
                            + " interval '30 hours'")
                    == 0);
    assertThat(count("select count(*) from notice")).isEqualTo(told);
  }

  @Test
  void everybodySimulatedPlaysItToItsScoreAndDrillDataCanNeverPageARealPerson()
      throws SQLException {
    var real = aRealPersonWithEveryRoleAndDuty();
    server.startDrill(RULES.withoutCallers().with(QUICK));
    var started = startExercise(List.of());
    var incident = started.path("incidentId").asText();
    var path = "/api/exercises/" + started.path("id").asText();
    runUntil(() -> chief().get(path).expect(200).path("state").asText().equals("ended"));

    var ended = chief().get(path).expect(200);
    var score = ended.path("score");
    assertThat(ended.has("endedBy")).as("with its incident, which the chief has closed").isFalse();
    for (var reached :
        List.of(
            "command",
            "post",
            "leader",
            "groups",
            "safety",
            "muster",
            "activation",
            "isolation",
            "evacuation",
            "phone-report",
            "written-report",
            "release")) {
      assertThat(line(score, reached).path("met").asBoolean()).as(reached + " " + score).isTrue();
    }
    assertThat(line(score, "orders").path("metCount").asInt()).isPositive();
    assertThat(score.path("lines").findValuesAsText("played")).containsOnly("simulated");
    assertThat(score.path("total").asDouble()).as(score.toString()).isGreaterThan(70);
    var detail = Scene.detail(chief(), incident);
    assertThat(detail.path("commandPosts")).isNotEmpty();
    assertThat(stream(detail.path("reports")).filter(one -> one.has("signedAt")))
        .as("a follow-up waits for its time, though its draft is there")
        .noneMatch(one -> one.path("kind").asText().equals("follow_up"));
    assertThat(detail.at("/commandTransfers").findValuesAsText("state")).contains("accepted");
    assertThat(detail.path("orders").findValuesAsText("state")).contains("verified");
    assertThat(detail.path("assignments").findValuesAsText("state")).containsOnly("cleared");

    assertThat(count("select count(*) from notice where person_id = '" + real + "'")).isZero();
    for (var table : List.of("notice", "incident", "timeline_event", "report", "release")) {
      assertThat(count("select count(*) from " + table + " where not drill")).as(table).isZero();
      assertThat(count("select count(*) from " + table)).as(table).isPositive();
    }
    var number = detail.at("/incident/number").asText();
    assertThat(chief().get("/public/" + number).text()).contains("演练");
    var release = detail.at("/releases/0/id").asText();
    assertThat(chief().get("/public/releases/" + release + ".cap").text())
        .contains("<status>Exercise</status>");
  }

  @Test
  void whatSomebodyWhoTakesPartLeavesUndoneStaysUndoneAndTheScoreShowsIt() {
    server.startDrill(RULES.withoutCallers().with(QUICK));
    var mayor = server.signIn("mayor").person().path("id").asText();
    var started = startExercise(List.of(mayor));
    var incident = started.path("incidentId").asText();
    runUntil(
        () ->
            stream(Scene.detail(chief(), incident).path("reports"))
                .anyMatch(report -> report.path("kind").asText().equals("phone")));
    runUntil(() -> Scene.detail(chief(), incident).at("/incident/commander").isObject());

    var score =
        chief()
            .post("/api/exercises/" + started.path("id").asText() + "/end", Map.of())
            .expect(200)
            .path("score");
    assertThat(line(score, "phone-report").path("met").asBoolean()).isTrue();
    assertThat(line(score, "command").path("met").asBoolean()).isTrue();
    for (var his : List.of("activation", "leader", "evacuation")) {
      assertThat(line(score, his).path("met").asBoolean()).as(his).isFalse();
      assertThat(line(score, his).path("played").asText()).as(his).isEqualTo("people");
    }
    assertThat(Scene.detail(chief(), incident).path("assignments").findValuesAsText("state"))
        .as("freed")
        .containsOnly("cleared");
  }

  private JsonNode startExercise(List<String> players) {
    var point =
        Map.of("latitude", Scene.LATITUDE, "longitude", Scene.LONGITUDE, "system", "wgs_84");
    return chief()
        .post(
            "/api/exercises",
            Map.of("scenarioCode", "HAZ-TANK", "point", point, "playerIds", players))
        .expect(201);
  }

  private UUID aRealPersonWithEveryRoleAndDuty() throws SQLException {
    var id = UUID.randomUUID();
    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into person (id, username, password_hash, name, title, roles, duties, area_code, drill)
          select '%s', 'real', '', '真实人员', '值班', array_agg(distinct r), array_agg(distinct d),
            '990100000000', false
          from person, unnest(roles) r, unnest(duties) d where cardinality(duties) > 0
          """
              .formatted(id));
    }
    return id;
  }

  /// Signed in again before the token ends.
  private TestClient chief() {
    if (signedIn == null || signedInAt.plusSeconds(600).isBefore(server.clock().instant())) {
      signedInAt = server.clock().instant();
      signedIn = server.signIn("chief");
    }
    return signedIn;
  }

  private void runUntil(BooleanSupplier condition) {
    server.playUntil(Duration.ofSeconds(5), condition);
  }

  private static JsonNode line(JsonNode score, String id) {
    return stream(score.path("lines"))
        .filter(line -> line.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static double sum(JsonNode lines, String field) {
    return stream(lines).mapToDouble(line -> line.path(field).asDouble()).sum();
  }

  private static List<String> kinds(JsonNode notices) {
    return stream(notices).map(notice -> notice.path("kind").asText()).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private int count(String sql) {
    try (var connection = server.jdbc();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }
}
