package io.qianzhi.command.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.plan.Scene;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Somebody with all rights in the database edits the log.
class ProofTest {
  @AutoClose private static final TestServer server = TestServer.start();

  @BeforeAll
  static void withoutItsGuards() throws SQLException {
    change("alter table timeline_event disable trigger user");
  }

  /// What is done to the third event, and where the chain then breaks.
  static Stream<Arguments> tampering() {
    return Stream.of(
        Arguments.of("update timeline_event set detail = '{}' where %s", 3, "changed", true),
        Arguments.of("update timeline_event set entities = '{}' where %s", 3, "changed", true),
        Arguments.of("update timeline_event set actor_name = '某人' where %s", 3, "changed", true),
        Arguments.of(
            "update timeline_event set at = at - interval '1 minute' where %s", 3, "changed", true),
        Arguments.of("update timeline_event set drill = not drill where %s", 3, "changed", true),
        Arguments.of("update timeline_event set recipe = 1 where %s", 3, "changed", true),
        Arguments.of("update timeline_event set incident_id = null where %s", 3, "changed", true),
        Arguments.of(
            "update timeline_event set hash = hash || '\\x00' where %s", 3, "changed", true),
        Arguments.of("delete from timeline_event where %s", 3, "missing", false),
        Arguments.of(
            "delete from timeline_event where version >= 3 and stream = %2$s", 3, "missing", false),
        Arguments.of("delete from timeline_event where stream = %2$s", 1, "missing", false),
        Arguments.of("delete from timeline_stream where stream = %2$s", 1, "unknown", false),
        Arguments.of(
            "delete from timeline_event where stream = %2$s;"
                + " delete from timeline_stream where stream = %2$s",
            1, "missing", false));
  }

  @ParameterizedTest
  @MethodSource("tampering")
  void whatIsEditedOrDeletedIsNamedByStreamVersionAndRow(
      String sql, int version, String fault, boolean rowIsThere) throws SQLException {
    var supervisor = server.signIn("supervisor");
    var incident = Scene.report(server.signIn("operator"), "12D00", 10);
    var stream = "incident:" + incident;
    var rows = supervisor.get("/api/incidents/" + incident + "/timeline").expect(200);
    var row = rows.get(version - 1).path("id");
    assertThat(proof(supervisor, stream)).isEmpty();

    change(sql.formatted("stream = '" + stream + "' and version = 3", "'" + stream + "'"));

    var chain = supervisor.get("/api/incidents/" + incident + "/timeline/verification").expect(200);
    assertThat(chain.path("intact").asBoolean()).isFalse();
    assertThat(chain.path("firstBrokenVersion").asInt()).isEqualTo(version);
    assertThat(chain.path("fault").asText()).isEqualTo(fault);
    assertThat(chain.has("firstBrokenId")).isEqualTo(rowIsThere);
    var broken = proof(supervisor, stream).getFirst();
    assertThat(broken.path("version").asInt()).isEqualTo(version);
    assertThat(broken.path("fault").asText()).isEqualTo(fault);
    if (rowIsThere) {
      assertThat(chain.path("firstBrokenId")).isEqualTo(row);
      assertThat(broken.path("eventId")).isEqualTo(row);
    }
  }

  @Test
  void aRowWithANewHashOfItsOwnDoesNotFit() throws SQLException {
    var incident = Scene.report(server.signIn("operator"), "12D00", 10);
    var stream = "incident:" + incident;
    // As good a forgery as it gets: the row before was replaced, hash and all.
    change(
        """
        update timeline_event set (at, kind, actor_id, actor_name, incident_id, detail, entities,
            previous_hash, hash)
          = (select at, kind, actor_id, actor_name, incident_id, detail, entities, previous_hash,
              hash from timeline_event where stream = '%1$s' and version = 1)
        where stream = '%1$s' and version = 2
        """
            .formatted(stream));
    assertThat(proof(server.signIn("supervisor"), stream).getFirst().path("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void theWholeLogIsForThoseWhoAnswerForTheWholeCity() {
    server
        .signIn("county-02")
        .get("/api/timelines/verification")
        .expectProblem(403, "permission_denied");
    server
        .signIn("operator")
        .get("/api/timelines/verification")
        .expectProblem(403, "permission_denied");
  }

  /// Where this stream's chain breaks, after proving them all in small portions.
  private static List<JsonNode> proof(TestClient supervisor, String stream) {
    var broken = new ArrayList<JsonNode>();
    var after = "";
    while (true) {
      var page = supervisor.get("/api/timelines/verification?limit=3" + after).expect(200);
      page.path("broken").forEach(broken::add);
      if (!page.has("next")) {
        return broken.stream().filter(one -> one.path("stream").asText().equals(stream)).toList();
      }
      after = "&after=" + page.path("next").asText();
    }
  }

  private static void change(String sql) throws SQLException {
    try (var connection = server.jdbc();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
