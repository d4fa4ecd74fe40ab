package io.qianzhi.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Objects;

/// Reads `openapi.yaml` for the validator. What it checks is what comes in; of the answers it is
/// told only what it understands, so that the published contract can name problem JSON and tiles.
public final class Contract {
  private Contract() {}

  public static Future<OpenAPIContract> load(Vertx vertx) {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      var contract = (ObjectNode) Json.YAML.readTree(Objects.requireNonNull(in));
      // The validator wants a whole address; only its path counts, and there is none.
      ((ObjectNode) contract.at("/servers/0")).put("url", "http://localhost");
      forgetUnknownAnswers(contract);
      return OpenAPIContract.from(vertx, new JsonObject(contract.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forgetUnknownAnswers(JsonNode node) {
    if (node.get("content") instanceof ObjectNode content) {
      var unknown = new ArrayList<String>();
      content
          .fieldNames()
          .forEachRemaining(
              type -> {
                if (!MediaType.isMediaTypeSupported(type)) {
                  unknown.add(type);
                }
              });
      content.remove(unknown);
      if (content.isEmpty()) {
        ((ObjectNode) node).remove("content");
      }
    }
    node.forEach(Contract::forgetUnknownAnswers);
  }
}
