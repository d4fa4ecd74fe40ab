package io.qianzhi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a server does before it lets anybody in.
class RehearsalTest {
  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void aServerThatIsReadyHasRehearsedAndLeftNothingBehind() throws SQLException {
    var ready = TestClient.send(server.url(), "GET", "/health/ready", null, null, null);
    assertThat(ready.expect(200).path("status").asText()).isEqualTo("up");
    assertThat(ready.json().path("warnings").isArray()).isTrue();
    assertThat(ready.json().path("warnings")).isEmpty();
    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      for (var table : List.of("incident", "call", "assignment", "notice", "timeline_event")) {
        try (var rows = statement.executeQuery("select count(*) from " + table)) {
          rows.next();
          assertThat(rows.getInt(1)).as(table).isZero();
        }
      }
    }
  }
}
