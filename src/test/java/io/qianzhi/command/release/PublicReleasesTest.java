package io.qianzhi.command.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.Calls;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/// What strangers can read, asked for as strangers do.
class PublicReleasesTest {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String CAP = "urn:oasis:names:tc:emergency:cap:1.2";
  private static final Duration CACHED = Duration.ofSeconds(6);

  @AutoClose private static final TestServer server = TestServer.start();
  @AutoClose private static final HttpClient http = HttpClient.newHttpClient();
  private static final Releases releases = new Releases(server);

  @Test
  void nothingOfAnIncidentIsPublicButWhatWasReleased() throws Exception {
    var known = new Everything();
    var published = known.published;
    var number = known.number;
    // A third release is in work, and a fourth was thrown away.
    var secrets =
        List.of(
            "13900008888",
            "SECRET-DESCRIPTION",
            "SECRET-NOTE",
            "SECRET-DRAFT",
            "SECRET-REFUSAL",
            "SECRET-DISCARDED",
            "F1-01",
            "张鹏飞",
            "林晓燕",
            "周建国",
            "高雪梅",
            "陈志远",
            "杨立新",
            "51.16",
            "71.42",
            "dutyChain",
            "knownAt",
            "drafters",
            "factsCheck",
            "approvedBy",
            known.id,
            known.draft);
    for (var path : everyPublicPath(number, published)) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).contains("已发布的事实").doesNotContain(secrets);
    }
    var json =
        Json.read(get("/api/public/incidents/" + number + "/releases").body(), JsonNode.class);
    assertThat(fields(json)).isEqualTo(new TreeSet<>(List.of("incident", "publisher", "releases")));
    for (var release : json.path("releases")) {
      assertThat(
              List.of(
                  "area",
                  "cap",
                  "category",
                  "correctedById",
                  "correctionReason",
                  "correctsId",
                  "drill",
                  "en",
                  "factsAt",
                  "id",
                  "publishedAt",
                  "sequence",
                  "severity",
                  "urgency",
                  "url",
                  "zh"))
          .containsAll(fields(release));
    }
  }

  /// Every operation without sign-in is known here: a new one has to be looked at.
  @Test
  void noOtherOperationIsPublic() throws IOException {
    var open = new ArrayList<String>();
    Json.YAML
        .readTree(Path.of("src/main/resources/openapi.yaml").toFile())
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      if (operation.path("x-permission").asText().equals("public")) {
                        open.add(operation.path("operationId").asText());
                      }
                    }));
    assertThat(open)
        .containsExactlyInAnyOrder(
            "createSession", "refreshSession", "getTile", "confirmReceipt", "listPublicReleases");
  }

  @Test
  void anUnknownNumberAndAnIncidentWithoutAReleaseAreTheSame() throws Exception {
    var incident = Scene.report(releases.operator, "12G00", 0);
    var silent = Scene.detail(releases.operator, incident).at("/incident/number").asText();
    var draft = Releases.draft(releases.operator, incident).path("id").asText();
    for (var path :
        List.of("/public/%s", "/public/%s/feed.atom", "/api/public/incidents/%s/releases")) {
      var nothing = get(path.formatted("20200101-0001"));
      assertThat(nothing.statusCode()).isEqualTo(404);
      for (var other : List.of(silent, "1", "x".repeat(40), "%27%20or%201=1")) {
        var answer = get(path.formatted(other));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).as(path + other).isEqualTo(nothing.body());
      }
    }
    var nothing = get("/public/releases/" + UUID.randomUUID() + ".cap");
    for (var path :
        List.of("/public/releases/" + draft + ".cap", "/public/releases/x.cap", "/public/a/b")) {
      assertThat(get(path).statusCode()).isEqualTo(404);
      assertThat(get(path).body()).isEqualTo(nothing.body());
    }
  }

  @Test
  void thePageTellsNewestFirstWithCorrectionsInBothLanguages() throws Exception {
    var incident = Scene.report(releases.operator, "12G00", 0);
    var number = Scene.detail(releases.operator, incident).at("/incident/number").asText();
    var draft = Releases.draft(releases.operator, incident);
    var first =
        releases.publish(releases.write(releases.operator, draft, "<b>火</b> & 烟").expect(200));
    var correction =
        releases
            .operator
            .post(
                "/api/incidents/" + incident + "/releases",
                Map.of("correctsId", first.path("id").asText(), "reason", "地点有误"))
            .expect(201);
    ObjectNode content = correction.path("content").deepCopy();
    content.remove("en");
    releases.publish(releases.write(releases.operator, correction, content).expect(200));

    var page = get("/public/" + number).body();
    assertThat(page)
        .startsWith("<!DOCTYPE html><html lang=\"zh-CN\">")
        .contains("&lt;b&gt;火&lt;/b&gt; &amp; 烟")
        .containsSubsequence(">演练<", "id=\"r2\"", "更正：地点有误", "id=\"r1\"", "本通报已更正")
        .contains("href=\"#r1\"", "href=\"#r2\"", "北京时间")
        .doesNotContain("<script");
    assertThat(get("/public/" + number + "?lang=en").body())
        .startsWith("<!DOCTYPE html><html lang=\"en\">")
        .containsSubsequence("Exercise", "This release is in Chinese only", "was corrected");

    var reader = "Accept-Language";
    assertThat(get("/public/" + number, reader, "fr, en-GB;q=0.8, zh;q=0.5").body())
        .contains("<html lang=\"en\">");
    assertThat(get("/public/" + number, reader, "fr").body()).contains("<html lang=\"zh-CN\">");
    assertThat(get("/public/" + number + "?lang=zh", reader, "en").body())
        .contains("<html lang=\"zh-CN\">");

    var answer = get("/public/" + number);
    assertThat(answer.headers().firstValue("Vary"))
        .hasValueSatisfying(vary -> assertThat(vary).containsIgnoringCase(reader));
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=5");
    var tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/public/" + number, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void feedsAndAlertsAreWhatTheirStandardsSay() throws Exception {
    var incident = Scene.report(releases.operator, "12D00", 10);
    var number = Scene.detail(releases.operator, incident).at("/incident/number").asText();
    var first = releases.publish(Releases.draft(releases.operator, incident));
    var correction =
        releases
            .operator
            .post(
                "/api/incidents/" + incident + "/releases",
                Map.of("correctsId", first.path("id").asText(), "reason", "时间有误"))
            .expect(201);
    var second = releases.publish(correction);

    var alert = valid(get("/public/releases/" + first.path("id").asText() + ".cap").body());
    assertThat(text(alert, CAP, "status")).isEqualTo("Exercise");
    assertThat(text(alert, CAP, "msgType")).isEqualTo("Alert");
    assertThat(text(alert, CAP, "category")).isEqualTo("CBRNE");
    assertThat(text(alert, CAP, "severity")).isEqualTo("Severe");
    assertThat(text(alert, CAP, "incidents")).isEqualTo(number);
    assertThat(alert.getElementsByTagNameNS(CAP, "info").getLength()).isEqualTo(2);
    var update = valid(get("/public/releases/" + second.path("id").asText() + ".cap").body());
    assertThat(text(update, CAP, "msgType")).isEqualTo("Update");
    assertThat(text(update, CAP, "references").split(","))
        .containsExactly(
            text(alert, CAP, "sender"), text(alert, CAP, "identifier"), text(alert, CAP, "sent"));

    server.clock().advance(CACHED);
    for (var path : List.of("/public/feed.atom", "/public/" + number + "/feed.atom")) {
      var answer = get(path);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/atom+xml; charset=utf-8");
      var feed = parse(answer.body());
      assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo(ATOM);
      for (var needed :
          List.of("id", "title", "updated", "author", "entry", "published", "content")) {
        assertThat(feed.getElementsByTagNameNS(ATOM, needed).getLength()).as(needed).isPositive();
      }
      var entry = feed.getElementsByTagNameNS(ATOM, "entry").item(0).getTextContent();
      assertThat(entry).contains("【演练】", "（更正）", "更正说明：时间有误");
      Instant.parse(text(feed, ATOM, "updated"));
    }
  }

  @Test
  void aRealReleaseIsAnActualAlert() throws Exception {
    var address =
        new PublicAddress(
            "https://qianzhi.city.example/", "澜川市", new Text("市应急指挥中心", "Centre"), false);
    var text = new ReleaseText("通报", "事实 ]]> <&>", "", "");
    var id = UUID.randomUUID();
    var real =
        new PublicRelease(
            id,
            1,
            false,
            text,
            null,
            "城中区",
            new ReleaseContent.Counts(0, 2, 0),
            ReleaseContent.Category.MET,
            ReleaseContent.Severity.UNKNOWN,
            ReleaseContent.Urgency.PAST,
            Instant.parse("2026-11-22T06:05:00.123Z"),
            Instant.parse("2026-11-22T07:00:00.5Z"),
            null,
            null,
            null,
            Objects.requireNonNull(address.ofRelease("20261122-0001", false, 1)),
            address.ofCap(id));
    var alert = valid(new CapAlert(address).of(real, "20261122-0001", null).toString());
    assertThat(text(alert, CAP, "status")).isEqualTo("Actual");
    assertThat(text(alert, CAP, "sent")).isEqualTo("2026-11-22T15:00:00+08:00");
    assertThat(text(alert, CAP, "sender")).isEqualTo("release@qianzhi.city.example");
    assertThat(text(alert, CAP, "description")).isEqualTo("事实 ]]> <&>\n经核实，失联或被困2人。");
    assertThat(text(alert, CAP, "web"))
        .isEqualTo("https://qianzhi.city.example/public/20261122-0001#r1");
  }

  @Test
  void whoAsksTooOftenWaits() throws Exception {
    try (var other = TestServer.start()) {
      var answer = ask(other.url(), "/public/feed.atom");
      for (int i = 0; i < 10_000 && answer.statusCode() == 200; i++) {
        answer = ask(other.url(), "/public/feed.atom");
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("too_many_requests");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  /// An incident with everything in it that must stay inside.
  private static final class Everything {
    final String id;
    final String number;
    final String draft;
    final JsonNode published;

    Everything() {
      var operator = releases.operator;
      var call = Calls.call("12D00", Scene.LATITUDE, Scene.LONGITUDE, 60);
      call.put("callbackNumber", "13900008888");
      call.put("description", "SECRET-DESCRIPTION");
      id = operator.post("/api/calls", call).expect(201).at("/incident/id").asText();
      number = Scene.detail(operator, id).at("/incident/number").asText();
      Scene.startProposed(releases.chief, id);
      var fire = server.signIn("fire");
      var assignment = Scene.dispatch(operator, fire, id).path("id").asText();
      for (var state : List.of("acknowledged", "en_route", "on_scene")) {
        fire.post("/api/assignments/" + assignment + "/state", Map.of("state", state)).expect(200);
      }
      fire.post("/api/assignments/" + assignment + "/notes", Map.of("text", "SECRET-NOTE"))
          .expect(200);
      var refused =
          Releases.refuse(
                  releases.chief,
                  Releases.submit(operator, Releases.draft(operator, id)).expect(200),
                  "facts-check",
                  "SECRET-REFUSAL")
              .expect(200);
      published = releases.publish(releases.write(operator, refused, "已发布的事实").expect(200));
      var open = releases.write(operator, Releases.draft(operator, id), "SECRET-DRAFT").expect(200);
      draft = open.path("id").asText();
      var gone =
          releases.write(operator, Releases.draft(operator, id), "SECRET-DISCARDED").expect(200);
      operator
          .post(
              Releases.path(gone) + "/discarding",
              Map.of("reason", "SECRET-DISCARDED", "version", gone.path("version").asInt()))
          .expect(200);
    }
  }

  private static List<String> everyPublicPath(String number, JsonNode published) {
    server.clock().advance(CACHED);
    return List.of(
        "/public/" + number,
        "/public/" + number + "?lang=zh",
        "/public/" + number + "/feed.atom",
        "/public/feed.atom",
        "/public/releases/" + published.path("id").asText() + ".cap",
        "/api/public/incidents/" + number + "/releases");
  }

  private static Set<String> fields(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return ask(server.url(), path, headers);
  }

  private static HttpResponse<String> ask(String url, String path, String... headers)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  /// The alert, after the JDK has held it against the schema of OASIS.
  private static Document valid(String xml) throws Exception {
    var schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(
                Objects.requireNonNull(PublicReleasesTest.class.getResource("CAP-v1.2.xsd")));
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml.getBytes(UTF_8))));
    return parse(xml);
  }

  private static Document parse(String xml)
      throws ParserConfigurationException, IOException, SAXException {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static String text(Document document, String namespace, String name) {
    return document.getElementsByTagNameNS(namespace, name).item(0).getTextContent();
  }
}
