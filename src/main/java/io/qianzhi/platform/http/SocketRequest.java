package io.qianzhi.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A command from the live socket in the shape the contract checks.
record SocketRequest(
    Map<String, RequestParameter> pathParameters,
    Map<String, RequestParameter> query,
    RequestParameter body)
    implements ValidatableRequest {

  static SocketRequest of(
      @Nullable JsonObject path, @Nullable JsonObject query, @Nullable JsonObject body) {
    var content = body == null ? null : body.toBuffer();
    return new SocketRequest(parameters(path), parameters(query), new Value(content));
  }

  private static Map<String, RequestParameter> parameters(@Nullable JsonObject values) {
    var parameters = new HashMap<String, RequestParameter>();
    if (values != null) {
      values.forEach(entry -> parameters.put(entry.getKey(), new Value(entry.getValue())));
    }
    return parameters;
  }

  private record Value(@Nullable Object value) implements RequestParameter {
    @Override
    public @Nullable Object get() {
      return value;
    }

    @Override
    public boolean isEmpty() {
      return value == null
          || (value instanceof String text && text.isEmpty())
          || (value instanceof Buffer buffer && buffer.length() == 0);
    }
  }

  @Override
  public Map<String, RequestParameter> getCookies() {
    return Map.of();
  }

  @Override
  public Map<String, RequestParameter> getHeaders() {
    return Map.of();
  }

  @Override
  public Map<String, RequestParameter> getPathParameters() {
    return pathParameters;
  }

  @Override
  public Map<String, RequestParameter> getQuery() {
    return query;
  }

  @Override
  public RequestParameter getBody() {
    return body;
  }

  @Override
  public String getContentType() {
    return "application/json";
  }
}
