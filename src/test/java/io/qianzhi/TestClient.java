package io.qianzhi;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/// A signed-in person who speaks plain HTTP, blocks for answers, and holds every one of them
/// against the contract.
public final class TestClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final String device;
  private final JsonNode session;

  private TestClient(String url, String device, JsonNode session) {
    this.url = url;
    this.device = device;
    this.session = session;
  }

  /// What the server answered.
  public record Answer(int status, String text, @Nullable String retryAfter) {
    public JsonNode json() {
      return Json.read(text, JsonNode.class);
    }

    /// The body, after checking that it is the success that was expected.
    public JsonNode expect(int wanted) {
      Assertions.assertThat(status).as(text).isEqualTo(wanted);
      return text.isEmpty() ? Json.tree(Map.of()) : json();
    }

    /// Checks that it is a problem with this code.
    public JsonNode expectProblem(int wanted, String code) {
      Assertions.assertThat(status).as(text).isEqualTo(wanted);
      var problem = json();
      Assertions.assertThat(problem.path("code").asText()).as(text).isEqualTo(code);
      Assertions.assertThat(problem.path("status").asInt()).isEqualTo(wanted);
      return problem;
    }
  }

  /// Signs in with a device of its own.
  public static TestClient signIn(String url, String username) {
    return signIn(url, username, TestServer.PASSWORD);
  }

  static TestClient signIn(String url, String username, String password) {
    var device = "test-" + UUID.randomUUID();
    var body = Map.of("username", username, "password", password, "device", device);
    var session = send(url, "POST", "/api/session", Json.write(body), null, null).expect(200);
    return new TestClient(url, device, session);
  }

  public JsonNode person() {
    return session.get("person");
  }

  public String accessToken() {
    return session.get("accessToken").asText();
  }

  public String refreshToken() {
    return session.get("refreshToken").asText();
  }

  /// The same person on the same device at another node.
  public TestClient at(String otherUrl) {
    return new TestClient(otherUrl, device, session);
  }

  public String device() {
    return device;
  }

  public Answer get(String path) {
    return send(url, "GET", path, null, accessToken(), null);
  }

  public Answer post(String path, Object body) {
    return send(url, "POST", path, Json.write(body), accessToken(), null);
  }

  /// With an idempotency key.
  public Answer post(String path, Object body, String key) {
    return send(url, "POST", path, Json.write(body), accessToken(), key);
  }

  public Answer patch(String path, Object body) {
    return send(url, "PATCH", path, Json.write(body), accessToken(), null);
  }

  public Answer delete(String path) {
    return send(url, "DELETE", path, null, accessToken(), null);
  }

  /// Sends a body as it is, for bodies that are no JSON.
  public Answer raw(String method, String path, String body) {
    return send(url, method, path, body, accessToken(), null);
  }

  public static Answer send(
      String url,
      String method,
      String path,
      @Nullable String body,
      @Nullable String token,
      @Nullable String key) {
    var headers = new HashMap<String, String>();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    return send(url, method, path, body, headers);
  }

  public static Answer send(
      String url, String method, String path, @Nullable String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      ContractCheck.answer(method, path, response.statusCode(), response.body());
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
