package io.qianzhi.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The simulated city through the front door.
class SimulationTest {
  private static final DrillRules RULES = DrillRules.load(new Config(Path.of("conf")), Map.of());

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
  void crewsDoTheirWorkWithoutAnybody() {
    server.startDrill(RULES.withoutCallers());
    TestServer.until(() -> placed(unit("消防钟楼站-水罐1车")));
    var incidentId = incident();
    var unit = unit("消防钟楼站-水罐1车");
    assertThat(unit.path("availability").asText()).isEqualTo("available");
    assertThat(unit.path("simulated").asBoolean()).isTrue();
    dispatch(incidentId, unit);

    runUntil(() -> !assignment(incidentId).path("notes").isEmpty());
    // A restart in the middle goes on where it was.
    var before = server;
    server.close();
    server = before.startAgain(TestServer.noCluster());
    signedIn = null;
    server.startDrill(RULES.withoutCallers());
    runUntil(() -> assignment(incidentId).path("state").asText().equals("cleared"));

    var cleared = assignment(incidentId);
    assertThat(cleared.path("times").properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "dispatched", "delivered", "acknowledged", "en_route", "on_scene", "cleared");
    assertThat(cleared.path("notes")).hasSize(1);
    assertThat(cleared.path("notes").get(0).path("by").path("name").asText())
        .as("its leader, as conf says")
        .isEqualTo(leaderOf("F2-01"));
    assertThat(unit("消防钟楼站-水罐1车").path("availability").asText()).isEqualTo("available");
  }

  @Test
  void aRealCrewIsLeftAloneAndItsUnitMannedAgainWhenItHasLeft() {
    server.startDrill(RULES.withoutCallers());
    var fire = server.signIn("fire");
    var name = "消防云顶站-水罐1车";
    var unitId = unit(name).path("id").asText();
    setDuty(fire, unitId, "on_duty");
    var incidentId = incident();
    dispatch(incidentId, unit(name), unit("消防钟楼站-水罐2车"));

    // When the simulated crew has long arrived, the real one has still not touched anything.
    runUntil(() -> state(incidentId, "消防钟楼站-水罐2车").equals("on_scene"));
    assertThat(state(incidentId, name)).isEqualTo("dispatched");
    assertThat(unit(name).path("simulated").asBoolean()).isFalse();
    assertThat(unit(name).path("crew").findValuesAsText("name")).containsExactly("张鹏飞");

    var own = assignment(incidentId, name).path("id").asText();
    server
        .signIn("fire")
        .post("/api/assignments/" + own + "/state", Map.of("state", "cleared"))
        .expect(200);
    setDuty(server.signIn("fire"), unitId, "off_duty");
    runUntil(() -> unit(name).path("simulated").asBoolean());
    assertThat(unit(name).path("availability").asText()).isEqualTo("available");
    assertThat(unit(name).at("/crew/0/name").asText()).isEqualTo(leaderOf("F1-01"));
  }

  @Test
  void theFirstSimulatedLeaderAtTheSceneHasCommandAndHandsItToTheLeaderWhoAsks() {
    server.startDrill(RULES.withoutCallers());
    TestServer.until(() -> placed(unit("消防钟楼站-水罐1车")));
    for (var unit : operator().get("/api/units").expect(200)) {
      assertThat(unit.path("crew").size())
          .as(unit.toString())
          .isEqualTo(unit.path("crewSize").asInt());
    }
    var incidentId = incident();
    dispatch(incidentId, unit("消防钟楼站-水罐1车"));
    runUntil(() -> state(incidentId, "消防钟楼站-水罐1车").equals("on_scene"));
    var leader = leaderOf("F2-01");
    assertThat(commander(incidentId)).isEqualTo(leader);
    assertThat(noticesOf(incidentId, leader, "assignment")).containsOnly("acknowledged");
    assertThat(notices(incidentId, "assignment")).as("nobody else of the crew").hasSize(1);

    var mayor = server.signIn("mayor");
    var path = "/api/incidents/" + incidentId;
    var fix =
        Map.of(
            "point", Map.of("latitude", 51.1685, "longitude", 71.4470),
            "accuracyMeters", 10,
            "fixAt", server.clock().instant().toString());
    mayor.post(path + "/check-ins", fix).expect(201);
    var asked = mayor.post(path + "/command-transfers", Map.of()).expect(201);
    assertThat(asked.path("state").asText()).isEqualTo("requested");
    assertThat(commander(incidentId)).as("not at once").isEqualTo(leader);
    var transfer = "/api/command-transfers/" + asked.path("id").asText();
    mayor.post(transfer + "/briefing", Map.of()).expect(200);
    mayor.post(transfer + "/decision", Map.of("decision", "accepted")).expect(200);
    runUntil(() -> commander(incidentId).equals("陈志远"));

    var transfers = operator().get(path).expect(200).path("commandTransfers");
    var handedOver = transfers.get(transfers.size() - 1);
    assertThat(handedOver.at("/decidedBy/name").asText()).isEqualTo(leader);
    var took =
        Duration.between(
            Instant.parse(handedOver.path("requestedAt").asText()),
            Instant.parse(handedOver.path("decidedAt").asText()));
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    runUntil(
        () ->
            noticesOf(incidentId, leader, "command_changed").stream()
                .allMatch("acknowledged"::equals));
  }

