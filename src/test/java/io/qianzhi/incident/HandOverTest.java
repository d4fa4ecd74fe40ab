package io.qianzhi.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.Calls;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Calls from outside the area of who takes them, through the front door.
class HandOverTest {
  private static final double EAST = 71.5131;
  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void noCallIsLostBetweenTwoAreas() {
    var hedong = server.signIn("operator-hedong");
    var operator = server.signIn("operator");
    var call = Calls.call("12G00");
    var taken = hedong.post("/api/calls", call, "hand-over-1").expect(201);
    assertThat(taken.at("/handedOverTo/area/code").asText())
        .isEqualTo(taken.at("/incident/areas/1/code").asText())
        .isNotEqualTo("990102000000");
    assertThat(taken.at("/handedOverTo/area/level").asText()).isEqualTo("county");
    assertThat(texts(taken.at("/handedOverTo/told"), "name"))
        .containsExactlyInAnyOrder("周建国", "林晓燕", "何志强");
    var again = hedong.post("/api/calls", call, "hand-over-1").expect(201);
    assertThat(again).as("carried out once").isEqualTo(taken);

    var path = "/api/incidents/" + taken.at("/incident/id").asText();
    hedong.get(path).expectProblem(404, "not_found");
    assertThat(operator.get(path).expect(200).path("calls")).hasSize(1);
    var timeline = operator.get(path + "/timeline").expect(200);
    assertThat(texts(timeline, "kind")).contains("incident.created", "incident.handed_over");
    for (var event : timeline) {
      if (event.path("kind").asText().equals("incident.handed_over")) {
        assertThat(event.at("/actor/name").asText()).isEqualTo("苏文博");
        assertThat(event.at("/detail/from").asText()).isEqualTo("河东区调度员 苏文博");
        assertThat(event.at("/detail/to")).isEqualTo(taken.at("/handedOverTo/area/name"));
      }
    }
  }

  /// Whoever acknowledges first stops the reminders of all.
  @Test
  void theNoticeOfAHandOverCannotBeOverlooked() {
    var incident =
        server.signIn("operator-hedong").post("/api/calls", Calls.call("12H00")).expect(201);
    var id = incident.at("/incident/id").asText();
    server.clock().advance(Duration.ofSeconds(61));
    TestServer.until(() -> overdue(id) == 3);

    var chief = server.signIn("chief");
    var notice = notice(chief, id);
    assertThat(notice.path("urgency").asText()).isEqualTo("high");
    chief
        .post("/api/notices/" + notice.path("id").asText() + "/state", state("acknowledged"))
        .expect(200);
    server.clock().advance(Duration.ofMinutes(10));
    var later = server.signIn("operator-hedong").post("/api/calls", Calls.call("12H00"));
    var laterId = later.expect(201).at("/incident/id").asText();
    server.clock().advance(Duration.ofSeconds(61));
    // Deadlines fire in their order: when the later one's have, the first one's would have too.
    TestServer.until(() -> overdue(laterId) == 3);
    assertThat(overdue(id)).isEqualTo(3);
  }

  @Test
  void aCallInTheOwnAreaAndOneOfTheCitysOperatorsStayWhereTheyAre() {
    var own = Calls.call("12Y00", 51.1502, EAST, 0);
    var taken = server.signIn("operator-hedong").post("/api/calls", own).expect(201);
    assertThat(taken.at("/incident/areas/1/code").asText()).isEqualTo("990102000000");
    assertThat(taken.has("handedOverTo")).isFalse();
    var citys = server.signIn("operator").post("/api/calls", Calls.call("12Y00")).expect(201);
    assertThat(citys.has("handedOverTo")).isFalse();
  }

  /// A hand-over opens no door: what lies outside the area stays out of reach.
  @Test
  void nobodyAttachesACallToAnIncidentOutsideHisArea() {
    var hedong = server.signIn("operator-hedong");
    var outside = Calls.incident(server.signIn("operator"), "12G00").path("id").asText();
    var named = Calls.call("12G00");
    named.put("incidentId", outside);
    hedong.post("/api/calls", named).expectProblem(404, "not_found");
    var own = hedong.post("/api/calls", Calls.call("12G00", 51.1502, EAST, 0)).expect(201);
    var ownCall = "/api/calls/" + own.at("/call/id").asText();
    hedong.post(ownCall + "/attach", Map.of("incidentId", outside)).expectProblem(404, "not_found");
    var handedOver = hedong.post("/api/calls", Calls.call("12G00")).expect(201);
    hedong
        .post(
            "/api/calls/" + handedOver.at("/call/id").asText() + "/attach",
            Map.of("incidentId", own.at("/incident/id").asText()))
        .expectProblem(404, "not_found");
  }

  @Test
  void aDetachedCallAndAMovedIncidentAreHandedOverToo() {
    var hedong = server.signIn("operator-hedong");
    var own = hedong.post("/api/calls", Calls.call("12G00", 51.1502, EAST, 0)).expect(201);
    var id = own.at("/incident/id").asText();
    var second = Calls.call("12G00");
    second.put("incidentId", id);
    var added = hedong.post("/api/calls", second).expect(201);
    assertThat(added.has("handedOverTo")).as("its incident is his own").isFalse();
    var detached =
        hedong
            .post("/api/calls/" + added.at("/call/id").asText() + "/detach", Map.of())
            .expect(200);
    assertThat(detached.at("/handedOverTo/told")).hasSize(3);

    var version = hedong.get("/api/incidents/" + id).expect(200).at("/incident/version").asInt();
    var moved = Map.of("version", version, "point", second.get("point"));
    hedong.patch("/api/incidents/" + id, moved).expect(200);
    assertThat(notice(server.signIn("chief"), id).path("kind").asText())
        .isEqualTo("incident_handed_over");
  }

  @Test
  void whereNobodySitsTheAreasOwnLeadersAreTold() throws SQLException {
    try (var empty = TestServer.start()) {
      try (var connection = empty.jdbc();
          var statement = connection.createStatement()) {
        statement.execute(
            "update person set active = false where username in ('operator', 'operator2',"
                + " 'chief')");
      }
      var taken =
          empty.signIn("operator-hedong").post("/api/calls", Calls.call("12G00")).expect(201);
      assertThat(texts(taken.at("/handedOverTo/told"), "name")).contains("陈志远").hasSize(2);
    }
  }

  private static long overdue(String incident) {
    var timeline =
        server.signIn("operator").get("/api/incidents/" + incident + "/timeline").expect(200);
    return texts(timeline, "kind").stream().filter("notice.overdue"::equals).count();
  }

  private static JsonNode notice(TestClient client, String incident) {
    return StreamSupport.stream(client.get("/api/notices").expect(200).spliterator(), false)
        .filter(notice -> notice.path("incidentId").asText().equals(incident))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> state(String state) {
    return Map.of("state", state);
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
