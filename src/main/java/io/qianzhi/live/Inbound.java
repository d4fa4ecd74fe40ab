package io.qianzhi.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.http.SchemaFaults;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.tracking.ReportedFix;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what clients send, checked against the schemas of `asyncapi.yaml`.
final class Inbound {
  /// Something a client said, or why it cannot be understood.
  sealed interface Message {}

  record Hello(String token, String device, @Nullable String cursor) implements Message {}

  record Token(String token) implements Message {}

  record Command(
      String id,
      String operation,
      @Nullable JsonObject path,
      @Nullable JsonObject query,
      @Nullable JsonObject body)
      implements Message {}

  record Look(double west, double south, double east, double north) implements Message {}

  record Positions(String id, List<ReportedFix> fixes) implements Message {}

  record Ping() implements Message {}

  /// JSON, but not what the contract asks for.
  ///
  /// @param id the message's own id, where it has one
  record Refused(@Nullable String id, Problem problem) implements Message {}

  /// Not even a JSON object.
  record Unreadable(String code) implements Message {}

  private final Map<String, Validator> validators = new HashMap<>();

  Inbound() {
    var contract = contract();
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://qianzhi.local/asyncapi/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    for (JsonNode received : contract.at("/operations/receive/messages")) {
      var name = received.path("$ref").asText().replaceAll(".*/", "");
      var payload = contract.at("/components/messages/" + name + "/payload");
      var schema = JsonSchema.of(new JsonObject(payload.toString()));
      validators.put(name, Validator.create(schema, options));
    }
  }

  private static JsonNode contract() {
    try (InputStream in = Inbound.class.getResourceAsStream("/asyncapi.yaml")) {
      return Json.YAML.readTree(Objects.requireNonNull(in, "asyncapi.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Message read(Buffer frame) {
    JsonObject json;
    try {
      json = new JsonObject(decode(frame));
    } catch (CharacterCodingException e) {
      return new Unreadable("not_utf8");
    } catch (DecodeException | ClassCastException e) {
      return new Unreadable("malformed_json");
    }
    return read(json);
  }

  /// Strictly: a replaced character would end up in somebody's timeline.
  private static String decode(Buffer frame) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.getBytes())).toString();
  }

  private Message read(JsonObject json) {
    var id = json.getValue("id") instanceof String text && text.length() <= 64 ? text : null;
    var type = json.getValue("type") instanceof String text ? text : "";
    var validator = validators.get(type);
    if (validator == null) {
      return new Refused(
          id, Problem.invalid("unknown_message", "There is no message of this type."));
    }
    var result = validator.validate(json);
    if (!Boolean.TRUE.equals(result.getValid())) {
      return new Refused(id, explain(result));
    }
    return switch (type) {
      case "hello" ->
          new Hello(json.getString("token"), json.getString("device"), json.getString("cursor"));
      case "token" -> new Token(json.getString("token"));
      case "command" ->
          new Command(
              json.getString("id"),
              json.getString("operation"),
              json.getJsonObject("path"),
              json.getJsonObject("query"),
              json.getJsonObject("body"));
      case "look" -> look(json);
      case "positions" -> positions(json);
      default -> new Ping();
    };
  }

  private static Message look(JsonObject json) {
    var look =
        new Look(
            json.getDouble("west"),
            json.getDouble("south"),
            json.getDouble("east"),
            json.getDouble("north"));
    return look.west <= look.east && look.south <= look.north
        ? look
        : new Refused(null, Problem.invalid("invalid_message", "The box ends before it begins."));
  }

  private static Message positions(JsonObject json) {
    var fixes = new ArrayList<ReportedFix>();
    for (Object value : json.getJsonArray("fixes")) {
      var fix = (JsonObject) value;
      try {
        fixes.add(
            new ReportedFix(
                Instant.parse(fix.getString("fixAt")),
                fix.getDouble("latitude"),
                fix.getDouble("longitude"),
                fix.getDouble("accuracyMeters"),
                fix.getDouble("speedMetersPerSecond"),
                fix.getDouble("headingDegrees")));
      } catch (DateTimeException e) {
        return new Refused(
            json.getString("id"),
            Problem.invalidField(
                "fixAt", FieldRule.IMPOSSIBLE, "This is not a time: " + fix.getString("fixAt")));
      }
    }
    return new Positions(json.getString("id"), fixes);
  }

  private static Problem explain(OutputUnit result) {
    var faults = SchemaFaults.of(result, "");
    return faults.isEmpty()
        ? Problem.invalid("invalid_message", "The message does not follow the contract.")
        : Problem.invalidFields("invalid_message", faults);
  }
}
