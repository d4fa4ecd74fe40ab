package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.command.release.Releases;
import io.qianzhi.platform.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README's "Production" says: a city brings its own map, areas, units and people.
class OwnCityTest {
  private static final String PASSWORD = "a password of its own";

  @TempDir private Path folder;

  @Test
  void aCityStartsFromItsOwnFolderAndDispatchesOnItsOwnStreets() throws IOException {
    copy("city.yaml", "areas.geojson", "stations.yaml", "units.yaml", "people.yaml");
    assertThatThrownBy(() -> TestServer.start(folder))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining("put the city's .osm.pbf there");
    copy("/monaco-latest.osm.pbf", folder.resolve("monaco.osm.pbf"));

    try (var server = TestServer.start(folder)) {
      TestClient.send(server.url(), "POST", "/api/session", signIn("qianzhi"), null, null)
          .expectProblem(401, "wrong_credentials");
      PasswordCommand.set(server.database(), "desk", PASSWORD);
      var operator = TestClient.signIn(server.url(), "desk", PASSWORD);
      for (var unit : operator.get("/api/units").expect(200)) {
        operator
            .post("/api/units/" + unit.get("id").asText() + "/duty", Map.of("duty", "on_duty"))
            .expect(200);
      }

      var place = operator.get("/api/places?text=12+boulevard+des+moulins").expect(200).path(0);
      assertThat(place.path("name").asText()).isEqualTo("Boulevard des Moulins");
      var incident = operator.post("/api/calls", call(place)).expect(201).path("incident");
      assertThat(incident.path("drill").asBoolean(true)).isFalse();
      assertThat(incident.at("/areas/2/name").asText()).isEqualTo("蒙特卡洛街道");
      assertThat(incident.at("/dutyChain/0/person/name").asText()).isEqualTo("沈思远");

      var engines =
          operator
              .get("/api/incidents/" + incident.path("id").asText() + "/recommendation")
              .expect(200)
              .at("/lines/0/candidates");
      assertThat(engines.findValuesAsText("callSign")).containsExactly("消防二站-水罐1车", "消防一站-水罐1车");
      assertThat(engines.at("/0/travelSeconds").asDouble())
          .isBetween(30.0, engines.at("/1/travelSeconds").asDouble());

      PasswordCommand.set(server.database(), "chief", PASSWORD);
      PasswordCommand.set(server.database(), "trainer", PASSWORD);
      drillAndRealNeverMeet(
          TestClient.signIn(server.url(), "chief", PASSWORD),
          TestClient.signIn(server.url(), "trainer", PASSWORD));
      PasswordCommand.set(server.database(), "spokesman", PASSWORD);
      whatIsPublishedInAnExerciseIsNotPublic(
          server,
          TestClient.signIn(server.url(), "trainer", PASSWORD),
          TestClient.signIn(server.url(), "spokesman", PASSWORD));
    }
  }

  private static void drillAndRealNeverMeet(TestClient chief, TestClient trainer) {
    var wanted = Map.of("scenarioCode", "HAZ-TANK", "playerIds", List.of());
    chief.post("/api/exercises", wanted).expectProblem(403, "exercise_only");
    int told = chief.get("/api/notices").expect(200).size();

    var exercise = trainer.post("/api/exercises", wanted).expect(201);
    var incident = "/api/incidents/" + exercise.path("incidentId").asText();
    assertThat(trainer.get(incident).expect(200).at("/incident/drill").asBoolean()).isTrue();
    assertThat(trainer.get("/api/units").expect(200).findValuesAsText("callSign"))
        .containsExactly("演练-水罐1车");
    assertThat(trainer.get("/api/incidents").expect(200)).hasSize(1);

    chief.get(incident).expectProblem(404, "not_found");
    chief.get("/api/exercises/" + exercise.path("id").asText()).expectProblem(404, "not_found");
    assertThat(chief.get("/api/exercises").expect(200)).isEmpty();
    assertThat(chief.get("/api/incidents").expect(200).findValuesAsText("drill"))
        .containsOnly("false");
    assertThat(chief.get("/api/units").expect(200).findValuesAsText("callSign"))
        .doesNotContain("演练-水罐1车");
    assertThat(chief.get("/api/notices").expect(200)).hasSize(told);
  }

  private static void whatIsPublishedInAnExerciseIsNotPublic(
      TestServer server, TestClient trainer, TestClient spokesman) {
    var incident = trainer.get("/api/incidents").expect(200).path(0);
    var release = Releases.publish(server, trainer, spokesman, incident.path("id").asText());
    assertThat(release.path("state").asText()).isEqualTo("published");
    assertThat(release.has("url")).isFalse();
    var number = incident.path("number").asText();
    for (var path :
        List.of(
            "/public/" + number,
            "/public/" + number + "/feed.atom",
            "/api/public/incidents/" + number + "/releases",
            "/public/releases/" + release.path("id").asText() + ".cap")) {
      assertThat(trainer.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(trainer.get("/public/feed.atom").text()).contains("<feed").doesNotContain("<entry");
  }

  private static String signIn(String password) {
    return "{\"username\":\"desk\",\"password\":\"%s\",\"device\":\"device-desk\"}"
        .formatted(password);
  }

  private static Map<String, Object> call(JsonNode place) {
    var point = place.get("point");
    var call =
        new HashMap<>(
            Calls.call(
                "12G00", point.get("latitude").asDouble(), point.get("longitude").asDouble(), 0));
    call.put("place", place.get("name").asText());
    return call;
  }

  private void copy(String... names) throws IOException {
    for (var name : names) {
      copy("/monaco-city/" + name, folder.resolve(name));
    }
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = OwnCityTest.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), file);
    }
  }
}
