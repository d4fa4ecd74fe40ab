package io.qianzhi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.platform.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private static TestClient.Answer signIn(String username, String password) {
    return signInFrom("192.0.2.1", username, password);
  }

  /// As a reverse proxy passes it on.
  private static TestClient.Answer signInFrom(String address, String username, String password) {
    var body = Map.of("username", username, "password", password, "device", "device-of-test");
    return TestClient.send(
        server.url(), "POST", "/api/session", Json.write(body), Map.of("X-Forwarded-For", address));
  }

  private static TestClient.Answer refresh(String token) {
    var body = Json.write(Map.of("refreshToken", token));
    return TestClient.send(server.url(), "POST", "/api/session/refresh", body, null, null);
  }

  @Test
  void failuresSlowDownThenLockAndTheLockEnds() {
    signIn("supervisor", "wrong-1").expectProblem(401, "wrong_credentials");
    signIn("supervisor", "wrong-2").expectProblem(401, "wrong_credentials");
    var slowed = signIn("supervisor", TestServer.PASSWORD).expectProblem(429, "sign_in_locked");
    assertThat(slowed.at("/params/seconds").asInt()).isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      server.clock().advance(Duration.ofSeconds(10));
      signIn("supervisor", "wrong").expectProblem(401, "wrong_credentials");
    }
    server.clock().advance(Duration.ofMinutes(14));
    signIn("supervisor", TestServer.PASSWORD).expectProblem(429, "sign_in_locked");
    server.clock().advance(Duration.ofMinutes(2));
    signIn("supervisor", TestServer.PASSWORD).expect(200);
  }

  @Test
  void anAddressThatGuessesIsLockedAndNoOther() {
    var guessing = "198.51.100.7";
    for (int i = 1; i <= SignInGuard.ADDRESS_LIMIT; i++) {
      signInFrom(guessing, "guess-" + i, "wrong").expectProblem(401, "wrong_credentials");
      server.clock().advance(Duration.ofSeconds(5));
    }
    signInFrom(guessing, "admin", TestServer.PASSWORD).expectProblem(429, "sign_in_locked");
    signInFrom("198.51.100.8", "admin", TestServer.PASSWORD).expect(200);
  }

  @Test
  void nobodyLearnsWhichAccountsExist() {
    var unknown = signIn("nobody-here", "x").expectProblem(401, "wrong_credentials");
    var known = signIn("admin", "x").expectProblem(401, "wrong_credentials");
    assertThat(unknown).isEqualTo(known);
  }

  @Test
  void aRefreshTokenWorksOnceAndAStolenOneEndsTheSession() {
    var first = server.signIn("chief").refreshToken();
    var second = refresh(first).expect(200).path("refreshToken").asText();
    assertThat(second).isNotEqualTo(first);
    refresh(first).expectProblem(401, "session_ended");
    refresh(second).expectProblem(401, "session_ended");
  }

  @Test
  void signingOutEndsTheRefreshToken() {
    var client = server.signIn("mayor");
    client.delete("/api/session").expect(204);
    refresh(client.refreshToken()).expectProblem(401, "session_ended");
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 0", "2, 5, 1", "3, 5, 2", "4, 5, 4", "5, 5, 900", "9, 5, 900"})
  void waitsGrowUntilTheLock(int failures, int limit, long seconds) {
    assertThat(SignInGuard.wait(failures, limit)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
