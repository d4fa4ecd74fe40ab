package io.qianzhi.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Reads `openapi.yaml`.
public final class Contract {
  private Contract() {}

  /// The contract for checking requests. Response bodies are left out of it: the library refuses a
  /// contract that names a media type it does not know, `application/problem+json` among them, and
  /// answers are held against the contract in tests.
  public static Future<OpenAPIContract> load(Vertx vertx) {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      var root = (ObjectNode) Json.YAML.readTree(in);
      root.path("paths").forEach(path -> path.forEach(Contract::dropResponseBodies));
      root.withObject("components").remove("responses");
      return OpenAPIContract.from(vertx, new JsonObject(root.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void dropResponseBodies(com.fasterxml.jackson.databind.JsonNode operation) {
    if (operation.path("responses") instanceof ObjectNode responses) {
      responses.remove("default");
      responses.forEach(response -> ((ObjectNode) response).remove("content"));
    }
  }
}
