package io.qianzhi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Command through the front door.
class CommandTest {
  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void theFirstCrewAtTheSceneHasCommandUntilItHandsOverToTheLeader() {
    var operator = server.signIn("operator");
    var fire = server.signIn("fire");
    var mayor = server.signIn("mayor");
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(server.signIn("chief"), incident);
    arrive(operator, fire, incident);
    assertThat(commander(operator, incident)).isEqualTo("张鹏飞");

    var path = "/api/incidents/" + incident + "/command-transfers";
    mayor.post(path, Map.of()).expectProblem(409, "not_at_scene");
    var far = checkIn(mayor, incident, 0.03).expect(201);
    assertThat(far.path("atScene").asBoolean()).isFalse();
    mayor.post(path, Map.of()).expectProblem(409, "not_at_scene");
    var near = checkIn(mayor, incident, 0.001).expect(201);
    assertThat(near.path("atScene").asBoolean()).isTrue();
    assertThat(step(mayor, incident, "B08").path("state").asText()).isEqualTo("done");
    assertThat(step(mayor, incident, "B10").at("/owners/0/name").asText()).isEqualTo("张鹏飞");

    var asked = mayor.post(path, Map.of()).expect(201);
    assertThat(asked.path("state").asText()).isEqualTo("requested");
    assertThat(commander(operator, incident)).as("kept until accepted").isEqualTo("张鹏飞");
    assertThat(kinds(fire)).contains("command_request");
    decide(mayor, asked, "accepted").expectProblem(409, "briefing_unread");
    decide(fire, asked, "withdrawn").expectProblem(403, "not_your_request");

    assertThat(decide(fire, asked, "refused").expect(200).path("state").asText())
        .isEqualTo("refused");
    assertThat(commander(operator, incident)).isEqualTo("张鹏飞");
    decide(fire, asked, "accepted").expectProblem(409, "transfer_decided");
    var again = mayor.post(path, Map.of()).expect(201);
    decide(mayor, again, "accepted").expectProblem(409, "briefing_unread");
    brief(mayor, again);
    decide(mayor, again, "accepted").expect(200);
    assertThat(decide(fire, again, "accepted").expect(200).path("state").asText())
        .isEqualTo("accepted");

    assertThat(commander(operator, incident)).isEqualTo("陈志远");
    assertThat(step(mayor, incident, "B10").at("/owners/0/name").asText()).isEqualTo("陈志远");
    mayor.post(path, Map.of()).expectProblem(409, "already_in_command");
    assertThat(kinds(server.signIn("chief"))).contains("command_changed");
    assertThat(kinds(fire)).doesNotContain("command_request");
  }

  @Test
  void aCrewLentToAnotherAreaChecksInWhileItsUnitIsOnTheIncident() throws SQLException {
    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      statement.execute(
          """
          update unit set area_code = '990102000000' where code = 'M1-01';
          update person set area_code = '990102000000' where username = 'ambulance'
          """);
    }
    var operator = server.signIn("operator");
    var incident = Scene.report(operator, "12D00", 0);
    arrive(operator, server.signIn("fire2"), incident);
    var lent = server.signIn("ambulance");
    checkIn(lent, incident, 0.001).expectProblem(404, "not_found");

    var assignment = Scene.dispatch(operator, lent, incident).path("id").asText();
    assertThat(commander(operator, incident)).as("not the lent crew").isEqualTo("孙海涛");
    assertThat(checkIn(lent, incident, 0.001).expect(201).path("atScene").asBoolean()).isTrue();
    var elsewhere = Scene.report(operator, "12D00", 0);
    checkIn(lent, elsewhere, 0.001).expectProblem(404, "not_found");

