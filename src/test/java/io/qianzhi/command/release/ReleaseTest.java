package io.qianzhi.command.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.Calls;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Releases through the front door.
class ReleaseTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final Releases releases = new Releases(server);
  private static final TestClient operator = releases.operator;
  private static final TestClient chief = releases.chief;
  private static final TestClient legal = releases.legal;
  private static final TestClient mayor = releases.mayor;
  private static final TestClient press = releases.press;

  @Test
  void aReleaseNeedsAnApproverWhoDidNotDraftIt() throws SQLException {
    var incident = Scene.report(operator, "12G00", 0);
    var draft = Releases.draft(operator, incident);
    // The mayor changes a word and so becomes one of its drafters.
    var written = releases.write(mayor, draft, "仓库发生火灾，正在处置。").expect(200);
    assertThat(names(written.path("drafters"))).containsExactly("林晓燕", "陈志远");

    var ready = releases.checked(written);
    assertThat(names(ready.path("waitsFor"))).as("not the mayor").containsExactly("杨立新");
    releases.approve(mayor, ready).expectProblem(409, "approver_drafted");
    releases.approve(operator, ready).expectProblem(403, "permission_denied");
    releases.approve(legal, ready).expectProblem(403, "not_an_approver");
    try (var database = server.jdbc();
        var update =
            database.prepareStatement(
                "update release set approved_by_id = ?::uuid where id = ?::uuid")) {
      update.setString(1, mayor.person().path("id").asText());
      update.setString(2, ready.path("id").asText());
      assertThatThrownBy(update::executeUpdate)
          .as("the database refuses it, too")
          .hasMessageContaining("release_approver_did_not_draft");
    }
    var published = releases.approve(press, ready).expect(200);
    assertThat(published.path("state").asText()).isEqualTo("published");
    assertThat(published.at("/approvedBy/name").asText()).isEqualTo("杨立新");
  }

  @Test
  void aReleaseGoesThroughItsChecksAndBackWithAReason() {
    var incident = Scene.report(operator, "12D00", 10);
    Scene.startProposed(chief, incident);
    var draft = Releases.draft(operator, incident);
    var zh = draft.at("/content/zh");
    assertThat(zh.path("headline").asText()).contains("工业大街12号", "危险化学品事故");
    assertThat(zh.path("facts").asText()).as("nobody was sent yet").doesNotContain("赶赴现场");
    assertThat(zh.path("advice").asText()).contains("下风向");
    assertThat(draft.at("/content/casualties").isMissingNode()).as("no counts by itself").isTrue();
    assertThat(draft.at("/content/severity").asText()).isEqualTo("severe");
    assertThat(draft.at("/content/category").asText()).isEqualTo("cbrne");

    releases.checkFacts(chief, draft).expectProblem(409, "release_elsewhere");
    var submitted = Releases.submit(operator, draft).expect(200);
    Releases.submit(operator, draft).expectProblem(409, "stale_version");
    releases.write(operator, submitted, "改").expectProblem(409, "release_elsewhere");
    assertThat(kinds(chief, submitted)).containsExactly("release_check");

    Releases.decide(chief, submitted, "facts-check", List.of("facts_verified"))
        .expectProblem(409, "check_incomplete");
    releases.checkFacts(legal, submitted).expectProblem(403, "not_a_checker");
    Releases.refuse(chief, submitted, "facts-check", "").expectProblem(400, "invalid_request");
    var refused = Releases.refuse(chief, submitted, "facts-check", "时间不准确").expect(200);
    assertThat(refused.path("state").asText()).isEqualTo("draft");
    assertThat(refused.at("/refusal/reason").asText()).isEqualTo("时间不准确");
    assertThat(refused.at("/refusal/by/name").asText()).isEqualTo("周建国");
    assertThat(kinds(operator, refused)).containsExactly("release_refused");
    assertThat(kinds(chief, refused)).as("nothing waits for him").isEmpty();

    var again = Releases.submit(operator, refused).expect(200);
    assertThat(again.has("refusal")).isFalse();
    var facts = releases.checkFacts(chief, again).expect(200);
    assertThat(facts.at("/factsCheck/by/name").asText()).isEqualTo("周建国");
    assertThat(facts.at("/factsCheck/confirmed")).hasSize(releases.ids("facts").size());
    assertThat(names(facts.path("waitsFor"))).containsExactly("高雪梅", "杨立新");
    releases.checkLegal(server.signIn("emergency"), facts).expectProblem(403, "not_a_checker");
    var ready = releases.checkLegal(legal, facts).expect(200);
    assertThat(kinds(mayor, ready)).containsExactly("release_approval");

    var published = releases.approve(mayor, ready).expect(200);
    assertThat(published.path("sequence").asInt()).isEqualTo(1);
    assertThat(published.path("url").asText()).endsWith(number(incident) + "#r1");
    assertThat(kinds(mayor, published)).isEmpty();
    var step = step(incident, "B14");
    assertThat(step.path("state").asText()).isEqualTo("done");
    assertThat(step.at("/signedBy/name").asText()).as("the approval signs").isEqualTo("陈志远");
  }

  @Test
  void whoeverIsInCommandChecksTheFacts() {
    var fire = server.signIn("fire");
    var incident = Scene.report(operator, "12G00", 0);
    var assignment = Scene.dispatch(operator, fire, incident).path("id").asText();
    for (var state : List.of("acknowledged", "en_route", "on_scene")) {
      fire.post("/api/assignments/" + assignment + "/state", Map.of("state", state)).expect(200);
    }
    var draft = Releases.draft(operator, incident);
    assertThat(draft.at("/content/zh/measures").asText()).contains("消防力量1支", "1支已到达现场");
    var submitted = Releases.submit(operator, draft).expect(200);
    assertThat(names(submitted.path("waitsFor"))).containsExactly("张鹏飞", "周建国");
    assertThat(kinds(fire, submitted)).containsExactly("release_check");
    releases.checkFacts(fire, submitted).expect(200);
  }

  @Test
  void aPublishedReleaseNeverChangesAndIsCorrectedByAnother() throws SQLException {
    var incident = Scene.report(operator, "12G00", 0);
    var first = releases.publish(Releases.draft(operator, incident));
    releases.write(operator, first, "改").expectProblem(409, "release_published");
    Releases.submit(operator, first).expectProblem(409, "release_published");
    operator
        .post(
            Releases.path(first) + "/discarding", Map.of("reason", "不要", "version", version(first)))
        .expectProblem(409, "release_published");
    for (var sql :
        List.of(
            "update release set content = '{}' where id = ?::uuid",
            "update release set state = 'draft' where id = ?::uuid",
            "delete from release where id = ?::uuid")) {
      try (var database = server.jdbc();
          var statement = database.prepareStatement(sql)) {
        statement.setString(1, first.path("id").asText());
        assertThatThrownBy(statement::executeUpdate).hasMessageContaining("a published release");
      }
    }

    correct(incident, first, "").expectProblem(400, "invalid_request");
    var correction = correct(incident, first, "地址有误").expect(201);
    assertThat(correction.path("content")).isEqualTo(first.path("content"));
    correct(incident, first, "再改").expectProblem(409, "release_corrected");
    correct(incident, correction, "再改").expectProblem(409, "release_not_published");
    var published = releases.publish(releases.write(operator, correction, "更正后的内容").expect(200));
    assertThat(published.path("sequence").asInt()).isEqualTo(2);
    assertThat(published.path("correctsId")).isEqualTo(first.path("id"));

    var original = releases(incident).get(0);
    assertThat(original.path("correctedById")).isEqualTo(published.path("id"));
    assertThat(original.path("content")).as("stays readable").isEqualTo(first.path("content"));
    correct(incident, first, "再改").expectProblem(409, "release_corrected");
  }

  @Test
  void noCallersNumberAndNothingBeyondWhatIsKnownGetsOut() {
    var call = Calls.call("12G00", Scene.LATITUDE, Scene.LONGITUDE, 2);
    call.put("callbackNumber", "0999-6123456");
    call.put("place", "工业大街12号，联系13800001111");
    var incident = operator.post("/api/calls", call).expect(201).at("/incident/id").asText();
    var draft = Releases.draft(operator, incident);
    assertThat(draft.toString()).as("the place has a number in it").doesNotContain("13800001111");

    for (var facts : List.of("请致电六一二三四五六", "联系 138 0000 2222", "证件110101199003077758")) {
      releases.write(operator, draft, facts).expectProblem(409, "number_in_release");
    }
    releases.write(operator, draft, "火势\u0000").expectProblem(400, "invalid_text");
    ObjectNode content = draft.path("content").deepCopy();
    content.putObject("casualties").put("dead", 0).put("missing", 0).put("injured", 3);
    releases.write(operator, draft, content).expectProblem(409, "casualties_beyond_known");
    ((ObjectNode) content.path("casualties")).put("injured", 2);
    ((ObjectNode) content.path("zh")).put("measures", "正在调查原因，咨询请拨打12345");
    var written = releases.write(operator, draft, content).expect(200);
    assertThat(written.path("warnings").toString()).contains("no_unverified_cause", "原因");
    var submitted = Releases.submit(operator, written).expect(200);
    Releases.refuse(chief, submitted, "facts-check", "问13800002222")
        .expectProblem(409, "number_in_release");
  }

  @Test
  void theClocksOfTellingThePublicRunFromWhenItWasKnownAndLateStaysLate() {
    var incident = Scene.report(operator, "12D00", 10);
    var detail = Scene.detail(operator, incident);
    var known = Instant.parse(detail.at("/incident/knownAt").asText());
    var clocks = detail.path("releaseClocks");
    assertThat(clocks).hasSize(2);
    assertThat(due(clocks, 0)).isEqualTo(known.plus(Duration.ofHours(5)));
    assertThat(due(clocks, 1)).isEqualTo(known.plus(Duration.ofHours(24)));
    assertThat(Scene.detail(operator, Scene.report(operator, "12G00", 0)).path("releaseClocks"))
        .as("not owed below grade Ⅱ")
        .isEmpty();

    server.clock().advance(Duration.ofHours(5).plusSeconds(1));
    TestServer.until(() -> clock(incident, 0).path("late").asBoolean());
    assertThat(kinds(press, clock(incident, 0))).containsExactly("release_overdue");
    grade(incident, 3);
    assertThat(clock(incident, 0).path("state").asText()).isEqualTo("not_owed");
    grade(incident, 2);
    assertThat(clock(incident, 0).path("state").asText()).isEqualTo("running");

    var published = releases.publish(Releases.draft(operator, incident));
    var met = clock(incident, 0);
    assertThat(met.path("state").asText()).isEqualTo("met");
    assertThat(met.path("late").asBoolean()).as("for ever").isTrue();
    assertThat(met.path("releaseId")).isEqualTo(published.path("id"));

    var path = "/api/incidents/" + incident + "/press-conference";
    var held = server.clock().instant().toString();
    mayor
        .post(path, Map.of("heldAt", "2030-01-01T00:00:00Z", "note", "新闻发布厅"))
        .expectProblem(400, "invalid_request");
    var conference = mayor.post(path, Map.of("heldAt", held, "note", "新闻发布厅")).expect(200);
    assertThat(conference.path("state").asText()).isEqualTo("met");
    assertThat(conference.path("late").asBoolean()).isFalse();
    mayor.post(path, Map.of("heldAt", held, "note", "再次")).expectProblem(409, "no_release_clock");
  }

  @Test
  void aReleaseIsOnlyThereForPeopleOfItsArea() {
    var incident = Scene.report(operator, "12G00", 0);
    var draft = Releases.draft(operator, incident);
    var elsewhere = server.signIn("operator-hedong");
    elsewhere
        .post("/api/incidents/" + incident + "/releases", Map.of())
        .expectProblem(404, "not_found");
    releases.write(elsewhere, draft, "改").expectProblem(404, "not_found");
    server
        .signIn("supervisor")
        .post("/api/incidents/" + incident + "/releases", Map.of())
        .expectProblem(403, "permission_denied");
  }

  private static void grade(String incident, int grade) {
    var version = Scene.detail(operator, incident).at("/incident/version").asInt();
    chief
        .post(
            "/api/incidents/" + incident + "/grade",
            Map.of("grade", grade, "reason", "重新核定", "version", version))
        .expect(200);
  }

  private static TestClient.Answer correct(String incident, JsonNode release, String reason) {
    return operator.post(
        "/api/incidents/" + incident + "/releases",
        Map.of("correctsId", release.path("id").asText(), "reason", reason));
  }

  private static JsonNode releases(String incident) {
    return operator.get("/api/incidents/" + incident + "/releases").expect(200).path("releases");
  }

  private static JsonNode clock(String incident, int index) {
    return Scene.detail(operator, incident).path("releaseClocks").path(index);
  }

  private static Instant due(JsonNode clocks, int index) {
    return Instant.parse(clocks.path(index).path("dueAt").asText());
  }

  private static JsonNode step(String incident, String code) {
    return Scene.stream(Scene.detail(operator, incident).path("steps"))
        .filter(step -> step.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static String number(String incident) {
    return Scene.detail(operator, incident).at("/incident/number").asText();
  }

  private static int version(JsonNode release) {
    return release.path("version").asInt();
  }

  private static List<String> names(JsonNode people) {
    return Scene.stream(people).map(person -> person.path("name").asText()).toList();
  }

  /// What still has to be acknowledged about it.
  private static List<String> kinds(TestClient client, JsonNode about) {
    return Scene.stream(client.get("/api/notices").expect(200))
        .filter(notice -> notice.path("subjectId").equals(about.path("id")))
        .map(notice -> notice.path("kind").asText())
        .toList();
  }
}
