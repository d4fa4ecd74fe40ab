package io.qianzhi.command.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The people through whose hands a release goes, and what they do with it.
public final class Releases {
  final TestServer server;
  final TestClient operator;
  final TestClient chief;
  final TestClient legal;
  final TestClient mayor;
  final TestClient press;
  private final JsonNode checklists;

  Releases(TestServer server) {
    this(
        server,
        server.signIn("operator"),
        server.signIn("chief"),
        server.signIn("legal"),
        server.signIn("mayor"),
        server.signIn("press"));
  }

  private Releases(
      TestServer server,
      TestClient operator,
      TestClient chief,
      TestClient legal,
      TestClient mayor,
      TestClient press) {
    this.server = server;
    this.operator = operator;
    this.chief = chief;
    this.legal = legal;
    this.mayor = mayor;
    this.press = press;
    this.checklists = operator.get("/api/releases/checklists").expect(200);
  }

  /// A duty chief drafts and checks, somebody else approves.
  public static JsonNode publish(
      TestServer server, TestClient chief, TestClient approver, String incident) {
    var releases = new Releases(server, chief, chief, chief, approver, approver);
    return releases.publish(draft(chief, incident));
  }

  static JsonNode draft(TestClient who, String incident) {
    return who.post("/api/incidents/" + incident + "/releases", Map.of()).expect(201);
  }

  TestClient.Answer write(TestClient who, JsonNode release, ObjectNode content) {
    return who.patch(
        path(release),
        Map.of(
            "content",
            content,
            "factsAt",
            server.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            "version",
            release.path("version").asInt()));
  }

  /// The content with other facts in Chinese.
  TestClient.Answer write(TestClient who, JsonNode release, String facts) {
    ObjectNode content = release.path("content").deepCopy();
    ((ObjectNode) content.path("zh")).put("facts", facts);
    return write(who, release, content);
  }

  static TestClient.Answer submit(TestClient who, JsonNode release) {
    return who.post(
        path(release) + "/submission", Map.of("version", release.path("version").asInt()));
  }

  TestClient.Answer checkFacts(TestClient who, JsonNode release) {
    return decide(who, release, "facts-check", ids("facts"));
  }

  TestClient.Answer checkLegal(TestClient who, JsonNode release) {
    return decide(who, release, "legal-check", ids("legal"));
  }

  TestClient.Answer approve(TestClient who, JsonNode release) {
    return decide(who, release, "approval", List.of());
  }

  static TestClient.Answer decide(
      TestClient who, JsonNode release, String step, List<String> confirmed) {
    return who.post(
        path(release) + "/" + step,
        Map.of(
            "decision",
            "passed",
            "confirmed",
            confirmed,
            "version",
            release.path("version").asInt()));
  }

  static TestClient.Answer refuse(TestClient who, JsonNode release, String step, String reason) {
    var body = new HashMap<String, Object>();
    body.put("decision", "refused");
    body.put("version", release.path("version").asInt());
    if (!reason.isEmpty()) {
      body.put("reason", reason);
    }
    return who.post(path(release) + "/" + step, body);
  }

  /// Through both checks, to the approver.
  JsonNode checked(JsonNode draft) {
    var submitted = submit(operator, draft).expect(200);
    return checkLegal(legal, checkFacts(chief, submitted).expect(200)).expect(200);
  }

  /// The whole way.
  JsonNode publish(JsonNode draft) {
    return approve(mayor, checked(draft)).expect(200);
  }

  static String path(JsonNode release) {
    return "/api/releases/" + release.path("id").asText();
  }

  List<String> ids(String list) {
    var ids = new ArrayList<String>();
    checklists.path(list).forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