    var cleared = Map.of("state", "cleared");
    lent.post("/api/assignments/" + assignment + "/state", cleared).expect(200);
    checkIn(lent, incident, 0.001).expectProblem(404, "not_found");
  }

  @Test
  void atMostOnePersonIsInCommandWhateverHappensAtOnce() throws Exception {
    var operator = server.signIn("operator");
    var incident = Scene.report(operator, "12D00", 10);
    var leaders = new ArrayList<TestClient>();
    for (var name :
        List.of("mayor", "emergency", "fire-chief", "health", "police-chief", "housing")) {
      var leader = server.signIn(name);
      checkIn(leader, incident, 0.001).expect(201);
      leaders.add(leader);
    }
    var path = "/api/incidents/" + incident + "/command-transfers";

    var requests =
        atOnce(
            leaders.stream()
                .<Callable<TestClient.Answer>>map(leader -> () -> leader.post(path, Map.of()))
                .toList());
    assertThat(states(requests)).containsExactlyInAnyOrder("accepted", "requested");
    assertThat(inCommand(incident)).isEqualTo(1);

    var transfer =
        requests.stream()
            .filter(answer -> answer.status() == 201)
            .map(TestClient.Answer::json)
            .filter(json -> json.path("state").asText().equals("requested"))
            .findFirst()
            .orElseThrow();
    var commander = leader(leaders, commander(operator, incident));
    var asker = leader(leaders, transfer.at("/to/name").asText());
    brief(asker, transfer);
    decide(asker, transfer, "accepted").expect(200);
    var decisions =
        atOnce(
            List.<Callable<TestClient.Answer>>of(
                () -> decide(commander, transfer, "accepted"),
                () -> decide(commander, transfer, "accepted"),
                () -> decide(commander, transfer, "refused"),
                () -> decide(asker, transfer, "withdrawn")));

    assertThat(states(decisions)).as("one decision counts").hasSize(1);
    assertThat(inCommand(incident)).isEqualTo(1);
    var expected = states(decisions).contains("accepted") ? asker : commander;
    assertThat(commander(operator, incident)).isEqualTo(expected.person().path("name").asText());
  }

  @Test
  void whoCanBeAddressedIsFoundByNameDutyAndUnitInThisAreaAndWorldOnly() throws SQLException {
    var scene = Fireground.withoutPlan(server, server.signIn("operator"));
    var mayor = server.signIn("mayor");
    assertThat(found(mayor, scene, "张鹏飞")).containsExactly("张鹏飞");
    assertThat(found(mayor, scene, "急救")).contains("周文博");
    assertThat(found(mayor, scene, "health")).contains("周文博");
    assertThat(found(mayor, scene, "张 水罐")).contains("张鹏飞");
    assertThat(found(mayor, scene, "张 卫生健康")).isEmpty();
    assertThat(found(mayor, scene, "_")).isEmpty();
    assertThat(found(mayor, scene, "%")).isEmpty();
    server.signIn("fire").get(scene.path("people?text=x")).expectProblem(404, "not_found");

    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      statement.execute(
          """
          insert into person (id, username, password_hash, name, title, roles, duties, area_code, drill)
          values (gen_random_uuid(), 'real-li', '', '真实李', '', '{leader}', '{}', '990100000000', false),
            (gen_random_uuid(), 'far-li', '', '外地李', '', '{leader}', '{}', '980100000000', true)
          """);
      assertThat(found(mayor, scene, "李")).doesNotContain("真实李", "外地李");
      statement.execute("delete from person where username in ('real-li', 'far-li')");
    }
  }

  private static List<String> found(TestClient client, Fireground scene, String text) {
    var query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return Scene.stream(client.get(scene.path("people?text=" + query)).expect(200))
        .map(person -> person.path("name").asText())
        .toList();
  }

  private static List<String> states(List<TestClient.Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.status() < 300)
        .map(answer -> answer.json().path("state").asText())
        .toList();
  }

  private static TestClient leader(List<TestClient> leaders, String name) {
    return leaders.stream()
        .filter(leader -> leader.person().path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<TestClient.Answer> atOnce(List<Callable<TestClient.Answer>> all)
      throws Exception {
    var barrier = new CyclicBarrier(all.size());
    try (var threads = Executors.newFixedThreadPool(all.size())) {
      var answers = new ArrayList<TestClient.Answer>();
      for (var answer :
          threads.invokeAll(
              all.stream()
                  .<Callable<TestClient.Answer>>map(
                      one ->
                          () -> {
                            barrier.await();
                            return one.call();
                          })
                  .toList())) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static int inCommand(String incident) throws SQLException {
    try (var database = server.jdbc();
        var query =
            database.prepareStatement(
                "select count(*) from incident_command where incident_id = ?::uuid")) {
      query.setString(1, incident);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static void arrive(TestClient operator, TestClient crew, String incident) {
    var assignment = Scene.dispatch(operator, crew, incident).path("id").asText();
    for (var state : List.of("acknowledged", "en_route", "on_scene")) {
      crew.post("/api/assignments/" + assignment + "/state", Map.of("state", state)).expect(200);
    }
  }

  private static JsonNode step(TestClient client, String incident, String code) {
    return Scene.stream(Scene.detail(client, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static TestClient.Answer checkIn(
      TestClient client, String incident, double degreesNorth) {
    return client.post(
        "/api/incidents/" + incident + "/check-ins",
        Map.of(
            "point",
                Map.of("latitude", Scene.LATITUDE + degreesNorth, "longitude", Scene.LONGITUDE),
            "accuracyMeters", 12,
            "fixAt", server.clock().instant().toString()));
  }

  private static TestClient.Answer decide(TestClient client, JsonNode transfer, String decision) {
    return client.post(
        "/api/command-transfers/" + transfer.path("id").asText() + "/decision",
        Map.of("decision", decision, "reason", "测试"));
  }

  private static void brief(TestClient client, JsonNode transfer) {
    client
        .post("/api/command-transfers/" + transfer.path("id").asText() + "/briefing", Map.of())
        .expect(200);
  }

  private static String commander(TestClient client, String incident) {
    return Scene.detail(client, incident).at("/incident/commander/person/name").asText();
  }

  private static List<String> kinds(TestClient client) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }
}
