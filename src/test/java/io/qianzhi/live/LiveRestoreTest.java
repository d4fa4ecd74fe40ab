package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.Calls;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.timeline.Cursor;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// A dump is restored into another cluster, whose transactions have smaller numbers.
class LiveRestoreTest {
  private static final long AHEAD = 1_000_000_000_000L;

  @Test
  void theFeedGoesOnAfterARestoreIntoAnotherCluster() throws Exception {
    Cursor before;
    String incident;
    String later;
    var old = TestServer.start();
    try {
      var operator = old.signIn("operator");
      incident = take(operator);
      try (var console = LiveClient.connect(old, operator, null)) {
        before = Cursor.parse(console.expect("snapshot").path("cursor").asText());
      }
      later = take(operator);
    } finally {
      old.close();
    }
    // The newest events are of the future, the oldest may be of the past.
    change(
        old,
        """
        alter table timeline_event disable trigger timeline_event_append_only;
        update timeline_event set xid = (xid::text::bigint + %d)::text::xid8
          where id > (select min(id) from timeline_event);
        alter table timeline_event enable trigger timeline_event_append_only
        """
            .formatted(AHEAD));
    var elsewhere = new Cursor(String.valueOf(Long.parseLong(before.xid()) + AHEAD), before.id());

    try (var restored = old.startAgain(TestServer.noCluster())) {
      var operator = restored.signIn("operator");
      assertThat(count(old, "select count(*) from timeline_event where xid <> '1'")).isZero();
      for (Cursor foreign : new Cursor[] {elsewhere, before, new Cursor("2", before.id())}) {
        try (var console = LiveClient.connect(restored, operator, foreign.toString())) {
          assertThat(console.expect("welcome").path("resumed").asBoolean()).isFalse();
          console.expect("snapshot");
        }
      }

      Cursor known;
      String next;
      try (var console = LiveClient.connect(restored, operator, null)) {
        var snapshot = console.expect("snapshot");
        known = Cursor.parse(snapshot.path("cursor").asText());
        assertThat(snapshot.at("/entities/incidents").findValuesAsText("id"))
            .contains(incident, later);
        next = take(operator);
        var event = console.expect(m -> m.at("/entities/incidents").size() == 1);
        assertThat(event.at("/entities/incidents/0/id").asText()).isEqualTo(next);
        assertThat(Cursor.parse(event.path("cursor").asText())).isGreaterThan(known);
      }
      try (var console = LiveClient.connect(restored, operator, known.toString())) {
        assertThat(console.expect("welcome").path("resumed").asBoolean()).isTrue();
        var missed = console.expect(m -> m.at("/entities/incidents").size() == 1);
        assertThat(missed.at("/entities/incidents/0/id").asText()).isEqualTo(next);
      }
      for (String id : new String[] {incident, later}) {
        var chain = operator.get("/api/incidents/" + id + "/timeline/verification").expect(200);
        assertThat(chain.path("intact").asBoolean()).isTrue();
      }
      aPlaceIsAllThatMayChange(old);
    }
  }

  private static void aPlaceIsAllThatMayChange(TestServer server) throws SQLException {
    for (String forbidden :
        new String[] {
          "update timeline_event set xid = '2'",
          "update timeline_event set xid = '1', kind = 'other'",
          "update timeline_event set xid = '1', detail = (detail::text || ' ')::json",
          "update timeline_event set actor_name = null",
          "update timeline_event set hash = hash || '\\x00'",
          "delete from timeline_event",
          "truncate timeline_event",
        }) {
      assertThatThrownBy(() -> change(server, forbidden))
          .as(forbidden)
          .hasMessageContaining("append-only");
    }
    change(server, "update timeline_event set xid = '1'");
  }

  private static String take(TestClient operator) {
    return operator
        .post("/api/calls", Calls.call(51.14, 71.41))
        .expect(201)
        .at("/incident/id")
        .asText();
  }

  private static void change(TestServer server, String sql) throws SQLException {
    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(TestServer server, String sql) throws SQLException {
    try (var connection = server.jdbc();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
