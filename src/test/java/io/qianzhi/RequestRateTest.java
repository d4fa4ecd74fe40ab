package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every boundary has a limit: one who asks too often is told to wait, and holds up nobody else.
class RequestRateTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"operator, /api/me", "operator2, /api/incidents/not-an-id"})
  void whoAsksTooOftenIsToldToWait(String username, String path)
      throws InterruptedException, ExecutionException {
    var hasty = server.signIn(username);
    var calm = server.signIn("chief");

    var refused = askUntilRefused(hasty, path);
    var problem = refused.expectProblem(429, "too_many_requests");
    int seconds = Integer.parseInt(Objects.requireNonNull(refused.retryAfter()));
    assertThat(seconds).isEqualTo(problem.at("/params/seconds").asInt()).isPositive();
    calm.get("/api/me").expect(200);
    TestServer.until(() -> hasty.get("/api/me").status() == 200);
  }

  private static TestClient.Answer askUntilRefused(TestClient client, String path)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var answers = new ExecutorCompletionService<TestClient.Answer>(threads);
      for (int i = 0; i < 2_000; i++) {
        answers.submit(() -> client.get(path));
      }
      while (true) {
        var answer = answers.take().get();
        if (answer.status() == 429) {
          threads.shutdownNow();
          return answer;
        }
      }
    }
  }
}
