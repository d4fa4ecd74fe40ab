package io.qianzhi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The command post, naming a commander, the briefing sheet and taking over, through the front
/// door.
class AppointmentTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private final TestClient operator = server.signIn("operator");
  private final TestClient chief = server.signIn("chief");
  private final TestClient mayor = server.signIn("mayor");
  private final TestClient fire = server.signIn("fire");
  private final TestClient fireChief = server.signIn("fire-chief");
  private final Fireground scene = Fireground.start(server, operator, chief);

  @AfterEach
  void clear() {
    scene.clear(operator);
  }

  @Test
  void aNamedCommanderReadsTheSheetSignsAndTakesCommandWhenBothHaveSigned() throws SQLException {
    scene.arrive(operator, fire);
    mayor
        .post(
            scene.path("orders"),
            Map.of(
                "addressee",
                Map.of("kind", "person", "id", Fireground.personId(fire)),
                "text",
                "侦检"))
        .expect(201);
    fire.post(scene.path("commander"), Map.of("personId", Fireground.personId(fireChief)))
        .expectProblem(403, "permission_denied");
    var transfer = appoint(fireChief).expect(201);
    assertThat(transfer.at("/proposedBy/name").asText()).isEqualTo("陈志远");
    assertThat(commander()).as("kept until both have signed").isEqualTo("张鹏飞");
    assertThat(scene.notices(fireChief)).contains("command_appointment");
    assertThat(scene.notices(fire)).contains("command_request");
    appoint(chiefOf("health")).expectProblem(409, "transfer_open");

    var sheet = transfer.path("briefing");
    assertThat(sheet.at("/situation/place").asText()).isEqualTo("工业大街12号");
    assertThat(sheet.at("/situation/casualties/dead").asInt()).isEqualTo(10);
    assertThat(sheet.at("/forces/0/state").asText()).isEqualTo("on_scene");
    assertThat(sheet.at("/openOrders/0/text").asText()).isEqualTo("侦检");
    assertThat(sheet.path("hazards")).isNotEmpty();

    decide(fire, transfer, "accepted").expect(200);
    assertThat(commander()).isEqualTo("张鹏飞");
    decide(fireChief, transfer, "accepted").expectProblem(409, "briefing_unread");
    brief(fire, transfer).expectProblem(403, "not_your_request");
    brief(fireChief, transfer).expect(200);
    decide(fireChief, transfer, "accepted").expectProblem(409, "not_at_scene");
    scene.checkIn(fireChief, 0.001).expect(201);
    var passed = decide(fireChief, transfer, "accepted").expect(200);

    assertThat(commander()).isEqualTo("姚国平");
    assertThat(passed.path("state").asText()).isEqualTo("accepted");
    for (var time : List.of("briefedAt", "fromSignedAt", "toSignedAt")) {
      assertThat(passed.hasNonNull(time)).as(time).isTrue();
    }
    assertThat(passed.path("briefing")).as("never changes").isEqualTo(sheet);
    assertThat(scene.notices(fire)).contains("command_changed");
    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      var forged = "update command_transfer set briefing = '{}' where briefing is not null";
      assertThat(catchThrowable(() -> statement.execute(forged)))
          .hasMessageContaining("never changes");
    }
  }

  @Test
  void whoeverIsNamedMayRefuseAndTheLeaderMayWithdraw() {
    scene.arrive(operator, fire);
    var refused = appoint(fireChief).expect(201);
    decide(fireChief, refused, "refused").expect(200);
    assertThat(scene.notices(mayor)).contains("command_changed");
    var withdrawn = appoint(fireChief).expect(201);
    decide(fireChief, withdrawn, "withdrawn").expectProblem(403, "not_your_request");
    decide(mayor, withdrawn, "withdrawn").expect(200);
    assertThat(commander()).isEqualTo("张鹏飞");
  }

  @Test
  void aHigherLevelTakesOverOnlyFromWhoDoesNotAnswer() {
    scene.arrive(operator, fire);
    scene.checkIn(fireChief, 0.001).expect(201);
    var transfer = appoint(fireChief).expect(201);
    brief(fireChief, transfer).expect(200);
    takeOver(mayor, transfer).expectProblem(409, "answer_awaited");
    fire.post(at(transfer, "takeover"), Map.of("reason", "x"))
        .expectProblem(403, "permission_denied");
    server.clock().advance(Duration.ofSeconds(200));
    takeOver(mayor, transfer).expectProblem(409, "signature_awaited");
    decide(fireChief, transfer, "accepted").expect(200);
    var taken = takeOver(mayor, transfer).expect(200);
    assertThat(taken.at("/takeover/reason").asText()).isEqualTo("现场指挥员失联");
    assertThat(taken.at("/takeover/by/name").asText()).isEqualTo("陈志远");
    assertThat(taken.hasNonNull("fromSignedAt")).isFalse();
    assertThat(commander()).isEqualTo("姚国平");
    assertThat(scene.events(operator, "command.taken_over")).hasSize(1);

    // Among leaders, only who is above.
    var health = server.signIn("health");
    scene.checkIn(health, 0.001).expect(201);
    var asked = health.post(scene.path("command-transfers"), Map.of()).expect(201);
    brief(health, asked).expect(200);
    decide(health, asked, "accepted").expect(200);
    server.clock().advance(Duration.ofSeconds(200));
    takeOver(health, asked).expectProblem(403, "not_higher_level");
    takeOver(mayor, asked).expect(200);
    assertThat(commander()).isEqualTo("周文博");
  }

  @Test
  void whoAsksForCommandSignsOnlyAfterReadingTheSheet() {
    scene.arrive(operator, fire);
    scene.checkIn(mayor, 0.001).expect(201);
    var asked = mayor.post(scene.path("command-transfers"), Map.of()).expect(201);
    decide(fire, asked, "accepted").expect(200);
    assertThat(commander()).isEqualTo("张鹏飞");
    decide(mayor, asked, "accepted").expectProblem(409, "briefing_unread");
    brief(mayor, asked).expect(200);
    decide(mayor, asked, "accepted").expect(200);
    assertThat(commander()).isEqualTo("陈志远");
  }

  @Test
  void theCommandPostCountsForCheckingInAndTicksTheStepWithTheNamedCommander() {
    scene.arrive(operator, fire);
    assertThat(scene.checkIn(mayor, 0.01).expect(201).path("atScene").asBoolean()).isFalse();
    server
        .signIn("police")
        .post(scene.path("command-post"), post(0.01))
        .expectProblem(403, "not_commanding");
    operator.post(scene.path("command-post"), post(0.03)).expect(200);
    chief.post(scene.path("command-post"), post(0.03)).expect(200);
    var post = mayor.post(scene.path("command-post"), post(0.02)).expect(200);
    var moved = fire.post(scene.path("command-post"), post(0.01)).expect(200);
    assertThat(Fireground.id(moved)).isEqualTo(Fireground.id(post));
    assertThat(scene.step(operator, "B07").path("state").asText())
        .as("nobody was named yet")
        .isEqualTo("open");

    assertThat(scene.checkIn(mayor, 0.011).expect(201).path("atScene").asBoolean()).isTrue();
    var asked = mayor.post(scene.path("command-transfers"), Map.of()).expect(201);
    decide(fire, asked, "accepted").expect(200);
    brief(mayor, asked).expect(200);
    decide(mayor, asked, "accepted").expect(200);
    var step = scene.step(operator, "B07");
    assertThat(step.path("state").asText()).isEqualTo("done");
    assertThat(step.path("evidence").asText()).contains("前沿指挥车", "陈志远");
  }

  @Test
  void exactlyOnePersonIsInCommandWhoeverAsksIsNamedAndSignsAtOnce() throws Exception {
    scene.arrive(operator, fire);
    var leaders = new ArrayList<TestClient>();
    for (var name : List.of("mayor", "emergency", "fire-chief", "health", "police-chief")) {
      var leader = server.signIn(name);
      scene.checkIn(leader, 0.001).expect(201);
      leaders.add(leader);
    }
    for (int round = 0; round < 6; round++) {
      var all = new ArrayList<Callable<TestClient.Answer>>();
      for (var leader : leaders) {
        all.add(() -> leader.post(scene.path("command-transfers"), Map.of()));
        all.add(
            () ->
                leader.post(
                    scene.path("commander"),
                    Map.of("personId", Fireground.personId(leaders.getFirst()))));
      }
      atOnce(all);
      var open = openTransfer();
      var decisions = new ArrayList<Callable<TestClient.Answer>>();
      var everybody = new ArrayList<>(leaders);
      everybody.add(fire);
      for (var person : everybody) {
        decisions.add(() -> brief(person, open));
        decisions.add(() -> decide(person, open, "accepted"));
        decisions.add(() -> decide(person, open, "accepted"));
        decisions.add(() -> takeOver(person, open));
        decisions.add(() -> person.post(scene.path("command-transfers"), Map.of()));
      }
      var before = passed();
      var answers = atOnce(decisions);
      assertThat(answers).noneMatch(answer -> answer.status() >= 500);
      assertThat(inCommand()).isEqualTo(1);
      assertThat(passed() - before).as("passes at most once for a transfer").isBetween(0, 1);
      server.clock().advance(Duration.ofSeconds(5));
      settle(everybody);
    }
    var passings = scene.events(operator, "command.transferred");
    var last = scene.events(operator, "command.taken").getFirst().at("/detail/to").asText();
    for (var event : passings) {
      assertThat(event.at("/detail/from").asText()).as("an unbroken chain").isEqualTo(last);
      last = event.at("/detail/to").asText();
    }
    assertThat(commander()).isEqualTo(last);
  }

  /// Whatever is still open is signed by both.
  private void settle(List<TestClient> everybody) {
    var transfers = scene.detail(operator).path("commandTransfers");
    for (var transfer : transfers) {
      if (transfer.path("state").asText().equals("requested")) {
        for (var person : everybody) {
          brief(person, transfer);
          decide(person, transfer, "accepted");
        }
      }
    }
  }

  private JsonNode openTransfer() {
    return Fireground.find(scene.detail(operator).path("commandTransfers"), "state", "requested");
  }

  private int passed() throws SQLException {
    return count(
        "select count(*) from command_transfer where state = 'accepted' and incident_id = ?::uuid");
  }

  private int inCommand() throws SQLException {
    return count("select count(*) from incident_command where incident_id = ?::uuid");
  }

  private int count(String sql) throws SQLException {
    try (var database = server.jdbc();
        var query = database.prepareStatement(sql)) {
      query.setString(1, scene.incident());
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static List<TestClient.Answer> atOnce(List<Callable<TestClient.Answer>> all)
      throws Exception {
    var barrier = new CyclicBarrier(all.size());
    try (var threads = Executors.newFixedThreadPool(all.size())) {
      var answers = new ArrayList<TestClient.Answer>();
      var tasks =
          all.stream()
              .<Callable<TestClient.Answer>>map(
                  one ->
                      () -> {
                        barrier.await();
                        return one.call();
                      })
              .toList();
      for (var answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static TestClient chiefOf(String name) {
    return server.signIn(name);
  }

  private TestClient.Answer appoint(TestClient person) {
    return mayor.post(
        scene.path("commander"), Map.of("personId", Fireground.personId(person), "reason", "消防为主"));
  }

  private static TestClient.Answer brief(TestClient client, JsonNode transfer) {
    return client.post(at(transfer, "briefing"), Map.of());
  }

  private static TestClient.Answer decide(TestClient client, JsonNode transfer, String decision) {
    return client.post(at(transfer, "decision"), Map.of("decision", decision));
  }

  private static TestClient.Answer takeOver(TestClient client, JsonNode transfer) {
    return client.post(at(transfer, "takeover"), Map.of("reason", "现场指挥员失联"));
  }

  private static Map<String, Object> post(double degreesNorth) {
    return Map.of(
        "point",
        Map.of(
            "latitude",
            io.qianzhi.plan.Scene.LATITUDE + degreesNorth,
            "longitude",
            io.qianzhi.plan.Scene.LONGITUDE),
        "name",
        "前沿指挥车",
        "contact",
        "350兆1频道");
  }

  private static String at(JsonNode transfer, String what) {
    return "/api/command-transfers/" + Fireground.id(transfer) + "/" + what;
  }

  private String commander() {
    return scene.detail(operator).at("/incident/commander/person/name").asText();
  }
}
