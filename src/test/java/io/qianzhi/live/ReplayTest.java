package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replaying the log of an incident gives what those saw who followed it.
class ReplayTest {
  private static final int COMMANDS = 60;

  @AutoClose private static final TestServer server = TestServer.start();

  /// Entities by id, kept as every client keeps them.
  private static final class Picture {
    private final Map<String, Map<String, JsonNode>> held = new TreeMap<>();
    private final Set<Long> events = new HashSet<>();

    void follow(JsonNode event, JsonNode entities) {
      events.add(event.path("id").asLong());
      apply(entities);
    }

    void apply(JsonNode entities) {
      for (var collection : entities.properties()) {
        var known = held.computeIfAbsent(collection.getKey(), name -> new TreeMap<>());
        for (var entity : collection.getValue()) {
          var before = known.get(entity.path("id").asText());
          if (before == null || entity.path("version").asInt() >= before.path("version").asInt()) {
            // Where it was is no part of the log.
            known.put(entity.path("id").asText(), ((ObjectNode) entity.deepCopy()).without("fix"));
          }
        }
      }
    }

    /// What of it belongs to an incident: its parts, and these units.
    Map<String, Map<String, JsonNode>> of(String incident, Set<String> units) {
      var part = new TreeMap<String, Map<String, JsonNode>>();
      held.forEach(
          (collection, entities) ->
              entities.forEach(
                  (id, entity) -> {
                    if (id.equals(incident)
                        || entity.path("incidentId").asText().equals(incident)
                        || (collection.equals("units") && units.contains(id))) {
                      part.computeIfAbsent(collection, name -> new TreeMap<>()).put(id, entity);
                    }
                  }));
      return part;
    }

