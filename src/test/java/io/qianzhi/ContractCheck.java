package io.qianzhi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qianzhi.platform.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds what the server says against the contract: every answer over HTTP against `openapi.yaml`,
/// every message of the live socket against `asyncapi.yaml`. Fields that the contract does not know
/// are faults, too.
public final class ContractCheck {
  private static final Path CONTRACTS = Path.of("src/main/resources");
  private static final String BASE = "https://qianzhi.local/";
  private static final JsonNode OPENAPI = read("openapi.yaml");
  private static final JsonNode ASYNCAPI = read("asyncapi.yaml");
  private static final List<Route> ROUTES = routes();
  private static final Map<JsonNode, Validator> VALIDATORS = new ConcurrentHashMap<>();
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri(BASE)
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);
  private static final SchemaRepository SCHEMAS = schemas();

  private record Route(String method, Pattern path, String operationId, JsonNode responses) {}

  private ContractCheck() {}

  /// @throws AssertionError when the contract promises another answer
  public static void answer(String method, String path, int status, String body) {
    var bare = path.replaceFirst("\\?.*", "");
    if (!bare.startsWith("/api/")) {
      return;
    }
    var what = method + " " + bare + " answered " + status;
    var route =
        ROUTES.stream()
            .filter(each -> each.method.equals(method) && each.path.matcher(bare).matches())
            .findFirst();
    if (status >= 400) {
      check(what, component("Problem"), body);
      return;
    }
    var response = route.orElseThrow(() -> fault(what, "no such operation", body)).responses;
    var content = declared(what, response, status, body).path("content");
    if (content.isMissingNode()) {
      if (!body.isEmpty()) {
        throw fault(what, "there should be no body", body);
      }
    } else if (content.has("application/json")) {
      check(what, content.path("application/json").path("schema"), body);
    }
  }

  private static JsonNode declared(String what, JsonNode responses, int status, String body) {
    var response = responses.get(String.valueOf(status));
    if (response == null) {
      throw fault(what, "no such status", body);
    }
    return response;
  }

  /// A message that the server sent over the live socket.
  ///
  /// @param operation what an `ok` answers, where that is known
  public static void message(JsonNode message, @Nullable String operation) {
    var type = message.path("type").asText();
    for (var sent : ASYNCAPI.at("/operations/send/messages")) {
      if (sent.path("$ref").asText().endsWith("/" + type)) {
        check(type, ASYNCAPI.at("/components/messages/" + type + "/payload"), message.toString());
        if (type.equals("ok") && operation != null) {
          result(operation, message.get("result"));
        }
        return;
      }
    }
    throw fault(type, "no such message", message.toString());
  }

  private static void result(String operation, @Nullable JsonNode result) {
    var text = result == null ? "" : result.toString();
    if (operation.equals("positions")) {
      check(operation, ASYNCAPI.at("/components/schemas/PositionsTaken"), text);
      return;
    }
    var route =
        ROUTES.stream()
            .filter(each -> each.operationId.equals(operation))
            .findFirst()
            .orElseThrow();
    for (var response : route.responses.properties()) {
      if (response.getKey().startsWith("2")) {
        var schema = response.getValue().at("/content/application~1json/schema");
        if (schema.isMissingNode() != (result == null)) {
          throw fault(operation, "answered with and without a result", text);
        }
        if (result != null) {
          check(operation, schema, text);
        }
        return;
      }
    }
  }

  private static void check(String what, JsonNode schema, String body) {
    OutputUnit found;
    try {
      // Wrapped, because the library takes objects only where bodies may be arrays, too.
      var value = new JsonObject("{\"body\":" + body + "}").getValue("body");
      found = VALIDATORS.computeIfAbsent(schema, ContractCheck::validator).validate(value);
    } catch (RuntimeException e) {
      throw fault(what, e.toString(), body);
    }
    if (!Boolean.TRUE.equals(found.getValid())) {
      var errors =
          Objects.requireNonNullElse(found.getErrors(), List.<OutputUnit>of()).stream()
              .map(error -> error.getInstanceLocation() + ": " + error.getError())
              .distinct()
              .collect(Collectors.joining("\n  "));
      throw fault(what, errors, body);
    }
  }

  private static AssertionError fault(String what, String why, String body) {
    var shown = body.length() > 2_000 ? body.substring(0, 2_000) + "…" : body;
    return new AssertionError("not as the contract says: %s\n  %s\n%s".formatted(what, why, shown));
  }

  private static Validator validator(JsonNode schema) {
    return SCHEMAS.validator(JsonSchema.of(new JsonObject(schema.toString())), OPTIONS);
  }

  private static JsonNode component(String name) {
    return OPENAPI.at("/components/schemas/" + name);
  }

  private static SchemaRepository schemas() {
    var repository = SchemaRepository.create(OPTIONS);
    for (var contract : Map.of("openapi.yaml", OPENAPI, "asyncapi.yaml", ASYNCAPI).entrySet()) {
      for (var schema : contract.getValue().at("/components/schemas").properties()) {
        repository.dereference(
            address(contract.getKey(), schema.getKey()),
            JsonSchema.of(new JsonObject(schema.getValue().toString())));
      }
    }
    return repository;
  }

  private static String address(String file, String schema) {
    return BASE + file + "/" + schema;
  }

  private static List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var path : OPENAPI.path("paths").properties()) {
      var pattern = Pattern.compile(path.getKey().replaceAll("\\{\\w+}", "[^/]+"));
      for (var operation : path.getValue().properties()) {
        if (operation.getValue().has("operationId")) {
          routes.add(
              new Route(
                  operation.getKey().toUpperCase(java.util.Locale.ROOT),
                  pattern,
                  operation.getValue().path("operationId").asText(),
                  operation.getValue().path("responses")));
        }
      }
    }
    // Addresses without parameters first.
    routes.sort(java.util.Comparator.comparing(route -> route.path.pattern().contains("[^/]+")));
    return List.copyOf(routes);
  }

  /// The contract with every reference to a schema made absolute, so that any part of it can be
  /// used alone.
  private static JsonNode read(String file) {
    try {
      var contract = Json.YAML.readTree(Files.readString(CONTRACTS.resolve(file)));
      makeAbsolute(contract, file);
      return contract;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makeAbsolute(JsonNode node, String file) {
    if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
      var parts = object.path("$ref").asText().split("#/components/schemas/", -1);
      if (parts.length == 2) {
        var owner = parts[0].isEmpty() ? file : parts[0].replace("./", "");
        object.set("$ref", TextNode.valueOf(address(owner, parts[1])));
      }
    }
    node.forEach(child -> makeAbsolute(child, file));
  }
}
