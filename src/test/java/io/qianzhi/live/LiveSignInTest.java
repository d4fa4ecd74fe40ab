package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.platform.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A socket lives as long as its person is signed in. A server of its own: time moves.
class LiveSignInTest {
  private static final Duration OVER_HALF_A_TOKEN = Duration.ofMinutes(10);

  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void aSocketWhoseTokenRanOutIsClosedUnlessATokenMessageRenewedIt() {
    var renewing = server.signIn("operator");
    var idle = server.signIn("operator2");
    try (var renewed = LiveClient.start(server, renewing);
        var expired = LiveClient.start(server, idle)) {
      server.clock().advance(OVER_HALF_A_TOKEN);
      renewed.send(Map.of("type", "token", "token", fresh(renewing)));
      ping(renewed);

      server.clock().advance(OVER_HALF_A_TOKEN);
      expired.expectClose(4401);
      ping(renewed);

      server.clock().advance(OVER_HALF_A_TOKEN);
      renewed.expectClose(4401);
    }
    try (var late = LiveClient.connect(server, idle, null)) {
      late.expectClose(4401);
    }
  }

  @Test
  void aTokenOfSomebodyElseEndsTheSession() {
    try (var client = LiveClient.start(server, server.signIn("operator"))) {
      client.send(Map.of("type", "token", "token", server.signIn("chief").accessToken()));
      client.expectClose(4401);
    }
  }

  @Test
  void signingOutClosesTheSocketOfThatDeviceAndNoOther() {
    var leaving = server.signIn("chief");
    try (var closed = LiveClient.start(server, leaving);
        var other = LiveClient.start(server, server.signIn("chief"))) {
      leaving.delete("/api/session").expect(204);

      closed.expectClose(4401);
      ping(other);
    }
  }

  @Test
  void aRefreshTokenThatComesBackUsedClosesTheSocketOfItsSession() {
    var robbed = server.signIn("mayor");
    fresh(robbed);
    try (var client = LiveClient.start(server, robbed)) {
      refresh(robbed).expectProblem(401, "session_ended");

      client.expectClose(4401);
    }
  }

  private static void ping(LiveClient client) {
    client.sendText("{\"type\":\"ping\"}");
    client.expect("pong");
  }

  private static String fresh(TestClient person) {
    JsonNode session = refresh(person).expect(200);
    assertThat(session.path("expiresInSeconds").asInt()).isEqualTo(900);
    return session.path("accessToken").asText();
  }

  private static TestClient.Answer refresh(TestClient person) {
    var body = Json.write(Map.of("refreshToken", person.refreshToken()));
    return TestClient.send(server.url(), "POST", "/api/session/refresh", body, null, null);
  }
}
