package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:13:00Z");
  private static final AlertRules SHIPPED =
      new Config(Path.of("conf")).read("alert.yaml", AlertRules.class);

  @ParameterizedTest
  @CsvSource({
    "queued, sent, sent",
    "sent, received, received",
    "received, displayed, displayed",
    "displayed, acknowledged, acknowledged",
    "queued, acknowledged, acknowledged",
    "sent, sent, sent",
    "displayed, received, displayed",
    "acknowledged, sent, acknowledged"
  })
  void aNoticeOnlyMovesForward(String state, String reported, String becomes) {
    assertThat(state(state).advance(state(reported))).isEqualTo(state(becomes));
  }

  private static Notice.State state(String name) {
    return Json.MAPPER.convertValue(name, Notice.State.class);
  }

  @ParameterizedTest
  @CsvSource({
    "queued, failed, failed",
    "failed, sent, sent",
    "sent, failed, sent",
    "sent, received, received",
    "acknowledged, displayed, acknowledged"
  })
  void whatArrivedIsNeverTakenBack(String state, String reported, String becomes) {
    assertThat(delivery(state).advance(delivery(reported))).isEqualTo(delivery(becomes));
  }

  private static Delivery.State delivery(String name) {
    return Json.MAPPER.convertValue(name, Delivery.State.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "201, -, 1, taken",
        "204, -, 3, taken",
        "404, -, 1, gone",
        "410, -, 1, gone",
        "400, -, 1, failed",
        "401, -, 1, failed",
        "413, -, 1, failed",
        "302, -, 1, failed",
        "500, -, 1, again in 5",
        "503, -, 2, again in 30",
        "503, -, 3, failed",
        "429, 17, 1, again in 17",
        "429, 2, 2, again in 30",
        "429, 86400, 1, again in 300",
        "503, 'Sun, 22 Nov 2026 02:13:45 GMT', 1, again in 45",
        "503, 'Sat, 21 Nov 2026 02:13:45 GMT', 1, again in 5",
        "503, soon, 1, again in 5"
      })
  void anAnswerOfAPushServiceDecidesWhatFollows(
      int status, String retryAfter, int attempts, String expected) {
    var outcome = PushOutcome.ofAnswer(status, retryAfter, attempts, SHIPPED, NOW);

    assertThat(
            switch (outcome) {
              case PushOutcome.Taken taken -> "taken";
              case PushOutcome.Gone gone -> "gone";
              case PushOutcome.Failed failed -> "failed";
              case PushOutcome.Again again ->
                  "again in " + (again.at().getEpochSecond() - NOW.getEpochSecond());
            })
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://push.example.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.1.2.3/x",
        "https://2130706433/x",
        "https://postgres/x",
        "https://push.internal/x",
        "https://printer.local/x",
        "https://user@push.example.com/x",
        "https://push.example.com/x#y",
        "https:///x",
        "file:///etc/passwd",
        "https://push example.com/x"
      })
  void theServerSendsOnlyToPublicHosts(String endpoint) {
    assertThatThrownBy(() -> PushEndpoint.parse(endpoint, false))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo("push_endpoint_refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "10.0.0.1, false",
    "172.16.0.1, false",
    "192.168.1.1, false",
    "169.254.169.254, false",
    "100.64.0.1, false",
    "0.0.0.0, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "198.18.0.1, false",
    "::1, false",
    "::, false",
    "fe80::1, false",
    "fd00::1, false",
    "::ffff:10.0.0.1, false",
    "64:ff9b::a00:1, false",
    "2002:a00:1::1, false",
    "2001:db8::1, false",
    "142.250.1.1, true",
    "100.128.0.1, true",
    "2607:f8b0:4004::1, true"
  })
  void aPublicNameThatStandsForAnInnerAddressIsNotReached(String address, boolean reached) {
    var endpoint = PushEndpoint.parse("https://push.example.com/x", true);

    assertThat(endpoint.mayReach(InetAddress.ofLiteral(address))).isEqualTo(reached);
  }

  @Test
  void aLocalPushServiceIsReachedOnlyOnThisMachineAndOnlyWhereAllowed() {
    var endpoint = PushEndpoint.parse("http://localhost:9999/x", true);

    assertThat(endpoint.provider()).isEqualTo("http://localhost:9999");
    assertThat(endpoint.mayReach(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(endpoint.mayReach(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
  }

  @Test
  void aLongBodyIsShortenedToWhatAPushServiceTakes() {
    var id = UUID.randomUUID();
    var message = message(id, "危化品仓库火灾", "🔥浓烟".repeat(1_000));

    var json = PushPayload.of(message);

    var tree = Json.read(json, com.fasterxml.jackson.databind.JsonNode.class);
    assertThat(json.getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(2_800, PushPayload.LIMIT_BYTES);
    assertThat(tree.get("body").asText()).startsWith("🔥浓烟").endsWith("…");
    assertThat(tree.get("title").asText()).isEqualTo("危化品仓库火灾");
    assertThat(tree.get("url").asText()).isEqualTo("/leader?notice=" + id);
  }

  private static PushStore.Message message(UUID noticeId, String title, String body) {
    return new PushStore.Message(
        UUID.randomUUID(),
        noticeId,
        UUID.randomUUID(),
        UUID.randomUUID(),
        "device-0001",
        1,
        new PushStore.Subscription("https://push.example.com/x", "", ""),
        Notice.Kind.RESPONSE_STARTED,
        title,
        body,
        Notice.Urgency.HIGH,
        true,
        "/leader");
  }

  @Test
  void theKeyPairIsMadeOnceAndAWrongOneIsNamed(@TempDir Path folder) throws Exception {
    var file = folder.resolve("inner/push.pem");

    var made = VapidKeys.readOrCreate(file).publicKey();

    assertThat(VapidKeys.readOrCreate(file).publicKey()).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    var other = folder.resolve("other.pem");
    VapidKeys.readOrCreate(other);
    var mixed = folder.resolve("mixed.pem");
    Files.writeString(
        mixed,
        Files.readString(other).replaceFirst("(?s)^.*(?=-----BEGIN PUBLIC)", "")
            + Files.readString(file).replaceFirst("(?s)-----BEGIN PUBLIC.*", ""));
    assertThatThrownBy(() -> VapidKeys.read(mixed))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining("of another pair");
    assertThatThrownBy(() -> VapidKeys.read(folder.resolve("none.pem")))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining("push-key");
  }
}
