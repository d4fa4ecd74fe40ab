package io.qianzhi.command.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.command.Fireground;
import io.qianzhi.plan.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Working groups, counting and withdrawing people, through the front door.
class GroupTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private final TestClient operator = server.signIn("operator");
  private final TestClient chief = server.signIn("chief");
  private final TestClient mayor = server.signIn("mayor");
  private final TestClient fire = server.signIn("fire");
  private final TestClient fireChief = server.signIn("fire-chief");
  private final TestClient health = server.signIn("health");
  private final Fireground scene = Fireground.start(server, operator, chief);

  @AfterEach
  void clear() {
    scene.clear(operator);
  }

  @Test
  void groupsAreProposedFormedAndSignedForWhichTicksTheStep() {
    var proposal = mayor.get(scene.path("groups/proposal")).expect(200);
    assertThat(proposal).hasSize(15);
    var rescue = Fireground.find(proposal, "code", "B");
    assertThat(rescue.path("chosen").asBoolean()).isTrue();
    assertThat(rescue.at("/candidates/0/name").asText()).isEqualTo("姚国平");
    assertThat(Fireground.find(proposal, "code", "N").path("chosen").asBoolean()).isFalse();

    var formed = form(mayor).expect(201);
    assertThat(formed).hasSize(2);
    form(mayor).expectProblem(409, "group_there");
    assertThat(scene.notices(health)).contains("group_formed");
    var b = Fireground.find(formed, "code", "B");
    var c = Fireground.find(formed, "code", "C");
    health
        .post("/api/groups/" + Fireground.id(b) + "/acknowledgement", Map.of())
        .expectProblem(403, "not_your_group");
    sign(fireChief, b).expect(200);
    assertThat(scene.step(operator, "B10").path("state").asText()).isEqualTo("open");
    sign(health, c).expect(200);
    assertThat(scene.notices(health)).doesNotContain("group_formed");
    var step = scene.step(operator, "B10");
    assertThat(step.path("state").asText()).isEqualTo("done");
    assertThat(step.path("evidence").asText()).contains("抢险救援组（姚国平）");
  }

  @Test
  void aNewLeadSignsAgainAndAGroupIsDissolvedWhenItsWorkIsDone() {
    var b = Fireground.find(form(mayor).expect(201), "code", "B");
    var signed = sign(fireChief, b).expect(200);
    var housing = server.signIn("housing");
    var path = "/api/groups/" + Fireground.id(b);
    housing.patch(path, Map.of("contact", "x", "version", 1)).expectProblem(409, "stale_version");
    var changed =
        mayor
            .patch(
                path,
                Map.of(
                    "leadId",
                    Fireground.personId(housing),
                    "contact",
                    "350兆3频道",
                    "version",
                    signed.path("version").asInt()))
            .expect(200);
    assertThat(changed.path("state").asText()).isEqualTo("formed");
    assertThat(scene.notices(housing)).contains("group_formed");
    sign(housing, b).expect(200);
    mayor.post(path + "/dissolution", Map.of("reason", "搜救结束")).expect(200);
    sign(housing, b).expectProblem(409, "group_dissolved");
  }

  @Test
  void anOrderToAGroupReachesItsMembersAndIsAcknowledgedByItsLead() {
    scene.arrive(operator, fire);
    var b = Fireground.find(form(mayor).expect(201), "code", "B");
    var order =
        mayor
            .post(
                scene.path("orders"),
                Map.of(
                    "addressee",
                    Map.of("kind", "group", "id", Fireground.id(b)),
                    "text",
                    "搜索一层",
                    "urgent",
                    true))
            .expect(201);
    assertThat(order.path("told")).hasSize(2);
    assertThat(order.path("responsible")).hasSize(1);
    var path = "/api/orders/" + Fireground.id(order);
    fire.post(path + "/acknowledgement", Map.of()).expectProblem(403, "not_your_order");
    fireChief.post(path + "/acknowledgement", Map.of()).expect(200);
    var receipts = operator.get(path + "/receipts").expect(200);
    assertThat(receipts.at("/0/person/name").asText()).as("has not seen it").isEqualTo("张鹏飞");
    assertThat(receipts.at("/0/part").asText()).isEqualTo("told");
    assertThat(receipts.at("/1/state").asText()).isEqualTo("acknowledged");
  }

  @Test
  void whoIsAtTheSceneIsKnownUntilHeLeaves() {
    var unit = scene.arrive(operator, fire);
    form(mayor).expect(201);
    scene.checkIn(fireChief, 0.001).expect(201);
    scene.checkIn(mayor, 0.001).expect(201);
    scene.checkIn(health, 0.05).expect(201);

    var board = mayor.get(scene.path("accountability")).expect(200);
    assertThat(board.at("/units/0/unitId").asText()).isEqualTo(unit);
    assertThat(board.path("headcount").asInt()).as("a crew of six and two more").isEqualTo(8);
    assertThat(board.path("people")).hasSize(2);
    assertThat(group("B").path("checkedIn").at("/0/person/name").asText()).isEqualTo("姚国平");

    var left = fireChief.post(scene.path("check-outs"), Map.of()).expect(200);
    assertThat(left.hasNonNull("leftAt")).isTrue();
    fireChief.post(scene.path("check-outs"), Map.of()).expectProblem(409, "not_checked_in");
    operator
        .post(scene.path("check-outs"), Map.of("personId", Fireground.personId(mayor)))
        .expect(200);
    board = mayor.get(scene.path("accountability")).expect(200);
    assertThat(board.path("headcount").asInt()).isEqualTo(6);
    assertThat(group("B").path("checkedIn")).isEmpty();
  }

  @Test
  void theBoardTheCountAndTheBriefingSheetKnowTheSamePeopleAtTheScene() {
    scene.arrive(operator, fire);
    form(mayor).expect(201);
    scene.checkIn(fire, 0.001).expect(201);
    scene.checkIn(mayor, 0.001).expect(201);
    scene.checkIn(fireChief, 0.001).expect(201);
    assertThat(atScene()).containsOnly(8);

    fire.post(scene.path("check-outs"), Map.of()).expect(200);
    fireChief.post(scene.path("check-outs"), Map.of()).expect(200);
    assertThat(atScene()).as("one of the crew and one of a group have left").containsOnly(6);
    scene.checkIn(fire, 0.001).expect(201);
    assertThat(atScene()).containsOnly(7);

    var muster = Fireground.find(scene.detail(operator).path("musters"), "state", "running");
    answer(operator, muster, Fireground.personId(mayor), 1).expect(200);
    scene.clear(operator);
    assertThat(entity(muster).path("state").asText())
        .as("who left with the unit is not missing")
        .isEqualTo("complete");
    assertThat(atScene()).as("the crew has left with its unit").containsOnly(1);
    assertThat(group("B").path("checkedIn")).isEmpty();
    assertThat(scene.events(operator, "person.checked_out")).hasSize(3);
  }

  /// How many people are at the scene by each of the three that say so.
  private List<Integer> atScene() {
    var transfer =
        mayor
            .post(scene.path("commander"), Map.of("personId", Fireground.personId(health)))
            .expect(201);
    mayor
        .post(
            "/api/command-transfers/" + Fireground.id(transfer) + "/decision",
            Map.of("decision", "withdrawn"))
        .expect(200);
    var muster = mayor.post(scene.path("musters"), Map.of()).expect(201);
    return List.of(
        mayor.get(scene.path("accountability")).expect(200).path("headcount").asInt(),
        muster.path("expected").asInt(),
        transfer.at("/briefing/peopleAtScene").asInt());
  }

  @Test
  void whoDoesNotAnswerOrIsShortIsReportedToTheOneInCommand() {
    mayor.post(scene.path("musters"), Map.of()).expectProblem(409, "nobody_at_scene");
    var unit = scene.arrive(operator, fire);
    form(mayor).expect(201);
    scene.checkIn(fireChief, 0.001).expect(201);
    scene.checkIn(mayor, 0.001).expect(201);

    var first = fire.post(scene.path("musters"), Map.of()).expect(201);
    var muster = fire.post(scene.path("musters"), Map.of("minutes", 10)).expect(201);
    assertThat(entity(first).path("state").asText()).isEqualTo("replaced");
    assertThat(muster.path("expected").asInt()).isEqualTo(8);
    assertThat(muster.path("entries")).hasSize(3);
    assertThat(scene.notices(fireChief)).contains("muster");

    answer(server.signIn("police"), muster, unit, 6).expectProblem(403, "not_your_answer");
    answer(fire, muster, unit, 5).expect(200);
    assertThat(entry(muster, unit).path("state").asText()).isEqualTo("missing");
    assertThat(scene.notices(chief)).as("at once").contains("muster_missing");
    assertThat(scene.notices(fire)).contains("muster_missing");
    answer(fire, muster, unit, 6).expect(200);
    answer(operator, muster, Fireground.personId(mayor), 1).expect(200);

    server.clock().advance(Duration.ofMinutes(11));
    TestServer.until(() -> entity(muster).path("state").asText().equals("incomplete"));
    var group = Fireground.id(group("B"));
    assertThat(entry(muster, group).path("state").asText()).isEqualTo("missing");
    assertThat(scene.events(operator, "muster.incomplete")).hasSize(1);

    answer(fireChief, muster, group, 1).expect(200);
    assertThat(entry(muster, group).path("late").asBoolean()).isTrue();
    assertThat(entity(muster).path("state").asText()).isEqualTo("complete");

    server.clock().advance(Duration.ofMinutes(20));
    TestServer.until(() -> scene.notices(fire).contains("muster"));
  }

  @Test
  void lifeSafetyIsNeverLockedTheWithdrawalSignalNeedsNoAgreement() {
    scene.arrive(operator, fire);
    scene.checkIn(mayor, 0.001).expect(201);
    health
        .post(
            scene.path("withdrawal"),
            Map.of("safetyOfficerId", Fireground.personId(fire), "signal", "三声长鸣"))
        .expect(200);
    assertThat(scene.step(operator, "B11").path("state").asText()).isEqualTo("done");
    var again = Fireground.start(server, operator, chief);
    assertThat(again.step(operator, "B11").path("state").asText()).isEqualTo("open");
    operator.post(again.path("withdrawal/signal"), Map.of("reason", "储罐变形")).expect(201);

    var given = fire.post(scene.path("withdrawal/signal"), Map.of("reason", "储罐变形")).expect(201);
    assertThat(given.path("state").asText()).isEqualTo("given");
    assertThat(given.at("/told/0/name").asText()).isEqualTo("陈志远");
    var twice = mayor.post(scene.path("withdrawal/signal"), Map.of()).expect(201);
    assertThat(Fireground.id(twice)).as("given once").isEqualTo(Fireground.id(given));
    var path = "/api/withdrawals/" + Fireground.id(given);
    assertThat(operator.get(path + "/receipts").expect(200).at("/0/state").asText())
        .isNotEqualTo("acknowledged");
    var notice =
        Fireground.find(mayor.get("/api/notices").expect(200), "subjectId", Fireground.id(given));
    assertThat(notice.path("urgency").asText()).isEqualTo("high");
    mayor
        .post("/api/notices/" + Fireground.id(notice) + "/state", Map.of("state", "acknowledged"))
        .expect(200);
    assertThat(operator.get(path + "/receipts").expect(200).at("/0/state").asText())
        .isEqualTo("acknowledged");

    mayor.post(path + "/end", Map.of("note", "险情排除")).expect(200);
    mayor.post(path + "/end", Map.of()).expectProblem(409, "withdrawal_not_given");
    assertThat(
            Scene.stream(scene.detail(operator).path("withdrawals"))
                .map(one -> one.path("state").asText()))
        .containsExactlyInAnyOrder("over", "agreed");
  }

  private TestClient.Answer form(TestClient by) {
    return by.post(
        scene.path("groups"),
        Map.of(
            "groups",
            List.of(
                Map.of(
                    "code",
                    "B",
                    "leadId",
                    Fireground.personId(fireChief),
                    "memberIds",
                    List.of(Fireground.personId(fire))),
                Map.of("code", "C", "leadId", Fireground.personId(health)))));
  }

  private static TestClient.Answer sign(TestClient lead, JsonNode group) {
    return lead.post("/api/groups/" + Fireground.id(group) + "/acknowledgement", Map.of());
  }

  private static TestClient.Answer answer(TestClient by, JsonNode muster, String entry, int count) {
    return by.post(
        "/api/musters/" + Fireground.id(muster) + "/answers",
        Map.of("entryId", entry, "count", count));
  }

  private JsonNode group(String code) {
    return Fireground.find(scene.detail(operator).path("groups"), "code", code);
  }

  private JsonNode entity(JsonNode muster) {
    return scene.entity(operator, "musters", Fireground.id(muster));
  }

  private JsonNode entry(JsonNode muster, String id) {
    return Fireground.find(entity(muster).path("entries"), "id", id);
  }
}
