package io.qianzhi.command.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.command.Fireground;
import io.qianzhi.plan.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Orders through the front door.
class OrderTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private final TestClient operator = server.signIn("operator");
  private final TestClient chief = server.signIn("chief");
  private final TestClient mayor = server.signIn("mayor");
  private final TestClient fire = server.signIn("fire");
  private final Fireground scene = Fireground.start(server, operator, chief);

  @AfterEach
  void clear() {
    scene.clear(operator);
  }

  @Test
  void anOrderGoesFromIssueToVerification() {
    var unit = scene.arrive(operator, fire);
    var order = give(mayor, "unit", unit, "在北侧设水幕稀释").expect(201);
    assertThat(order.path("number").asInt()).isEqualTo(1);
    assertThat(order.path("state").asText()).isEqualTo("issued");
    assertThat(order.at("/responsible/0/name").asText()).isEqualTo("张鹏飞");
    assertThat(scene.notices(fire)).contains("order");
    assertThat(receipt(order, "张鹏飞").path("seen").asBoolean()).isFalse();

    var notice =
        Fireground.find(fire.get("/api/notices").expect(200), "subjectId", Fireground.id(order))
            .path("id")
            .asText();
    fire.post("/api/notices/" + notice + "/state", Map.of("state", "displayed")).expect(200);
    assertThat(receipt(order, "张鹏飞").path("seen").asBoolean()).isTrue();
    TestServer.until(() -> state(order).equals("delivered"));

    fire.post(at(order, "acknowledgement"), Map.of()).expect(200);
    assertThat(scene.notices(fire)).doesNotContain("order");
    fire.post(at(order, "feedback"), Map.of("text", "水幕已展开")).expect(200);
    mayor
        .post(at(order, "verification"), Map.of("accepted", true))
        .expectProblem(409, "order_in_other_state");
    fire.post(at(order, "completion"), Map.of("result", "浓度降到报警值以下")).expect(200);
    assertThat(scene.notices(mayor)).contains("order_answered");

    mayor
        .post(at(order, "verification"), Map.of("accepted", false))
        .expectProblem(400, "invalid_request");
    mayor.post(at(order, "verification"), Map.of("accepted", false, "note", "西侧仍超标")).expect(200);
    assertThat(state(order)).isEqualTo("acknowledged");
    fire.post(at(order, "completion"), Map.of("result", "西侧已达标")).expect(200);
    mayor.post(at(order, "verification"), Map.of("accepted", true)).expect(200);
    assertThat(state(order)).isEqualTo("verified");
    assertThat(scene.events(operator, "order.verified")).hasSize(1);
  }

  @Test
  void anOrderCannotBeDoneWithoutAcknowledgement() throws SQLException {
    scene.arrive(operator, fire);
    var order = give(mayor, "person", Fireground.personId(fire), "关阀").expect(201);

    fire.post(at(order, "completion"), Map.of("result", "已关"))
        .expectProblem(409, "order_not_acknowledged");
    fire.post(at(order, "feedback"), Map.of("text", "在关"))
        .expectProblem(409, "order_not_acknowledged");

    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      var forged =
          "update command_order set content = content || '{\"state\": \"done\"}' where id = '"
              + Fireground.id(order)
              + "'";
      assertThat(catchThrowable(() -> statement.execute(forged)))
          .hasMessageContaining("done_was_acknowledged");
    }
  }

  @Test
  void anOrderIsNotVerifiedByWhoDidIt() {
    scene.arrive(operator, fire);
    var order = give(operator, "person", Fireground.personId(mayor), "到场坐镇").expect(201);
    mayor.post(at(order, "acknowledgement"), Map.of()).expect(200);
    mayor.post(at(order, "completion"), Map.of("result", "已到")).expect(200);

    mayor.post(at(order, "verification"), Map.of("accepted", true)).expectProblem(403, "own_work");
    operator.post(at(order, "verification"), Map.of("accepted", true)).expect(200);
  }

  @Test
  void ordersAreGivenByWhoCommandsAndAnsweredByWhoIsAddressed() {
    var unit = scene.arrive(operator, fire);
    var ambulance = server.signIn("ambulance");
    scene.arrive(operator, ambulance);
    // The first crew at the scene is in command and gives orders; the second does not.
    var order = give(fire, "person", Fireground.personId(ambulance), "设检伤点").expect(201);
    give(ambulance, "unit", unit, "来水").expectProblem(403, "not_commanding");
    fire.post(at(order, "acknowledgement"), Map.of()).expectProblem(403, "not_your_order");
    var outsider = server.signIn("police");
    outsider.post(at(order, "acknowledgement"), Map.of()).expectProblem(403, "not_your_order");

    ambulance.post(at(order, "refusal"), Map.of("reason", "只有一名医生")).expect(200);
    assertThat(scene.notices(fire)).contains("order_answered");
    var again =
        fire.post(
                at(order, "reassignment"),
                Map.of(
                    "addressee",
                    Map.of("kind", "person", "id", Fireground.personId(server.signIn("health"))),
                    "reason",
                    "改由卫健委组织"))
            .expect(201);
    assertThat(again.path("reassignedFrom").asText()).isEqualTo(Fireground.id(order));
    assertThat(state(order)).isEqualTo("reassigned");
    // Told to the control room by telephone.
    operator.post(at(again, "acknowledgement"), Map.of()).expect(200);
    fire.post(at(again, "cancellation"), Map.of("reason", "不再需要")).expect(200);
  }

  @Test
  void anOrderGivenByVoiceIsWrittenDownAndConfirmedByItsGiver() {
    scene.arrive(operator, fire);
    var words =
        Map.of(
            "addressee",
            Map.of("kind", "person", "id", Fireground.personId(fire)),
            "text",
            "立即后撤一百米",
            "voiceFrom",
            Fireground.personId(mayor));
    fire.post(scene.path("orders"), words).expectProblem(403, "permission_denied");
    var order = operator.post(scene.path("orders"), words).expect(201);
    assertThat(order.path("state").asText()).as("in force at once").isEqualTo("issued");
    assertThat(order.path("voice").asBoolean()).isTrue();
    assertThat(order.at("/issuedBy/name").asText()).isEqualTo("陈志远");
    assertThat(order.at("/draftedBy/name").asText()).isEqualTo("林晓燕");
    assertThat(scene.notices(mayor)).contains("order_confirmation");

    chief
        .post(at(order, "confirmation"), Map.of("confirmed", true))
        .expectProblem(403, "not_your_order");
    var confirmed = mayor.post(at(order, "confirmation"), Map.of("confirmed", true)).expect(200);
    assertThat(confirmed.hasNonNull("confirmedAt")).isTrue();
    assertThat(scene.notices(mayor)).doesNotContain("order_confirmation");
  }

  @Test
  void aDraftIsNobodysOrderUntilItIsIssued() {
    scene.arrive(operator, fire);
    var body =
        Map.of(
            "addressee",
            Map.of("kind", "person", "id", Fireground.personId(fire)),
            "text",
            "准备堵漏",
            "draft",
            true);
    var draft = mayor.post(scene.path("orders"), body).expect(201);
    assertThat(draft.path("state").asText()).isEqualTo("draft");
    assertThat(scene.notices(fire)).doesNotContain("order");
    mayor
        .patch("/api/orders/" + Fireground.id(draft), Map.of("text", "堵漏", "version", 7))
        .expectProblem(409, "stale_version");
    mayor
        .patch("/api/orders/" + Fireground.id(draft), Map.of("text", "堵漏", "version", 1))
        .expect(200);
    assertThat(mayor.post(at(draft, "issue"), Map.of()).expect(200).path("text").asText())
        .isEqualTo("堵漏");
    assertThat(scene.notices(fire)).contains("order");
  }

  @Test
  void overdueIsGeneratedByTheClockNotByViewingAndEachRungOnceAlsoAfterARestart() {
    var own = TestServer.start();
    var dispatcher = own.signIn("operator");
    var ground = Fireground.start(own, dispatcher, own.signIn("chief"));
    ground.arrive(dispatcher, own.signIn("fire"));
    var leader = own.signIn("mayor");
    var order =
        leader
            .post(
                ground.path("orders"),
                Map.of(
                    "addressee",
                    Map.of("kind", "person", "id", Fireground.personId(own.signIn("fire"))),
                    "text",
                    "搜索二层"))
            .expect(201);
    var reference = leader.get("/api/reference").expect(200);
    assertThat(reference.at("/orderLadder/fieldAppSeconds").asInt()).isEqualTo(180);
    assertThat(reference.at("/thresholds/takeoverAfterSeconds").asInt()).isEqualTo(180);
    own.clock().advance(Duration.ofSeconds(170));
    assertThat(rungs(own)).isEmpty();
    own.clock().advance(Duration.ofSeconds(20));
    TestServer.until(() -> rungs(own).equals(List.of("remind")));
    own.clock().advance(Duration.ofMinutes(2));
    TestServer.until(() -> rungs(own).equals(List.of("remind", "next_person")));

    own.close();
    own.clock().advance(Duration.ofMinutes(10));
    try (var again = own.startAgain(TestServer.noCluster())) {
      TestServer.until(() -> rungs(again).equals(List.of("remind", "next_person", "supervisor")));
      own.clock().advance(Duration.ofHours(2));
      var client = again.signIn("operator");
      var now =
          Fireground.find(
              Scene.detail(client, ground.incident()).path("orders"), "id", Fireground.id(order));
      assertThat(now.path("overdue").asBoolean()).isTrue();
      assertThat(now.path("escalated").asBoolean()).isTrue();
      assertThat(now.path("rungs")).hasSize(3);
      assertThat(ground.notices(again.signIn("supervisor"))).contains("order_overdue");
      assertThat(ground.notices(client)).as("telephone").contains("order_overdue");
    }
  }

  @Test
  void ordersNeverCrossFromDrillToRealNorBack() throws SQLException {
    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      statement.execute(
          """
          insert into person (id, username, password_hash, name, title, roles, duties, area_code, drill)
          select gen_random_uuid(), 'real-' || username, password_hash, '真' || name, title, roles,
            duties, area_code, false
          from person where username in ('operator', 'mayor')
          """);
      var realOperator = server.signIn("real-operator");
      var realMayor = server.signIn("real-mayor");
      var real = Fireground.withoutPlan(server, realOperator);
      assertThat(real.detail(realOperator).at("/incident/drill").asBoolean()).isFalse();

      give(realMayor, real, mayor).expectProblem(400, "invalid_request");
      give(mayor, scene, realMayor).expectProblem(400, "invalid_request");
      give(mayor, real, realMayor).expectProblem(404, "not_found");
      give(realMayor, scene, mayor).expectProblem(404, "not_found");
      assertThat(give(realOperator, real, realMayor).expect(201).path("drill").asBoolean())
          .isFalse();
      Scene.close(realOperator, real.incident());
      statement.execute("update person set active = false where not drill");
    }
  }

  private static TestClient.Answer give(TestClient giver, Fireground where, TestClient to) {
    var addressee = Map.of("kind", "person", "id", Fireground.personId(to));
    return giver.post(where.path("orders"), Map.of("addressee", addressee, "text", "到场"));
  }

  @Test
  void whatIsNotDoneWhenTheIncidentIsClosedIsSettledAndNobodyIsReminded() {
    var ground = Fireground.withoutPlan(server, operator);
    var health = server.signIn("health");
    var orders = new ArrayList<JsonNode>();
    for (var text : List.of("侦检", "堵漏", "照明")) {
      var addressee = Map.of("kind", "person", "id", Fireground.personId(health));
      orders.add(
          mayor
              .post(ground.path("orders"), Map.of("addressee", addressee, "text", text))
              .expect(201));
    }
    health.post(at(orders.get(1), "acknowledgement"), Map.of()).expect(200);
    health.post(at(orders.get(2), "acknowledgement"), Map.of()).expect(200);
    health.post(at(orders.get(2), "completion"), Map.of("result", "已架设")).expect(200);
    ground.checkIn(mayor, 0.001).expect(201);
    mayor.post(ground.path("musters"), Map.of()).expect(201);
    mayor.post(ground.path("withdrawal/signal"), Map.of()).expect(201);

    Scene.close(chief, ground.incident());
    server.clock().advance(Duration.ofHours(1));

    var detail = ground.detail(operator);
    assertThat(Scene.stream(detail.path("orders")).map(one -> one.path("state").asText()))
        .containsExactly("unfinished", "unfinished", "done");
    assertThat(detail.at("/musters/0/state").asText()).isEqualTo("ended");
    assertThat(detail.at("/withdrawals/0/state").asText()).isEqualTo("over");
    assertThat(detail.at("/orders/0/rungs")).isEmpty();
    assertThat(detail.at("/orders/1/feedbackOverdue").asBoolean()).isFalse();
    for (var person : List.of(health, mayor, operator, chief)) {
      assertThat(ground.notices(person)).isEmpty();
    }
    mayor.post(at(orders.get(2), "verification"), Map.of("accepted", true)).expect(200);
    health
        .post(at(orders.get(0), "acknowledgement"), Map.of())
        .expectProblem(409, "order_in_other_state");
  }

  @Test
  void whileAnOrderIsCarriedOutItsFeedbackFallsDue() {
    scene.arrive(operator, fire);
    var order = give(mayor, "person", Fireground.personId(fire), "监护燃烧").expect(201);
    fire.post(at(order, "acknowledgement"), Map.of()).expect(200);
    server.clock().advance(Duration.ofMinutes(20));
    fire.post(at(order, "feedback"), Map.of("text", "火势稳定")).expect(200);
    server.clock().advance(Duration.ofMinutes(20));
    assertThat(order(order).path("feedbackOverdue").asBoolean()).isFalse();
    server.clock().advance(Duration.ofMinutes(11));
    TestServer.until(() -> order(order).path("feedbackOverdue").asBoolean());
    fire.post(at(order, "feedback"), Map.of("text", "火势减弱")).expect(200);
    assertThat(order(order).path("feedbackOverdue").asBoolean()).isFalse();
  }

  private static List<String> rungs(TestServer own) {
    try (var database = own.jdbc();
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                """
                select detail ->> 'rung' as rung from timeline_event where kind = 'order.overdue'
                order by version
                """)) {
      var rungs = new ArrayList<String>();
      while (rows.next()) {
        rungs.add(rows.getString("rung"));
      }
      return rungs;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestClient.Answer give(TestClient giver, String kind, String id, String text) {
    return giver.post(
        scene.path("orders"), Map.of("addressee", Map.of("kind", kind, "id", id), "text", text));
  }

  private JsonNode order(JsonNode order) {
    return scene.entity(operator, "orders", Fireground.id(order));
  }

  private String state(JsonNode order) {
    return order(order).path("state").asText();
  }

  private JsonNode receipt(JsonNode order, String name) {
    var receipts = operator.get(at(order, "receipts")).expect(200);
    return Scene.stream(receipts)
        .filter(receipt -> receipt.at("/person/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String at(JsonNode order, String what) {
    return "/api/orders/" + Fireground.id(order) + "/" + what;
  }
}
