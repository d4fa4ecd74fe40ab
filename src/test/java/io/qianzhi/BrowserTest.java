package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Chromium through the three pages: a call is dispatched and acknowledged on the phone, a plan
/// starts, the leader signs, checks in and takes command. Screenshots land in `target/screens/`.
class BrowserTest {
  @Test
  void aNightIsPlayedInFourWindows() throws IOException, InterruptedException {
    try (var server = TestServer.start()) {
      var play =
          new ProcessBuilder("node", "web-console/e2e/night.mjs", server.url(), "target/screens")
              .inheritIO()
              .start();
      assertThat(play.waitFor(5, TimeUnit.MINUTES)).as("finished in time").isTrue();
      assertThat(play.exitValue()).isZero();
    }
  }
}
