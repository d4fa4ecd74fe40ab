package io.qianzhi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.command.report.Receivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// Chromium through the pages: plays of several people in windows of their own. Screenshots, and
/// what the plays say, land in `target/screens/`.
class BrowserTest {
  private static final Path SCREENS = Path.of("target/screens");
  private static final String ADVANCE = "advance ";

  @Test
  void aNightIsPlayedInFourWindows() throws IOException, InterruptedException {
    try (var server = TestServer.start()) {
      play("night", server);
    }
  }

  /// The whole road map: call, plan, command, orders, reports, release, end, review.
  @Test
  void aChemicalFireIsPlayedFromCallToReview() throws IOException, InterruptedException {
    try (var receivers = new Receivers();
        var server = TestServer.start(receivers.conf(), receivers.settings())) {
      play("haz", server);

      var closed = server.signIn("chief").get("/api/incidents?state=closed").expect(200);
      var number = closed.get(0).path("number").asText();
      assertThat(pdfText("haz-report.pdf")).contains("澜川市应急指挥中心", "签发人：周建国", "首报", "重伤52人", "演练");
      assertThat(pdfText("haz-after-action.pdf"))
          .contains(number, "复盘报告", "建标152", "紧急先行签发", "陈志远、宋文清", "交警支队", "演 练");
      assertThat(pdfText("haz-ics-201.pdf")).contains(number);
      assertThat(receivers.received).isNotEmpty();
    }
  }

  /// Runs a play until it ends; moves the server's clock when the play asks for it.
  private static void play(String name, TestServer server)
      throws IOException, InterruptedException {
    var log = Files.createDirectories(SCREENS).resolve(name + ".log");
    var script = "web-console/e2e/%s.mjs".formatted(name);
    var process =
        new ProcessBuilder("node", script, server.url(), SCREENS.toString())
            .redirectErrorStream(true)
            .start();
    var _ =
        process
            .onExit()
            .orTimeout(10, TimeUnit.MINUTES)
            .whenComplete((ended, late) -> process.destroyForcibly());
    try (var said = process.inputReader(UTF_8);
        var answer = process.outputWriter(UTF_8);
        var kept = Files.newBufferedWriter(log)) {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        kept.write(line + "\n");
        if (line.startsWith(ADVANCE)) {
          server.clock().advance(Duration.parse(line.substring(ADVANCE.length())));
          answer.write(server.clock().instant() + "\n");
          answer.flush();
        }
      }
    }
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  private static String pdfText(String file) throws IOException {
    try (var document = Loader.loadPDF(SCREENS.resolve(file).toFile())) {
      return new PDFTextStripper().getText(document).replace("\n", "");
    }
  }
}
