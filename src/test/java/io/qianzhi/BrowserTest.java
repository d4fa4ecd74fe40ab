package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Chromium through the three pages: a call is dispatched and acknowledged on the phone, a plan
/// starts, the leader signs, checks in and takes command. Screenshots land in `target/screens/`.
class BrowserTest {
  @Test
  void aNightIsPlayedInFourWindows() throws IOException, InterruptedException {
    var said = Files.createDirectories(Path.of("target/screens")).resolve("night.log");
    try (var server = TestServer.start()) {
      var play =
          new ProcessBuilder("node", "web-console/e2e/night.mjs", server.url(), "target/screens")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      var ended = play.waitFor(10, TimeUnit.MINUTES);
      play.destroyForcibly();
      assertThat(ended).as("ended in time: " + Files.readString(said)).isTrue();
      assertThat(play.exitValue()).as(Files.readString(said)).isZero();
    }
  }
}