  @Test
  void drillDataCanNeverPageARealPersonAndIsMarked() throws SQLException {
    var realPerson = UUID.randomUUID();
    var realUnit = UUID.randomUUID();
    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      // Has every role and duty that the drill's own people have.
      statement.execute(
          """
          insert into person (id, username, password_hash, name, title, roles, duties, area_code, drill)
          select '%s', 'real', '', '真实人员', '值班', array_agg(distinct r), array_agg(distinct d),
            '990100000000', false
          from person, unnest(roles) r, unnest(duties) d where cardinality(duties) > 0
          """
              .formatted(realPerson));
      statement.execute(
          """
          insert into unit (id, code, call_sign, service, kind, capabilities, station_code, area_code,
            crew_size, duty, drill, state_at)
          select '%s', 'REAL-1', '真实力量', service, kind, capabilities, station_code, area_code, 6,
            'off_duty', false, now() from unit where code = 'F1-01'
          """
              .formatted(realUnit));
    }
    server.startDrill(RULES);
    server.clock().advance(Duration.ofSeconds(20));
    TestServer.until(() -> !operator().get("/api/incidents").expect(200).isEmpty());
    var called = operator().get("/api/incidents").expect(200).get(0);
    assertThat(called.path("drill").asBoolean()).isTrue();
    assertThat(called.path("areas")).isNotEmpty();
    operator()
        .post(
            "/api/incidents/" + called.path("id").asText() + "/assignments",
            Map.of("unitIds", List.of(realUnit.toString())))
        .expectProblem(400, "invalid_request");

    for (var username : List.of("drill-crew", "drill-desk", "drill-F2-01", "drill-F2-01-2")) {
      var body =
          Map.of("username", username, "password", TestServer.PASSWORD, "device", "any-device");
      TestClient.send(server.url(), "POST", "/api/session", Json.write(body), null, null)
          .expectProblem(401, "wrong_credentials");
    }

    // Grave enough for everybody on duty to be told, with a crew that works on it.
    var incidentId = incident();
    dispatch(incidentId, unit("消防钟楼站-水罐1车"));
    runUntil(() -> state(incidentId, "消防钟楼站-水罐1车").equals("on_scene"));

    assertThat(count("select count(*) from notice where drill")).isPositive();
    assertThat(count("select count(*) from notice where person_id = '" + realPerson + "'"))
        .isZero();
    assertThat(count("select count(*) from notice where not drill")).isZero();
    assertThat(count("select count(*) from assignment where unit_id = '" + realUnit + "'"))
        .isZero();
    assertThat(
            count(
                "select count(*) from unit where not drill and (simulated or duty <> 'off_duty')"))
        .isZero();
    assertThat(count("select count(*) from incident where not drill")).isZero();
    assertThat(count("select count(*) from timeline_event where not drill")).isZero();
  }

  private static String leaderOf(String code) {
    var city = new Config(Path.of("conf/demo-city"));
    var crews = city.read("crews.yaml", CrewLists.class).crews();
    return crews.getOrDefault(code, List.of()).getFirst();
  }

  private String commander(String incidentId) {
    return operator()
        .get("/api/incidents/" + incidentId)
        .expect(200)
        .at("/incident/commander/person/name")
        .asText();
  }

  private List<JsonNode> notices(String incidentId, String kind) {
    var all = operator().get("/api/incidents/" + incidentId).expect(200).path("notices");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(notice -> notice.path("kind").asText().equals(kind))
        .toList();
  }

  private List<String> noticesOf(String incidentId, String name, String kind) {
    return notices(incidentId, kind).stream()
        .filter(notice -> notice.at("/person/name").asText().equals(name))
        .map(notice -> notice.path("state").asText())
        .toList();
  }

  private String incident() {
    return operator()
        .post(
            "/api/calls",
            Map.of(
                "typeCode",
                "12G00",
                "point",
                Map.of("latitude", 51.1685, "longitude", 71.4470, "system", "wgs_84"),
                "place",
                "测试路1号",
                "description",
                "仓库起火",
                "priority",
                1,
                "casualties",
                Map.of("dead", 0, "missing", 0, "trapped", 0, "serious", 60, "light", 0)))
        .expect(201)
        .path("incident")
        .path("id")
        .asText();
  }

  private void dispatch(String incidentId, JsonNode... units) {
    var ids = List.of(units).stream().map(unit -> unit.path("id").asText()).toList();
    operator()
        .post("/api/incidents/" + incidentId + "/assignments", Map.of("unitIds", ids))
        .expect(201);
  }

  private static void setDuty(TestClient client, String unitId, String duty) {
    client.post("/api/units/" + unitId + "/duty", Map.of("duty", duty)).expect(200);
  }

  private JsonNode unit(String callSign) {
    for (var unit : operator().get("/api/units").expect(200)) {
      if (unit.path("callSign").asText().equals(callSign)) {
        return unit;
      }
    }
    throw new AssertionError("no unit " + callSign);
  }

  /// Signed in again before the token ends: these tests pass through hours.
  private TestClient operator() {
    if (signedIn == null || signedInAt.plusSeconds(600).isBefore(server.clock().instant())) {
      signedInAt = server.clock().instant();
      signedIn = server.signIn("operator");
    }
    return signedIn;
  }

  private static boolean placed(JsonNode unit) {
    return unit.path("fix").has("point");
  }

  private JsonNode assignment(String incidentId) {
    return operator().get("/api/incidents/" + incidentId).expect(200).path("assignments").get(0);
  }

  private JsonNode assignment(String incidentId, String callSign) {
    for (var assignment :
        operator().get("/api/incidents/" + incidentId).expect(200).path("assignments")) {
      if (assignment.path("callSign").asText().equals(callSign)) {
        return assignment;
      }
    }
    throw new AssertionError("no assignment of " + callSign);
  }

  private String state(String incidentId, String callSign) {
    return assignment(incidentId, callSign).path("state").asText();
  }

  private int count(String sql) throws SQLException {
    try (var connection = server.jdbc();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void runUntil(BooleanSupplier condition) {
    server.playUntil(Duration.ofSeconds(6), condition);
  }
}
