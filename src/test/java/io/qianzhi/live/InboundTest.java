package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundTest {
  private static final Inbound INBOUND = new Inbound();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"hello\",\"token\":\"t\",\"device\":\"device-1\"}                    | Hello",
        "{\"type\":\"hello\",\"token\":\"t\",\"device\":\"device-1\",\"cursor\":\"7.8\"} | Hello",
        "{\"type\":\"hello\",\"token\":\"t\",\"device\":\"device-1\",\"cursor\":\"x\"}   | Refused",
        "{\"type\":\"hello\",\"token\":\"t\"}                                            | Refused",
        "{\"type\":\"hello\",\"token\":7,\"device\":\"device-1\"}                        | Refused",
        "{\"type\":\"hello\",\"token\":\"t\",\"device\":\"device-1\",\"more\":1}         | Refused",
        "{\"type\":\"ping\"}                                                             | Ping",
        "{\"type\":\"pingu\"}                                                            | Refused",
        "{\"type\":[\"ping\"]}                                                           | Refused",
        "{}                                                                              | Refused",
        "{\"type\":\"token\",\"token\":\"t\"}                                            | Token",
        "{\"type\":\"command\",\"id\":\"12345678\",\"operation\":\"takeCall\"}           | Command",
        "{\"type\":\"command\",\"id\":\"short\",\"operation\":\"takeCall\"}              | Refused",
        "{\"type\":\"command\",\"id\":\"12345678\",\"operation\":\"a\",\"path\":{\"a\":1}} |"
            + " Refused",
        "{\"type\":\"look\",\"west\":71,\"south\":51,\"east\":72,\"north\":52}           | Look",
        "{\"type\":\"look\",\"west\":72,\"south\":51,\"east\":71,\"north\":52}           | Refused",
        "{\"type\":\"look\",\"west\":71,\"south\":51,\"east\":1e400,\"north\":52}        | Refused",
        "{\"type\":\"look\",\"west\":71,\"south\":51,\"east\":72}                        | Refused",
        "[]                                                                              |"
            + " Unreadable",
        "7                                                                               |"
            + " Unreadable",
        "null                                                                            |"
            + " Unreadable",
        "{\"type\":\"ping\"                                                              |"
            + " Unreadable",
        "{\"type\":\"ping\"} {}                                                          |"
            + " Unreadable",
        "hello                                                                           |"
            + " Unreadable",
      })
  void whatDoesNotFollowTheContractIsRefused(String text, String kind) {
    assertThat(INBOUND.read(Buffer.buffer(text)).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void textThatIsNotUtf8IsUnreadable() {
    var latin = Buffer.buffer("{\"type\":\"ping\"}").setByte(3, (byte) 0xfc);

    assertThat(INBOUND.read(latin)).isEqualTo(new Inbound.Unreadable("not_utf8"));
  }

  @Test
  void nestingWithoutEndIsUnreadable() {
    var deep = Buffer.buffer("{\"a\":".repeat(10_000));

    assertThat(INBOUND.read(deep)).isEqualTo(new Inbound.Unreadable("malformed_json"));
  }

  @Test
  void aRefusalCarriesTheIdItAnswers() {
    var refused =
        (Inbound.Refused)
            INBOUND.read(
                Buffer.buffer("{\"type\":\"command\",\"id\":\"12345678\",\"operation\":7}"));

    assertThat(refused.id()).isEqualTo("12345678");
    assertThat(refused.problem().code()).isEqualTo("invalid_message");
  }

  @Test
  void readsPositions() {
    var text =
        """
        {"type":"positions","id":"12345678","fixes":[
          {"fixAt":"2026-11-22T02:13:00.123456Z","latitude":51.1,"longitude":71,"accuracyMeters":null},
          {"fixAt":"2026-11-22T02:13:01Z","latitude":51,"longitude":71.5,"speedMetersPerSecond":3}]}
        """;

    var positions = (Inbound.Positions) INBOUND.read(Buffer.buffer(text));

    assertThat(positions.fixes()).hasSize(2);
    assertThat(positions.fixes().getFirst().fixAt())
        .isEqualTo(Instant.parse("2026-11-22T02:13:00.123Z"));
    assertThat(positions.fixes().getLast().speedMetersPerSecond()).isEqualTo(3.0);
  }

  @Test
  void aTimeThatMatchesThePatternButIsNoneIsRefused() {
    var text =
        """
        {"type":"positions","id":"12345678","fixes":[
          {"fixAt":"2026-02-30T02:13:00Z","latitude":51.1,"longitude":71}]}
        """;

    var refused = (Inbound.Refused) INBOUND.read(Buffer.buffer(text));

    assertThat(refused.id()).isEqualTo("12345678");
  }
}
