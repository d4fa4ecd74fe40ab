package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.platform.json.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A session that ends takes its access token with it, on every node. The two nodes here share the
/// database and nothing else.
class SignOutTest {
  private static TestServer here;
  private static TestServer there;

  @BeforeAll
  static void start() {
    here = TestServer.start();
    there = here.startAgain(TestServer.noCluster());
  }

  @AfterAll
  static void stop() {
    there.close();
    here.close();
  }

  @Test
  void signingOutEndsTheAccessTokenOfThatDeviceAndNoOther() {
    var leaving = here.signIn("chief");
    var staying = here.signIn("chief");
    leaving.at(there.url()).get("/api/me").expect(200);
    leaving.delete("/api/session").expect(204);

    assertEnded(leaving);
    staying.get("/api/me").expect(200);
    staying.at(there.url()).get("/api/me").expect(200);
    try (var startedLater = here.startAgain(TestServer.noCluster())) {
      leaving.at(startedLater.url()).get("/api/me").expectProblem(401, "session_ended");
    }
  }

  @Test
  void aRefreshTokenThatComesBackUsedEndsTheAccessToken() {
    var robbed = here.signIn("mayor");
    refresh(robbed).expect(200);
    robbed.get("/api/me").expect(200);
    refresh(robbed).expectProblem(401, "session_ended");

    assertEnded(robbed);
  }

  @Test
  void aNewPasswordEndsTheAccessTokensOfAllDevices() {
    var first = here.signIn("supervisor");
    var second = there.signIn("supervisor");
    PasswordCommand.set(here.database(), "supervisor", "another password");

    for (var client : new TestClient[] {first, second}) {
      TestServer.until(() -> client.at(here.url()).get("/api/me").status() == 401);
      TestServer.until(() -> client.at(there.url()).get("/api/me").status() == 401);
    }
    var again = TestClient.signIn(here.url(), "supervisor", "another password");
    assertThat(again.get("/api/me").status()).isEqualTo(200);
  }

  /// At once where it happened, and as soon as PostgreSQL has told it elsewhere.
  private static void assertEnded(TestClient client) {
    client.get("/api/me").expectProblem(401, "session_ended");
    TestServer.until(() -> client.at(there.url()).get("/api/me").status() == 401);
    client.at(there.url()).get("/api/me").expectProblem(401, "session_ended");
  }

  private static TestClient.Answer refresh(TestClient client) {
    var body = Json.write(Map.of("refreshToken", client.refreshToken()));
    return TestClient.send(here.url(), "POST", "/api/session/refresh", body, null, null);
  }
}
