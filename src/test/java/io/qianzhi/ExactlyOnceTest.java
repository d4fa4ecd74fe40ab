package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An acknowledged call, order, signature or status survives `kill -9` of any node at any moment,
/// exactly once.
class ExactlyOnceTest {
  private static final int CALLS = 60;

  @Test
  void acknowledgedCallsSurviveTheDeathOfANodeExactlyOnce() throws Exception {
    var nodes = TestNode.startTwo();
    try (var dying = nodes.get(0);
        var living = nodes.get(1);
        var callers = Executors.newFixedThreadPool(6)) {
      var operator = TestClient.signIn(dying.url(), "operator");
      var keys = IntStream.range(0, CALLS).mapToObj(i -> "key-" + UUID.randomUUID()).toList();
      var sent =
          keys.stream()
              .map(key -> callers.submit(() -> sendUntilAnswered(operator, living, key)))
              .toList();
      var first = sent.get(CALLS / 6).get();
      var mayor = TestClient.signIn(dying.url(), "mayor");
      var order =
          operator
              .post("/api/incidents/" + first + "/orders", order(mayor), "key-order")
              .expect(201);
      dying.kill();
      var incidents = new HashSet<String>();
      for (var answer : sent) {
        incidents.add(answer.get());
      }
      assertThat(incidents).hasSize(CALLS);

      var survivor = operator.at(living.url());
      anOrderIsDelivered(order, survivor, mayor.at(living.url()));
      var there = new HashSet<String>();
      survivor
          .get("/api/incidents?limit=200")
          .expect(200)
          .forEach(incident -> there.add(incident.get("id").asText()));
      assertThat(there).isEqualTo(incidents);
      for (var id : List.copyOf(incidents).subList(0, 3)) {
        var verified = survivor.get("/api/incidents/" + id + "/timeline/verification").expect(200);
        assertThat(verified.get("intact").asBoolean()).isTrue();
      }
    }
  }

  private static Map<String, Object> order(TestClient to) {
    return Map.of(
        "addressee",
        Map.of("kind", "person", "id", to.person().path("id").asText()),
        "text",
        "立即到指挥中心");
  }

  /// Given before the node died, it reaches its addressee by the other one, once.
  private static void anOrderIsDelivered(JsonNode order, TestClient operator, TestClient mayor) {
    var incident = "/api/incidents/" + order.path("incidentId").asText();
    assertThat(operator.post(incident + "/orders", order(mayor), "key-order").expect(201))
        .as("asked again")
        .isEqualTo(order);
    var notices = new ArrayList<String>();
    for (var notice : mayor.get("/api/notices").expect(200)) {
      if (notice.path("subjectId").equals(order.path("id"))) {
        notices.add(notice.path("id").asText());
      }
    }
    assertThat(notices).hasSize(1);
    mayor
        .post("/api/notices/" + notices.getFirst() + "/state", Map.of("state", "displayed"))
        .expect(200);
    TestServer.until(
        () ->
            operator.get(incident).expect(200).at("/orders/0/state").asText().equals("delivered"));
  }

  /// As a console does: the same key again, at another node, until there is an answer.
  private static String sendUntilAnswered(TestClient operator, TestNode other, String key) {
    var client = operator;
    while (true) {
      try {
        return client
            .post("/api/calls", Calls.call("12Y00"), key)
            .expect(201)
            .at("/incident/id")
            .asText();
      } catch (IllegalStateException lost) {
        client = operator.at(other.url());
      }
    }
  }

  @Test
  void aRepeatedCommandIsAnsweredLikeTheFirstAlsoWhenBothComeAtOnce() throws Exception {
    try (var server = TestServer.start();
        var callers = Executors.newFixedThreadPool(8)) {
      var operator = server.signIn("operator");
      var key = "key-" + UUID.randomUUID();
      var body = Calls.call("12Y00");
      Callable<JsonNode> send = () -> operator.post("/api/calls", body, key).expect(201);
      var answers = callers.invokeAll(Collections.nCopies(8, send));
      JsonNode first = answers.getFirst().get();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(first);
      }
      assertThat(operator.get("/api/incidents").expect(200)).hasSize(1);
      operator
          .post("/api/calls/" + first.at("/call/id").asText() + "/detach", Map.of(), key)
          .expectProblem(409, "idempotency_key_reused");
    }
  }
}
