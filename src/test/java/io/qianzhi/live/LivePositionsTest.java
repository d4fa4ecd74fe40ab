package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LivePositionsTest {
  static final Map<String, Object> CITY =
      Map.of("type", "look", "west", 71.2, "south", 51.0, "east", 71.7, "north", 51.3);

  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void aUnitMovesOnTheConsoleAndOnlyByTruePositions() {
    var fire = server.signIn("fire");
    var operator = server.signIn("operator");
    var unit = Scene.goOnDuty(fire);
    try (var phone = LiveClient.start(server, fire);
        var console = LiveClient.start(server, operator)) {
      console.send(CITY);
      var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

      var answer =
          report(
              phone,
              "fixes-001",
              fix(now.minusSeconds(3_600), 51.10, 71.40),
              fix(now.minusSeconds(1), 51.13, 71.43),
              fix(now.minusSeconds(0), 51.50, 71.90),
              fix(now, 51.1301, 71.4301));
      assertThat(answer.at("/result/accepted").asInt()).isEqualTo(3);
      assertThat(answer.at("/result/rejected/0/reason").asText()).isEqualTo("implausible_speed");

      long number = number(operator, unit);
      var moved = await(console, number, 51.1301);
      assertThat(moved.longitude()).isEqualTo(71.4301);
      assertThat(moved.fixMillis()).isEqualTo(now.toEpochMilli());

      // Repeated by a phone that had no answer: accepted again, stored once.
      report(phone, "fixes-002", fix(now, 51.1301, 71.4301));
      report(phone, "fixes-003", fix(now.plusMillis(500), 51.1302, 71.4302));
      assertThat(await(console, number, 51.1302)).isNotNull();

      // Who looks now sees it at once, without another report.
      try (var late = LiveClient.start(server, server.signIn("chief"))) {
        late.send(CITY);
        assertThat(await(late, number, 51.1302)).isNotNull();
      }
      var path =
          "/api/units/%s/track?from=%s&to=%s"
              .formatted(unit, now.minusSeconds(7_200), now.plusSeconds(60));
      Supplier<List<String>> track = () -> operator.get(path).expect(200).findValuesAsText("fixAt");
      TestServer.until(() -> track.get().size() >= 4);
      assertThat(track.get()).hasSize(4).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whoIsNotOnDutyIsNotTracked() {
    try (var phone = LiveClient.start(server, server.signIn("ambulance"))) {
      var answer = report(phone, "fixes-101", fix(Instant.now(), 51.13, 71.43));
      assertThat(answer.at("/result/accepted").asInt()).isZero();
      assertThat(answer.at("/result/rejected/0/reason").asText()).isEqualTo("not_on_duty");
    }
  }

  @Test
  void aBoxOfTooManyCellsOrForbiddenToTheRoleIsRefused() {
    try (var console = LiveClient.start(server, server.signIn("operator"))) {
      console.send(Map.of("type", "look", "west", 60, "south", 40, "east", 80, "north", 60));
      assertThat(console.expect("problem").at("/problem/code").asText())
          .isEqualTo("too_many_cells");
    }
    try (var phone = LiveClient.start(server, server.signIn("police"))) {
      phone.send(CITY);
      assertThat(phone.expect("problem").at("/problem/code").asText())
          .isEqualTo("permission_denied");
    }
  }

  /// The unit arriving there; until then it may only be where it was before.
  private static LiveClient.Position await(LiveClient console, long number, double latitude) {
    while (true) {
      for (var position : console.expectPositions()) {
        if (position.unitNumber() == number) {
          assertThat(position.latitude()).isBetween(51.13, latitude);
          if (position.latitude() == latitude) {
            return position;
          }
        }
      }
    }
  }

  private static long number(TestClient operator, String unit) {
    for (var one : operator.get("/api/units").expect(200)) {
      if (one.path("id").asText().equals(unit)) {
        return one.path("number").asLong();
      }
    }
    throw new AssertionError("no unit " + unit);
  }

  private static com.fasterxml.jackson.databind.JsonNode report(
      LiveClient phone, String id, Map<?, ?>... fixes) {
    phone.send(Map.of("type", "positions", "id", id, "fixes", List.of(fixes)));
    return phone.expect("ok");
  }

  private static Map<String, Object> fix(Instant at, double latitude, double longitude) {
    return Map.of("fixAt", at.toString(), "latitude", latitude, "longitude", longitude);
  }
}
