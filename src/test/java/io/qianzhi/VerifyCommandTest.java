package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `qianzhi verify`.
class VerifyCommandTest {
  @AutoClose private static final TestServer server = TestServer.start();

  @Test
  void namesTheFirstRowThatSomebodyEdited() throws SQLException {
    var operator = server.signIn("operator");
    var incident = Calls.incident(operator, "12G00").path("id").asText();
    for (int priority = 2; priority <= 4; priority++) {
      operator
          .patch(
              "/api/incidents/" + incident,
              Map.of("description", "第" + priority + "次更正", "version", priority - 1))
          .expect(200);
    }
    var rows = operator.get("/api/incidents/" + incident + "/timeline").expect(200);
    var row = rows.get(1);
    assertThat(verify(true)).last().asString().endsWith("events, unchanged.");

    try (var database = server.jdbc();
        var statement = database.createStatement()) {
      statement.execute("alter table timeline_event disable trigger user");
      statement.execute(
          "update timeline_event set actor_name = '别人' where id in (%d, %d)"
              .formatted(rows.get(2).path("id").asLong(), row.path("id").asLong()));
      statement.execute("alter table timeline_event enable trigger user");
    }

    var broken =
        "BROKEN incident:%s at version 2, row %d: changed."
            .formatted(incident, row.path("id").asLong());
    assertThat(verify(false)).contains(broken);
    var said = new ArrayList<String>();
    assertThat(VerifyCommand.verify(server.database(), "incident:" + incident, said::add))
        .isFalse();
    assertThat(said).containsExactly(broken);
  }

  private static List<String> verify(boolean intact) {
    var said = new ArrayList<String>();
    assertThat(VerifyCommand.verify(server.database(), null, said::add)).isEqualTo(intact);
    return said;
  }
}
