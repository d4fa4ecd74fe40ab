package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.timeline.Cursor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
  @AutoClose private static final TestServer server = TestServer.start();

  /// Writers open transactions, write at once and commit late, in any order; clients come, go and
  /// resume. Every client sees every event exactly once, in one order that is the same for all.
  @Test
  void everyClientSeesEachEventOnceInOrder() throws Exception {
    int writers = 8;
    int transactions = 25;
    var people = new ArrayList<TestClient>();
    for (String name : List.of("operator", "operator2", "chief", "supervisor")) {
      people.add(server.signIn(name));
    }
    var written = new ConcurrentLinkedQueue<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var steady = people.stream().map(person -> LiveClient.start(server, person)).toList();
      var returning = server.signIn("admin");
      String begin;
      try (var first = LiveClient.connect(server, returning, null)) {
        begin = first.expect("snapshot").path("cursor").asText();
      }
      var restless =
          CompletableFuture.supplyAsync(
              () -> comeAndGo(returning, begin, writers * transactions), threads);
      var work = new ArrayList<CompletableFuture<Void>>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        work.add(CompletableFuture.runAsync(() -> write(writer, transactions, written), threads));
      }
      work.forEach(CompletableFuture::join);
      assertThat(written).hasSize(writers * transactions);

      List<String> order = null;
      for (LiveClient client : steady) {
        var seen = read(client, written.size());
        assertThat(seen).hasSize(written.size()).containsExactlyInAnyOrderElementsOf(written);
        if (order != null) {
          assertThat(seen).isEqualTo(order);
        }
        order = seen;
        client.close();
      }
      assertThat(restless.join()).isEqualTo(order);
    }
  }

  private static List<String> read(LiveClient client, int count) {
    var seen = new ArrayList<String>();
    var last = Cursor.START;
    while (seen.size() < count) {
      var event = client.expect(LiveFeedTest::isOurs);
      var cursor = Cursor.parse(event.path("cursor").asText());
      assertThat(cursor).isGreaterThan(last);
      last = cursor;
      seen.add(event.at("/event/stream").asText());
    }
    return seen;
  }

  private static boolean isOurs(JsonNode message) {
    return message.at("/event/kind").asText().equals("test.happened");
  }

  private static List<String> comeAndGo(TestClient person, String begin, int count) {
    var seen = new ArrayList<String>();
    var cursor = begin;
    var random = new Random(7);
    while (seen.size() < count) {
      try (var client = LiveClient.connect(server, person, cursor)) {
        assertThat(client.expect("welcome").path("resumed").asBoolean()).isTrue();
        int now = Math.min(count - seen.size(), 1 + random.nextInt(15));
        for (int i = 0; i < now; i++) {
          var event = client.expect(LiveFeedTest::isOurs);
          cursor = event.path("cursor").asText();
          seen.add(event.at("/event/stream").asText());
        }
      }
    }
    return seen;
  }

  private static void write(int writer, int transactions, ConcurrentLinkedQueue<String> written) {
    var random = ThreadLocalRandom.current();
    try (var connection = server.jdbc()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < transactions; i++) {
        var stream = "test:" + writer + ":" + i;
        insert(connection, stream, 1, "{}");
        try (var statement = connection.createStatement()) {
          // The commit comes late: whoever began after us is long done.
          statement.execute("select pg_sleep(" + random.nextDouble(0.03) + ")");
          statement.execute("select pg_notify('timeline', '')");
        }
        connection.commit();
        written.add(stream);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One console stops reading in the middle of a flood; it is told so and can resume, and nobody
  /// else waits for it.
  @Test
  void aSlowConsoleLagsAndDelaysNobody() throws Exception {
    var slowPerson = server.signIn("operator");
    try (var slow = LiveClient.start(server, slowPerson);
        var quick = LiveClient.start(server, server.signIn("chief"));
        var connection = server.jdbc()) {
      slow.stopReading();
      connection.setAutoCommit(false);
      int events = 3_000;
      Set<String> seen = new HashSet<>();
      var much = "{\"text\":\"" + "情".repeat(4_000) + "\"}";
      for (int i = 0; i < events; i++) {
        insert(connection, "flood:" + i, 1, much);
        if (i % 100 == 99) {
          try (var statement = connection.createStatement()) {
            statement.execute("select pg_notify('timeline', '')");
          }
          connection.commit();
          seen.addAll(read(quick, 100));
        }
      }
      assertThat(seen).hasSize(events);

      slow.readAgain();
      slow.expect("lagging");
      slow.expectClose(1013);
    }
    try (var again = LiveClient.start(server, slowPerson)) {
      again.sendText("{\"type\":\"ping\"}");
      again.expect("pong");
    }
  }

  private static void insert(Connection connection, String stream, int version, String detail)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into timeline_event (stream, version, at, kind, area_code, drill, detail, entities,
              previous_hash, hash)
            values (?, ?, now(), 'test.happened', '990100000000', true, ?::json, '{}', '', '')
            """)) {
      statement.setString(1, stream);
      statement.setInt(2, version);
      statement.setString(3, detail);
      statement.executeUpdate();
    }
  }
}
