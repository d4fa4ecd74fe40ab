package io.qianzhi.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercises through the front door.
class ExerciseTest {
  private TestServer server;

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
