package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.Calls;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSocketTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final TestClient operator = server.signIn("operator");

  @Test
  void whoDoesNotSayHelloInTimeIsSentAway() {
    try (var client = LiveClient.connect(server)) {
      client.expectClose(4408);
    }
  }

  @Test
  void aTokenThatIsNotOursEndsTheSession() {
    try (var client = LiveClient.connect(server)) {
      client.hello("not.a.token", "device-123", null);
      client.expectClose(4401);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello",
        "[]",
        "{\"type\":\"ping\"}",
        "{\"type\":\"command\",\"id\":\"12345678\",\"operation\":\"takeCall\",\"body\":{}}",
        "{\"type\":\"hello\",\"token\":\"x\"}",
        "{\"type\":\"hello\",\"token\":\"x\",\"device\":\"device-1\",\"admin\":true}",
      })
  void anythingButAHelloFirstEndsTheSession(String text) {
    try (var client = LiveClient.connect(server)) {
      client.sendText(text);
      client.expectClose(4400);
    }
  }

  @Test
  void whatIsNotForTheServerEndsTheSession() {
    try (var client = LiveClient.start(server, server.signIn("operator2"))) {
      client.sendBinary((byte) 1);
      client.expectClose(4400);
    }
    try (var client = LiveClient.start(server, server.signIn("operator2"))) {
      client.sendText("{\"type\":\"ping\"");
      client.expectClose(4400);
    }
  }

  @Test
  void aMessageOverTheLimitEndsTheSession() {
    try (var client = LiveClient.start(server, server.signIn("operator2"))) {
      client.sendText("x".repeat(65_537));
      client.expectClose(4413);
    }
  }

  @Test
  void tooManyMessagesEndTheSession() {
    try (var client = LiveClient.start(server, server.signIn("operator2"))) {
      for (int i = 0; i < 200; i++) {
        client.sendText("{\"type\":\"ping\"}");
      }
      client.expectClose(4429);
    } catch (java.util.concurrent.CompletionException closedWhileSending) {
      // As good: the server had closed before all were sent.
    }
  }

  @Test
  void aWrongMessageIsAnsweredAndTheSessionGoesOn() {
    try (var client = LiveClient.start(server, server.signIn("operator2"))) {
      client.sendText("{\"type\":\"command\",\"id\":\"wrong-01\",\"operation\":7}");
      var refused = client.expect("problem");
      assertThat(refused.path("id").asText()).isEqualTo("wrong-01");
      assertThat(refused.at("/problem/code").asText()).isEqualTo("invalid_message");

      assertThat(
              client
                  .command("wrong-02", "nothing", Map.of(), Map.of())
                  .at("/problem/code")
                  .asText())
          .isEqualTo("unknown_operation");
      assertThat(
              client
                  .command("wrong-03", "takeCall", Map.of(), Map.of())
                  .at("/problem/code")
                  .asText())
          .isEqualTo("invalid_request");

      client.sendText("{\"type\":\"ping\"}");
      assertThat(client.expect("pong").path("feedAgeMillis").asLong()).isLessThan(5_000);
    }
  }

  @Test
  void aCommandIsCarriedOutOnceHoweverOftenItIsSent() {
    try (var client = LiveClient.start(server, operator)) {
      var first = client.command("call-0001", "takeCall", Map.of(), Calls.call(51.13, 71.43));
      var again = client.command("call-0001", "takeCall", Map.of(), Calls.call(51.13, 71.43));

      assertThat(first.path("type").asText()).isEqualTo("ok");
      assertThat(again.path("result")).isEqualTo(first.path("result"));
    }
  }

  @Test
  void aPersonMayNotSendWhatTheirRoleDoesNotAllow() {
    try (var client = LiveClient.start(server, server.signIn("supervisor"))) {
      var answer = client.command("call-0002", "takeCall", Map.of(), Calls.call(51.13, 71.43));
      assertThat(answer.at("/problem/code").asText()).isEqualTo("permission_denied");
    }
  }

  @Test
  void aSecondHelloOfTheSameDeviceClosesTheFirst() {
    var person = server.signIn("chief");
    try (var first = LiveClient.start(server, person);
        var second = LiveClient.start(server, person)) {
      first.expectClose(4409);
      second.sendText("{\"type\":\"ping\"}");
      second.expect("pong");
    }
  }

  @Test
  void anotherDeviceOfTheSamePersonIsAnotherSession() {
    try (var first = LiveClient.start(server, server.signIn("chief"));
        var second = LiveClient.start(server, server.signIn("chief"))) {
      first.sendText("{\"type\":\"ping\"}");
      second.sendText("{\"type\":\"ping\"}");
      first.expect("pong");
      second.expect("pong");
    }
  }

  @Test
  void whoComesBackGetsWhatHeMissedOnceAndInOrder() {
    String cursor;
    var person = server.signIn("operator");
    try (var client = LiveClient.connect(server, person, null)) {
      client.expect("welcome");
      cursor = client.expect("snapshot").path("cursor").asText();
    }
    var taken =
        IntStream.range(0, 3)
            .mapToObj(
                i -> operator.post("/api/calls", Calls.call(51.14, 71.40 + i / 50.0)).expect(201))
            .map(answer -> answer.at("/incident/id").asText())
            .toList();

    try (var client = LiveClient.connect(server, person, cursor)) {
      assertThat(client.expect("welcome").path("resumed").asBoolean()).isTrue();
      for (String incident : taken) {
        var event = client.expect(m -> m.at("/entities/incidents/0/id").asText().equals(incident));
        assertThat(event.path("type").asText()).isEqualTo("event");
      }
    }
    try (var client = LiveClient.connect(server, person, "18446744073709551615.1")) {
      assertThat(client.expect("welcome").path("resumed").asBoolean()).isFalse();
      var held = client.expect("snapshot").at("/entities/incidents");
      assertThat(held.findValuesAsText("id")).containsAll(taken);
    }
  }

  @Test
  void consolesAreToldWhoIsOn() {
    try (var console = LiveClient.start(server, server.signIn("operator"))) {
      try (var mayor = LiveClient.start(server, server.signIn("mayor"))) {
        console.expect(m -> m.path("people").findValuesAsText("name").contains("陈志远"));
        mayor.sendText("{\"type\":\"ping\"}");
        mayor.expect("pong");
      }
      console.expect(
          m ->
              m.path("type").asText().equals("presence")
                  && !m.path("people").findValuesAsText("name").contains("陈志远"));
    }
  }
}