    Set<String> units() {
      return held.getOrDefault("units", Map.of()).keySet();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aReplayUpToAnyEventIsWhatALiveConsoleHadThenAndTheWholeOneIsWhatIsThereNow(long seed) {
    var supervisor = server.signIn("supervisor");
    try (var console = LiveClient.connect(server, supervisor, null)) {
      var live = new Picture();
      live.apply(console.expect("snapshot").path("entities"));
      var night = new Night(server, new Random(seed));
      night.run(COMMANDS);

      var log = replay(supervisor, night.incident, 7);
      var moments = follow(console, live, night.incident, log);
      var replayed = new Picture();
      int compared = 0;
      for (var event : log) {
        replayed.follow(event, event.path("entities"));
        var then = moments.get(Set.copyOf(replayed.events));
        if (then != null) {
          assertThat(replayed.of(night.incident, replayed.units()))
              .as("after %s %s", event.path("version"), event.path("kind"))
              .isEqualTo(only(then, replayed.units()));
          compared++;
        }
      }
      assertThat(compared).as("of %s events", log.size()).isGreaterThan(log.size() / 2);
      assertThat(replayed.of(night.incident, Set.of()))
          .isEqualTo(now(supervisor, night.incident).of(night.incident, Set.of()));
    }
  }

  @Test
  void aReplayIsForThoseWhoReviewAndInTheirAreaOnly() {
    var operator = server.signIn("operator");
    var path = "/api/incidents/" + Scene.report(operator, "12D00", 0) + "/replay";
    operator.get(path).expectProblem(403, "permission_denied");
    server.signIn("county-02").get(path).expectProblem(404, "not_found");
    for (String person : List.of("chief", "mayor", "supervisor")) {
      var log = server.signIn(person).get(path).expect(200);
      assertThat(log.path("running").asBoolean()).isTrue();
      assertThat(log.at("/events/0/kind").asText()).isEqualTo("incident.created");
      assertThat(log.path("tracks").isArray()).isTrue();
    }
  }

  /// The whole log, page by page.
  private static List<JsonNode> replay(TestClient client, String incident, int pageSize) {
    var events = new ArrayList<JsonNode>();
    var next = "0";
    while (true) {
      var page =
          client
              .get("/api/incidents/%s/replay?limit=%d&after=%s".formatted(incident, pageSize, next))
              .expect(200);
      assertThat(page.has("tracks")).isEqualTo(next.equals("0"));
      page.path("events").forEach(events::add);
      if (!page.has("next")) {
        return events;
      }
      next = page.path("next").asText();
    }
  }

  /// What the console held after each of these events, by the events it had then.
  private static Map<Set<Long>, Map<String, Map<String, JsonNode>>> follow(
      LiveClient console, Picture live, String incident, List<JsonNode> log) {
    var wanted = new HashSet<Long>();
    log.forEach(event -> wanted.add(event.path("id").asLong()));
    var moments = new LinkedHashMap<Set<Long>, Map<String, Map<String, JsonNode>>>();
    while (!live.events.containsAll(wanted)) {
      var message = console.expect("event");
      live.apply(message.path("entities"));
      if (wanted.contains(message.at("/event/id").asLong())) {
        live.events.add(message.at("/event/id").asLong());
        moments.put(Set.copyOf(live.events), live.of(incident, live.units()));
      }
    }
    return moments;
  }

  private static Map<String, Map<String, JsonNode>> only(
      Map<String, Map<String, JsonNode>> moment, Set<String> units) {
    var part = new TreeMap<>(moment);
    var some = new TreeMap<>(moment.getOrDefault("units", Map.of()));
    some.keySet().retainAll(units);
    part.remove("units");
    if (!some.isEmpty()) {
      part.put("units", some);
    }
    return part;
  }

  private static Picture now(TestClient client, String incident) {
    var picture = new Picture();
    var detail = (ObjectNode) Scene.detail(client, incident);
    var wrapped = detail.objectNode();
    wrapped.putArray("incidents").add(detail.remove("incident"));
    picture.apply(wrapped);
    picture.apply(detail);
    return picture;
  }

  /// A night at random: whatever is refused is refused, what is done is in the log.
  private static final class Night {
    private final TestServer server;
    private final Random random;
    private final TestClient operator;
    private final TestClient chief;
    private final TestClient mayor;
    private final List<TestClient> crews;
    private final String incident;

    Night(TestServer server, Random random) {
      this.server = server;
      this.random = random;
      operator = server.signIn("operator");
      chief = server.signIn("chief");
      mayor = server.signIn("mayor");
      crews = List.of(server.signIn("fire"), server.signIn("fire2"), server.signIn("ambulance"));
      incident = Scene.report(operator, "12D00", random.nextInt(12));
      for (var crew : crews) {
        Scene.goOnDuty(crew);
      }
    }

    void run(int commands) {
      for (int i = 0; i < commands; i++) {
        act(random.nextInt(14));
      }
      for (var assignment : detail().path("assignments")) {
        operator.post(
            "/api/assignments/" + assignment.path("id").asText() + "/state",
            Map.of("state", "cleared"));
      }
    }

    private void act(int what) {
      var path = "/api/incidents/" + incident;
      switch (what) {
        case 0, 1 -> operator.post(path + "/assignments", Map.of("unitIds", List.of(unit())));
        case 2, 3, 4 -> advance();
        case 5 -> note();
        case 6, 7 -> step();
        case 8 -> checkIn(random.nextBoolean() ? mayor : any(crews));
        case 9 -> mayor.post(path + "/command-transfers", Map.of());
        case 10 -> decide();
        case 11 -> respond();
        case 12 -> casualties();
        default -> {
          if (random.nextBoolean()) {
            server.clock().advance(Duration.ofSeconds(random.nextInt(90)));
          } else {
            acknowledge();
          }
        }
      }
    }

    private void acknowledge() {
      var person = random.nextBoolean() ? chief : any(crews);
      for (var notice : person.get("/api/notices").expect(200)) {
        person.post(
            "/api/notices/" + notice.path("id").asText() + "/state",
            Map.of("state", random.nextBoolean() ? "displayed" : "acknowledged"));
      }
    }

    private void casualties() {
      var now = detail().path("incident");
      operator.patch(
          "/api/incidents/" + incident,
          Map.of(
              "casualties",
              Map.of(
                  "dead", random.nextInt(12), "missing", 0, "trapped", 2, "serious", 3, "light", 8),
              "version",
              now.path("version").asInt()));
    }

    private void respond() {
      var response = one("responses");
      if (response != null) {
        chief.post(
            "/api/responses/" + response.path("id").asText() + "/confirmation",
            Map.of("confirmed", true));
      } else {
        chief.post(
            "/api/incidents/" + incident + "/responses", Map.of("planCode", "HAZ", "level", 3));
      }
    }

    private void decide() {
      var transfer = one("commandTransfers");
      if (transfer != null) {
        var path = "/api/command-transfers/" + transfer.path("id").asText();
        mayor.post(path + "/briefing", Map.of());
        mayor.post(path + "/decision", Map.of("decision", "accepted"));
        any(crews)
            .post(
                path + "/decision",
                Map.of("decision", random.nextBoolean() ? "accepted" : "refused"));
      }
    }

    private void checkIn(TestClient person) {
      person.post(
          "/api/incidents/" + incident + "/check-ins",
          Map.of(
              "point",
              Map.of("latitude", Scene.LATITUDE, "longitude", Scene.LONGITUDE),
              "accuracyMeters",
              20,
              "fixAt",
              server.clock().instant().toString()));
    }

    private void step() {
      var step = one("steps");
      if (step != null) {
        var path = "/api/steps/" + step.path("id").asText();
        if (random.nextInt(4) == 0) {
          mayor.post(path + "/signature", Map.of());
        } else {
          chief.post(
              path + "/completion",
              Map.of("evidence", "已办", "version", step.path("version").asInt()));
        }
      }
    }

    private void note() {
      var assignment = one("assignments");
      if (assignment != null) {
        operator.post(
            "/api/assignments/" + assignment.path("id").asText() + "/notes",
            Map.of("text", "火势减弱"));
      }
    }

    private void advance() {
      var assignment = one("assignments");
      if (assignment != null) {
        var states = List.of("acknowledged", "en_route", "on_scene", "cleared", "cancelled");
        operator.post(
            "/api/assignments/" + assignment.path("id").asText() + "/state",
            Map.of("state", any(states)));
      }
    }

    private String unit() {
      return any(crews).person().path("unitId").asText();
    }

    private @Nullable JsonNode one(String collection) {
      var all = detail().path(collection);
      return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private JsonNode detail() {
      return Scene.detail(operator, incident);
    }
  }
}
