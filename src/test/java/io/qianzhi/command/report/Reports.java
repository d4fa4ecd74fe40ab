package io.qianzhi.command.report;

import static io.qianzhi.plan.Scene.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/// What the duty chief does with reports, and what has become of them and their clocks.
record Reports(TestServer server, TestClient chief) {
  static String pdfText(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replace("\n", "");
    }
  }

  byte[] pdf(JsonNode report) throws IOException {
    var url = server.url() + path(report, "pdf");
    var connection = URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + chief.accessToken());
    try (var in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  void grade(String incident, int grade) {
    var version = Scene.detail(chief, incident).at("/incident/version").asInt();
    chief
        .post(
            "/api/incidents/" + incident + "/grade",
            Map.of("grade", grade, "reason", "专家判定", "version", version))
        .expect(200);
  }

  TestClient.Answer draft(String incident, String kind) {
    return chief.post("/api/incidents/" + incident + "/reports", Map.of("kind", kind));
  }

  TestClient.Answer edit(JsonNode report, JsonNode content) {
    return chief.patch(
        "/api/reports/" + report.path("id").asText(),
        Map.of("content", content, "version", report.path("version").asInt()));
  }

  TestClient.Answer sign(TestClient signer, JsonNode report) {
    return signer.post(
        path(report, "signature"), Map.of("version", report.path("version").asInt()));
  }

  TestClient.Answer post(JsonNode report, String what, Object body) {
    return chief.post(path(report, what), body);
  }

  static String path(JsonNode report, String what) {
    return "/api/reports/" + report.path("id").asText() + "/" + what;
  }

  JsonNode delivery(JsonNode report, String channel) {
    var fresh = chief.get("/api/reports/" + report.path("id").asText()).expect(200);
    return stream(fresh.path("deliveries"))
        .filter(one -> one.path("channel").asText().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  JsonNode step(String incident, String code) {
    return stream(Scene.detail(chief, incident).path("steps"))
        .filter(one -> one.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow();
  }

  JsonNode clock(String incident, String kind) {
    return stream(Scene.detail(chief, incident).path("reportClocks"))
        .filter(one -> one.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  List<Long> minutes(String incident, Instant known) {
    return stream(Scene.detail(chief, incident).path("reportClocks"))
        .map(one -> Duration.between(known, at(one.path("dueAt"))).toMinutes())
        .toList();
  }

  List<JsonNode> events(String incident, String kind) {
    return stream(chief.get("/api/incidents/" + incident + "/timeline").expect(200))
        .filter(event -> event.path("kind").asText().equals(kind))
        .toList();
  }

  List<JsonNode> finals(String incident) {
    return stream(Scene.detail(chief, incident).path("reportClocks"))
        .filter(one -> one.path("kind").asText().equals("final"))
        .toList();
  }

  static Instant at(JsonNode time) {
    return Instant.parse(time.asText());
  }
}
