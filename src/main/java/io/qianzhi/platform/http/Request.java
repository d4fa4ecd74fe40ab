package io.qianzhi.platform.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that has passed the contract, from HTTP or from the live socket.
///
/// Getters of required parameters rely on the contract having asked for them.
public final class Request {
  private final @Nullable Actor actor;
  private final ValidatedRequest input;
  private final @Nullable String idempotencyKey;
  private final String remoteAddress;

  Request(
      @Nullable Actor actor,
      ValidatedRequest input,
      @Nullable String idempotencyKey,
      String remoteAddress) {
    this.actor = actor;
    this.input = input;
    this.idempotencyKey = idempotencyKey;
    this.remoteAddress = remoteAddress;
  }

  /// Who asks. Only operations with permission `public` have none.
  public Actor actor() {
    return Objects.requireNonNull(actor);
  }

  @Nullable Actor actorOrNull() {
    return actor;
  }

  @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /// The caller's network address, for sign-in limits.
  public String remoteAddress() {
    return remoteAddress;
  }

  public UUID id(String pathParameter) {
    return UUID.fromString(text(input.getPathParameters().get(pathParameter)));
  }

  public int pathInt(String pathParameter) {
    return Objects.requireNonNull(input.getPathParameters().get(pathParameter)).getInteger();
  }

  public String path(String pathParameter) {
    return text(input.getPathParameters().get(pathParameter));
  }

  /// The body of an operation that takes bytes.
  public Buffer bytes() {
    return input.getBody().getBuffer();
  }

  public String query(String name) {
    return text(input.getQuery().get(name));
  }

  public @Nullable String queryOrNull(String name) {
    var parameter = input.getQuery().get(name);
    return parameter == null || parameter.isEmpty() ? null : parameter.getString();
  }

  public int queryInt(String name, int otherwise) {
    var parameter = input.getQuery().get(name);
    return parameter == null || parameter.isEmpty() ? otherwise : parameter.getInteger();
  }

  public @Nullable Double queryDouble(String name) {
    var parameter = input.getQuery().get(name);
    return parameter == null || parameter.isEmpty()
        ? null
        : Double.valueOf(((Number) parameter.get()).doubleValue());
  }

  /// A time parameter.
  ///
  /// @throws Problem when it matches the pattern but is no time, such as February 30th
  public @Nullable Instant queryInstant(String name) {
    var value = queryOrNull(name);
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(value);
    } catch (java.time.format.DateTimeParseException e) {
      throw Problem.invalidField(name, FieldRule.IMPOSSIBLE, "This is not a time: " + value);
    }
  }

  /// The JSON body as a record.
  public <T> T body(Class<T> type) {
    return readBody(json -> Json.read(json, type));
  }

  /// The body of an operation that does without, if there is one.
  public <T> Optional<T> bodyIfGiven(Class<T> type) {
    var given = input.getBody();
    return given == null || given.isEmpty() ? Optional.empty() : Optional.of(body(type));
  }

  public <T> T body(TypeReference<T> type) {
    return readBody(json -> Json.read(json, type));
  }

  private <T> T readBody(java.util.function.Function<String, T> reader) {
    try {
      return reader.apply(input.getBody().getJsonObject().encode());
    } catch (IllegalArgumentException e) {
      var field =
          e.getCause() instanceof JsonMappingException mapping
              ? mapping.getPath().stream()
                  .map(JsonMappingException.Reference::getFieldName)
                  .filter(Objects::nonNull)
                  .collect(Collectors.joining("."))
              : "";
      throw Problem.invalidField(
          field, FieldRule.WRONG_FORM, "The value of " + field + " cannot be read.");
    }
  }

  private static String text(@Nullable RequestParameter parameter) {
    return Objects.requireNonNull(parameter).getString();
  }
}
