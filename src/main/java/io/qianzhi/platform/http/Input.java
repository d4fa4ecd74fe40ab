package io.qianzhi.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came with an operation, in the shape the contract checks.
record Input(
    Map<String, RequestParameter> pathParameters,
    Map<String, RequestParameter> query,
    Map<String, RequestParameter> headers,
    RequestParameter body,
    @Nullable String contentType)
    implements ValidatableRequest {

  /// Of a command from the live socket.
  static Input of(
      @Nullable JsonObject path, @Nullable JsonObject query, @Nullable JsonObject body) {
    var content = body == null ? null : body.toBuffer();
    return new Input(
        parameters(path), parameters(query), Map.of(), new Value(content), "application/json");
  }

  /// Of a request over HTTP. The router has decoded path and query; the extractor of the library
  /// would do it once more, and stumble over every `%` that somebody typed.
  static Input of(RoutingContext ctx, Operation operation) {
    var path = new HashMap<String, RequestParameter>();
    var query = new HashMap<String, RequestParameter>();
    var headers = new HashMap<String, RequestParameter>();
    for (var parameter : operation.getParameters()) {
      var name = parameter.getName();
      switch (parameter.getIn()) {
        case PATH -> path.put(name, new Value(ctx.pathParam(name)));
        case QUERY -> query.put(name, new Value(ctx.queryParams().get(name)));
        case HEADER -> headers.put(name, new Value(ctx.request().getHeader(name)));
        case COOKIE -> throw new IllegalStateException("The contract has no cookies: " + name);
      }
    }
    return new Input(
        path,
        query,
        headers,
        new Value(ctx.body().buffer()),
        ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
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
    return headers;
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
  public @Nullable String getContentType() {
    return contentType;
  }
}
