package io.qianzhi.command.report;

import static io.qianzhi.TestServer.until;
import static io.qianzhi.plan.Scene.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Reports from the first clock to the last receipt, through the front door, to receivers that are
/// really there.
class ReportTest {
  private static final String HAZARDOUS = "12D00";
  private static Receivers receivers;
  private static Path conf;
  private static TestServer server;
  private static TestClient operator;
  private static TestClient chief;
  private static TestClient mayor;
  private static Reports reports;

  @BeforeAll
  static void start() throws IOException {
    receivers = new Receivers();
    conf = receivers.conf();
    server = TestServer.start(conf, receivers.settings());
    operator = server.signIn("operator");
    chief = server.signIn("chief");
    mayor = server.signIn("mayor");
    reports = new Reports(server, chief);
  }

  private static void signIn() {
    operator = server.signIn("operator");
    chief = server.signIn("chief");
    mayor = server.signIn("mayor");
    reports = new Reports(server, chief);
  }

  @AfterAll
  static void stop() {
    server.close();
    receivers.close();
  }

  @Test
  void reportClocksStartAtKnownAtAndNoEditMovesThem() {
    var incident = Scene.report(operator, HAZARDOUS, 10);
    var known = Reports.at(Scene.detail(chief, incident).at("/incident/knownAt"));

    assertThat(reports.minutes(incident, known)).containsExactly(15L, 60L, 180L);

    var version = Scene.detail(chief, incident).at("/incident/version").asInt();
    chief
        .patch(
            "/api/incidents/" + incident,
            Map.of("place", "工业大街14号", "priority", 2, "version", version))
        .expect(200);
    assertThat(reports.minutes(incident, known)).containsExactly(15L, 60L, 180L);
  }

  @Test
  void aWorseGradeTightensWhatIsOwedAndABetterOneTakesNothingBack() {
    var incident = Scene.report(operator, HAZARDOUS, 3);
    var known = Reports.at(Scene.detail(chief, incident).at("/incident/knownAt"));
    assertThat(reports.minutes(incident, known)).containsExactly(15L, 60L, 300L);

    reports.grade(incident, 1);
    assertThat(reports.minutes(incident, known)).containsExactly(15L, 60L, 180L);
    reports.grade(incident, 4);
    assertThat(reports.minutes(incident, known)).containsExactly(15L, 60L, 180L);
  }

  @Test
  void aGradeThatOwesNothingStartsNoClock() {
    var incident = Scene.report(operator, HAZARDOUS, 1);

    assertThat(Scene.detail(chief, incident).path("reportClocks")).isEmpty();
  }

