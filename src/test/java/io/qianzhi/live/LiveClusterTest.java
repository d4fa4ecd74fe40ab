package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.Calls;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import io.qianzhi.platform.cluster.ClusterSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two nodes on one machine: what happens on one is seen on the other.
class LiveClusterTest {
  @Test
  void aConsoleOnOneNodeFollowsAndCommandsAUnitOnTheOther() {
    int portA = TestServer.freePort();
    int portB = TestServer.freePort();
    var members = "127.0.0.1:" + portA + ",127.0.0.1:" + portB;
    var alone = TestServer.start();
    alone.close();
    try (var a = alone.startAgain(new ClusterSettings(true, "127.0.0.1", portA, 0, members));
        var b = alone.startAgain(new ClusterSettings(true, "127.0.0.1", portB, 0, members))) {
      var fire = a.signIn("fire");
      var operator = b.signIn("operator");
      var unit = Scene.goOnDuty(fire);
      try (var phone = LiveClient.start(a, fire);
          var console = LiveClient.start(b, operator)) {
        console.expect(
            m ->
                m.path("people")
                    .findValuesAsText("id")
                    .contains(fire.person().path("id").asText()));

        console.send(LivePositionsTest.CITY);
        var fix = Map.of("fixAt", Instant.now().toString(), "latitude", 51.13, "longitude", 71.43);
        phone.send(Map.of("type", "positions", "id", "fixes-001", "fixes", List.of(fix)));
        assertThat(phone.expect("ok").at("/result/accepted").asInt()).isEqualTo(1);
        assertThat(console.expectPositions().getFirst().latitude()).isEqualTo(51.13);

        var taken = console.command("call-0001", "takeCall", Map.of(), Calls.call(51.14, 71.42));
        var incident = taken.at("/result/incident/id").asText();
        console.command(
            "send-0001",
            "dispatchUnits",
            Map.of("incidentId", incident),
            Map.of("unitIds", List.of(unit)));
        assertThat(
                phone.expectEvent("assignment.dispatched").at("/entities/incidents/0/id").asText())
            .isEqualTo(incident);

        try (var moved = LiveClient.start(b, fire)) {
          phone.expectClose(4409);
          moved.sendText("{\"type\":\"ping\"}");
          moved.expect("pong");
          fire.delete("/api/session").expect(204);
          moved.expectClose(4401);
        }
      }
    }
  }
}
