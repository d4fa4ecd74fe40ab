package io.qianzhi.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qianzhi.TestServer;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Those above, at the other end: a duty office with a webhook that is out of order at first, and
/// one with a mail server.
public final class Receivers implements AutoCloseable {
  static final String SECRET = "webhook-secret-of-tests";

  /// One request as it came in.
  public record Received(String signature, String body) {
    public JsonNode json() {
      return Json.read(body, JsonNode.class);
    }
  }

  public final List<Received> received = new CopyOnWriteArrayList<>();
  final List<Integer> answers = new CopyOnWriteArrayList<>();
  final GreenMail mail;
  private final HttpServer http;

  public Receivers() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/reports", this::take);
    http.start();
    mail =
        new GreenMail(
            new ServerSetup(TestServer.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(new Received(exchange.getRequestHeaders().getFirst("Qianzhi-Signature"), body));
    int status = answers.isEmpty() ? 200 : answers.removeFirst();
    var answer =
        (status == 200 ? "{\"receivedBy\": \"省总值班室 王值班\"}" : "out of order")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  public ReportSettings settings() {
    return new ReportSettings(
        "127.0.0.1", mail.getSmtp().getPort(), "disabled", "", "", "duty@city.example", SECRET);
  }

  /// The files of conf/ with these receivers in them.
  public Path conf() throws IOException {
    var copy = Path.of("target", "report-conf");
    try (var files = Files.walk(Path.of("conf"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var to = copy.resolve(Path.of("conf").relativize(file));
        Files.createDirectories(to.getParent());
        Files.write(to, Files.readAllBytes(file));
      }
    }
    var reports = copy.resolve("reports.yaml");
    var channels =
        """
        channels:
          - {code: province, name: 省总值班室, kind: webhook, url: 'http://127.0.0.1:%d/reports', drill: true}
          - {code: office, name: 市委总值班室, kind: mail, to: [office@city.example], drill: true}
          - {code: real, name: 真实接收单位, kind: mail, to: [real@city.example], drill: false}
        """
            .formatted(http.getAddress().getPort());
    Files.writeString(reports, Files.readString(reports).replace("channels: []\n", channels));
    return copy;
  }

  @Override
  public void close() {
    http.stop(0);
    mail.stop();
  }
}