  @Test
  void aLateReportStaysLateForEverAlsoAfterARestart() throws SQLException {
    var incident = Scene.report(operator, HAZARDOUS, 10);
    server.clock().advance(Duration.ofMinutes(16));
    until(() -> reports.clock(incident, "phone").path("late").asBoolean());
    server.close();
    server = server.startAgain(conf);
    signIn();

    // Told in time, they say, but written down too late.
    var known = Reports.at(Scene.detail(chief, incident).at("/incident/knownAt"));
    var told =
        chief
            .post(
                "/api/incidents/" + incident + "/phone-reports",
                Map.of(
                    "organisation",
                    "省总值班室",
                    "person",
                    "王值班",
                    "toldAt",
                    known.plusSeconds(60).toString()))
            .expect(201);
    assertThat(told.path("late").asBoolean()).isTrue();
    assertThat(told.at("/phone/summary").asText()).contains("死亡10人", "Ⅱ级");
    assertThat(told.at("/phone/toldBy/name").asText()).isEqualTo("周建国");
    assertThat(reports.clock(incident, "phone").path("state").asText()).isEqualTo("met");
    assertThat(reports.clock(incident, "phone").path("late").asBoolean()).isTrue();
    assertThat(reports.events(incident, "report.late")).hasSize(1);
    assertThat(stream(Scene.detail(chief, incident).path("notices")))
        .anyMatch(notice -> notice.path("kind").asText().equals("report_late"));

    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeUpdate("update report_clock set late = false where late"))
          .hasMessageContaining("late stays late");
      assertThatThrownBy(
              () ->
                  statement.executeUpdate(
                      "update report_clock set due_at = due_at + interval '1 hour'"))
          .hasMessageContaining("starts once");
    }
  }

  @Test
  void nobodyIsToldBeforeItWasKnown() {
    var incident = Scene.report(operator, HAZARDOUS, 10);

    chief
        .post(
            "/api/incidents/" + incident + "/phone-reports",
            Map.of("organisation", "省总值班室", "person", "王值班", "toldAt", "2020-01-01T00:00:00Z"))
        .expectProblem(400, "invalid_request");
  }

  @Test
  void aReportGoesFromTheDraftToTheReceipt() throws Exception {
    var incident = Scene.report(operator, HAZARDOUS, 10);
    Scene.startProposed(chief, incident);
    var crew = server.signIn("fire");
    var assignment = Scene.dispatch(operator, crew, incident).path("id").asText();
    crew.post("/api/assignments/" + assignment + "/state", Map.of("state", "on_scene")).expect(200);

    var order =
        chief
            .post(
                "/api/incidents/" + incident + "/orders",
                Map.of("addressee", Map.of("kind", "person", "id", id(crew)), "text", "搜救被困人员。"))
            .expect(201);
    crew.post("/api/orders/" + order.path("id").asText() + "/acknowledgement", Map.of())
        .expect(200);
    mayor
        .post(
            "/api/incidents/" + incident + "/groups",
            Map.of("groups", List.of(Map.of("code", "B", "leadId", id(crew)))))
        .expect(201);
    chief.post("/api/incidents/" + incident + "/withdrawal/signal", Map.of("reason", "罐体变形"));

    // The first report: drafted from what is known, edited, signed, sent.
    var draft = reports.draft(incident, "written").expect(201);
    var content = (ObjectNode) draft.path("content");
    assertThat(content.path("title").asText()).contains("工业大街12号");
    assertThat(content.at("/forces/units").asInt()).isEqualTo(1);
    assertThat(content.at("/forces/people").asInt()).isPositive();
    assertThat(content.path("course").asText()).contains("首支力量", "到达现场", "现场指挥官");
    assertThat(content.path("measures").asText())
        .contains("向张鹏飞下达指令1：搜救被困人员（正在办理）", "成立抢险救援组", "发出撤离信号，命令现场人员撤离（罐体变形）");
    assertThat(content.path("onSceneHead").asText()).isEqualTo("张鹏飞");
    reports.draft(incident, "written").expectProblem(409, "report_open");
    reports.draft(incident, "follow_up").expectProblem(409, "first_report_missing");

    content.put("unitOverview", "某化工仓库，存放甲醇约20吨；伤者13800138000").put("evacuated", 120);
    reports.edit(draft, content).expectProblem(400, "personal_data");
    content.put("unitOverview", "某化工仓库，存放甲醇约20吨。");
    var edited = reports.edit(draft, content).expect(200);
    reports.edit(draft, content).expectProblem(409, "stale_version");
    reports.post(edited, "deliveries", Map.of()).expectProblem(409, "report_not_signed");
    operator
        .post(Reports.path(edited, "signature"), Map.of("version", edited.path("version").asInt()))
        .expectProblem(403, "permission_denied");
    var signed = reports.sign(chief, edited).expect(200);
    assertThat(signed.path("number").asText()).startsWith("演练应指报〔2026〕");
    reports.edit(signed, content).expectProblem(409, "report_signed");
    reports.sign(chief, signed).expectProblem(409, "report_signed");
    operator
        .post(Reports.path(signed, "receipts"), Map.of("receivedBy", "某人", "channel", "office"))
        .expectProblem(400, "invalid_request");

    receivers.answers.addAll(List.of(503, 200));
    reports.post(signed, "deliveries", Map.of()).expect(200);
    until(() -> reports.delivery(signed, "office").path("state").asText().equals("sent"));
    until(() -> reports.delivery(signed, "province").path("detail").asText().equals("HTTP 503"));
    assertThat(reports.delivery(signed, "province").path("state").asText()).isEqualTo("queued");
    server.clock().advance(Duration.ofSeconds(11));
    until(() -> reports.delivery(signed, "province").path("state").asText().equals("received"));

    var got = receivers.received.getLast();
    assertThat(got.json().path("text").asText()).contains("演练", "甲醇", "死亡10人");
    assertThat(got.json().at("/report/number").asText()).isEqualTo(signed.path("number").asText());
    assertThat(Reports.pdfText(Base64.getDecoder().decode(got.json().path("pdfBase64").asText())))
        .contains("甲醇");
    var time = got.signature().replaceAll("^t=|,.*$", "");
    assertThat(got.signature())
        .endsWith(ReceiptTokens.signature(Receivers.SECRET, Long.parseLong(time), got.body()));
    assertThat(reports.delivery(signed, "province").at("/receipt/receivedBy").asText())
        .isEqualTo("省总值班室 王值班");
    assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
    var mail = receivers.mail.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("office@city.example");
    assertThat(mail.getSubject()).contains("【演练】", "首报");

    confirmByLink(mail, signed);
    assertThat(reports.clock(incident, "written").path("state").asText()).isEqualTo("met");
    assertThat(reports.clock(incident, "written").path("late").asBoolean()).isFalse();
    var step = reports.step(incident, "B09");
    assertThat(step.path("state").asText()).isEqualTo("done");
    assertThat(step.at("/signedBy/name").asText()).isEqualTo("周建国");

    // A follow-up: only what has changed since.
    followUp(incident);
    assertThat(reports.step(incident, "B13").path("state").asText()).isIn("done", "open");
    assertThat(
            stream(Scene.detail(chief, incident).path("reportClocks"))
                .filter(one -> one.path("kind").asText().equals("follow_up"))
                .map(one -> one.path("state").asText()))
        .containsExactly("met", "running");
  }

  private static void followUp(String incident) throws IOException {
    var version = Scene.detail(chief, incident).at("/incident/version").asInt();
    chief
        .patch(
            "/api/incidents/" + incident,
            Map.of(
                "casualties",
                Map.of("dead", 11, "missing", 0, "trapped", 0, "serious", 2, "light", 8),
                "version",
                version))
        .expect(200);
    var draft =
        stream(Scene.detail(chief, incident).path("reports"))
            .filter(one -> one.path("kind").asText().equals("follow_up"))
            .findFirst()
            .orElseGet(() -> reports.draft(incident, "follow_up").expect(201));
    var fresh =
        reports
            .post(draft, "refresh", Map.of("version", draft.path("version").asInt()))
            .expect(200);
    assertThat(stream(fresh.path("changed")).map(JsonNode::asText)).contains("casualties");
    assertThat(stream(fresh.path("changed")).map(JsonNode::asText))
        .doesNotContain("unit_overview", "place", "forces", "evacuated");
    var signed = reports.sign(mayor, fresh).expect(200);
    var text = Reports.pdfText(reports.pdf(signed));
    assertThat(text).contains("续报一", "死亡11人", "上次报告：死亡10人", "演练").doesNotContain("甲醇", "疏散转移");
    // No machine receives it: it is handed over, and somebody has it.
    var received =
        reports
            .post(signed, "receipts", Map.of("receivedBy", "省总值班室 李值班", "note", "传真"))
            .expect(201);
    assertThat(received.path("state").asText()).isEqualTo("received");
  }

  private static void confirmByLink(MimeMessage mail, JsonNode report) throws Exception {
    var parts = (MimeMultipart) mail.getContent();
    var text = (String) parts.getBodyPart(0).getContent();
    var token = text.replaceAll("(?s).*receipt\\.html#(\\S+).*", "$1");
    var url = "/api/report-receipts/";
    TestClient.send(server.url(), "POST", url + token + "x", "{\"receivedBy\":\"x\"}", null, null)
        .expectProblem(404, "not_found");
    for (int i = 0; i < 2; i++) {
      TestClient.send(
              server.url(), "POST", url + token, "{\"receivedBy\":\"市委总值班室 赵\"}", null, null)
          .expect(204);
    }
    assertThat(reports.delivery(report, "office").at("/receipt/receivedBy").asText())
        .isEqualTo("市委总值班室 赵");
    assertThat(parts.getBodyPart(1).getContentType()).contains("application/pdf");
  }

  @Test
  void numbersHaveNoGapsAndTheFinalReportNeedsALeader() throws IOException {
    var numbers =
        Stream.of(1, 2, 3)
            .map(
                one -> {
                  var incident = Scene.report(operator, HAZARDOUS, 10);
                  var draft = reports.draft(incident, "written").expect(201);
                  return reports.sign(chief, draft).expect(200).path("number").asText();
                })
            .map(number -> Integer.valueOf(number.replaceAll(".*〕(\\d+)号", "$1")))
            .toList();
    assertThat(numbers.get(1)).isEqualTo(numbers.get(0) + 1);
    assertThat(numbers.get(2)).isEqualTo(numbers.get(0) + 2);

    var incident = Scene.report(operator, HAZARDOUS, 10);
    var first = reports.sign(chief, reports.draft(incident, "written").expect(201)).expect(200);
    Scene.close(chief, incident);
    assertThat(reports.clock(incident, "final").path("state").asText()).isEqualTo("running");
    assertThat(reports.clock(incident, "follow_up").path("state").asText()).isEqualTo("not_owed");
    assertThat(stream(chief.get("/api/report-clocks").expect(200)))
        .anyMatch(one -> one.path("incidentId").asText().equals(incident));

    var last = reports.draft(incident, "final").expect(201);
    assertThat(last.path("previousId").asText()).isEqualTo(first.path("id").asText());
    reports.sign(chief, last).expectProblem(403, "not_a_report_signer");
    var text = Reports.pdfText(reports.pdf(reports.sign(mayor, last).expect(200)));
    assertThat(text).contains("终报", "签发人：陈志远", "现场处置已结束", "— 1 —");
  }

  @Test
  void theFinalReportIsOwedFromTheEndOfTheResponseOnceAndTicksItsStep() {
    var incident = Scene.report(operator, HAZARDOUS, 10);
    Scene.startProposed(chief, incident);
    reports.sign(chief, reports.draft(incident, "written").expect(201)).expect(200);
    Scene.end(chief, server.signIn("expert"), mayor, incident);
    assertThat(reports.clock(incident, "final").path("state").asText()).isEqualTo("running");
    assertThat(reports.clock(incident, "follow_up").path("state").asText()).isEqualTo("not_owed");
    server.clock().advance(Duration.ofMinutes(5));
    Scene.close(chief, incident);
    assertThat(reports.finals(incident)).hasSize(1);
    var ended = Reports.at(Scene.detail(chief, incident).at("/responses/0/endedAt"));
    assertThat(Reports.at(reports.finals(incident).getFirst().path("startsAt")))
        .isCloseTo(ended, within(10, ChronoUnit.SECONDS));

    var draft =
        stream(Scene.detail(chief, incident).path("reports"))
            .filter(one -> one.path("kind").asText().equals("final"))
            .findFirst()
            .orElseThrow();
    var signed = reports.sign(mayor, draft).expect(200);
    var byHand = Map.of("receivedBy", "省总值班室 王值班", "note", "直接送达");
    reports.post(signed, "receipts", byHand).expect(201);
    assertThat(reports.step(incident, "B19").path("state").asText()).isEqualTo("done");
    assertThat(reports.step(incident, "B19").at("/signedBy/name").asText()).isEqualTo("陈志远");
    assertThat(reports.clock(incident, "final").path("state").asText()).isEqualTo("met");
  }

  @Test
  void anotherAreaHasNoSuchReport() {
    var incident = Scene.report(operator, HAZARDOUS, 10);
    var draft = reports.draft(incident, "written").expect(201);
    var elsewhere = server.signIn("county-05");

    elsewhere.get("/api/reports/" + draft.path("id").asText()).expectProblem(404, "not_found");
    elsewhere
        .get("/api/reports/" + draft.path("id").asText() + "/pdf")
        .expectProblem(404, "not_found");
  }

  @Test
  void thePrintedReportHasItsFontsInIt() throws IOException {
    var incident = Scene.report(operator, HAZARDOUS, 30);
    var version = Scene.detail(chief, incident).at("/incident/version").asInt();
    var place = "проспект Қабанбай батыр, 3（堃喆大厦）";
    chief
        .patch(
            "/api/incidents/" + incident, Map.of("place", place, "priority", 1, "version", version))
        .expect(200);
    var signed = reports.sign(chief, reports.draft(incident, "written").expect(201)).expect(200);
    var bytes = reports.pdf(signed);

    try (var document = Loader.loadPDF(bytes)) {
      for (var page : document.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          var font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
          assertThat(font.getName()).contains("NotoSans");
        }
      }
      write(document);
    }
    assertThat(Reports.pdfText(bytes))
        .contains("澜川市应急指挥中心", "签发人：周建国", "人员伤亡和直接经济损失", "Ⅰ级（特别重大）", "地点：" + place)
        .doesNotContain("〓");
  }

  private static void write(PDDocument document) throws IOException {
    var folder = Files.createDirectories(Path.of("target", "screens"));
    document.save(folder.resolve("report.pdf").toFile());
    for (int page = 0; page < document.getNumberOfPages(); page++) {
      var image = new PDFRenderer(document).renderImageWithDPI(page, 80);
      ImageIO.write(image, "png", folder.resolve("report-%d.png".formatted(page + 1)).toFile());
    }
  }

  private static String id(TestClient client) {
    return client.person().path("id").asText();
  }
}
