package io.qianzhi.platform.http;

import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where failures become problems: what the caller did is told to the caller, what we
/// did is logged in one line with a reference that the caller gets too.
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final int LIMIT_KILOBYTES = HttpVerticle.BODY_LIMIT_BYTES / 1_024;
  private static final Pattern PARAMETER =
      Pattern.compile("\\b(?:path|query|header|cookie) parameter (\\S+)");

  private Failures() {}

  /// @param status where nothing else says what is wrong, as with an address that cannot be decoded
  static void handle(RoutingContext ctx, int status) {
    var problem = toProblem(ctx.failure(), status, ctx.request().path());
    var response = ctx.response();
    if (response.ended() || response.headWritten()) {
      ctx.request().connection().close();
      return;
    }
    if (problem.status() == 429) {
      response.putHeader("Retry-After", String.valueOf(problem.param("seconds")));
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Json.write(problem.toJson()));
  }

  /// @param where the path or operation, for the log
  public static Problem toProblem(@Nullable Throwable failure, int status, String where) {
    return switch (failure) {
      case null -> fromStatus(status);
      case Problem problem -> problem;
      case CompletionException wrapper when wrapper.getCause() != null ->
          toProblem(wrapper.getCause(), status, where);
      // Their causes know no problems of ours: the token library's, and a query that is no query.
      case HttpException http when http.getStatusCode() == 401 -> fromStatus(401);
      case HttpException http when http.getCause() instanceof IllegalArgumentException ->
          fromStatus(http.getStatusCode());
      case HttpException http when http.getCause() != null ->
          toProblem(http.getCause(), http.getStatusCode(), where);
      case HttpException http -> fromStatus(http.getStatusCode());
      case SchemaValidationException schema -> fromSchema(schema);
      case ValidatorException validator -> fromValidator(validator);
      case PgException pg -> fromDatabase(pg, where);
      case Throwable other -> internal(other, where);
    };
  }

  private static Problem fromSchema(SchemaValidationException schema) {
    var faults = SchemaFaults.of(schema.getOutputUnit(), parameterName(schema));
    return faults.isEmpty()
        ? Problem.invalid("invalid_request", firstLine(schema.getMessage()))
        : Problem.invalidFields("invalid_request", faults);
  }

  private static Problem fromValidator(ValidatorException validator) {
    var name = parameterName(validator);
    return validator.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER && !name.isEmpty()
        ? Problem.invalidFields(
            "invalid_request", List.of(SchemaFaults.describe(name, FieldRule.MISSING, null)))
        : Problem.invalid("invalid_request", firstLine(validator.getMessage()));
  }

  /// The library tells it in its sentence only; empty for a body.
  private static String parameterName(ValidatorException failure) {
    var named = PARAMETER.matcher(String.valueOf(failure.getMessage()));
    return named.find() ? named.group(1) : "";
  }

  /// Foreign keys and checks guard what use cases have already looked at; the loser of a race meets
  /// them here.
  private static Problem fromDatabase(PgException failure, String where) {
    return switch (String.valueOf(failure.getSqlState())) {
      case "23505", "23P01", "40001", "40P01" ->
          Problem.conflict("changed_meanwhile", "Somebody else was faster. Read again and retry.");
      case "23503" -> Problem.invalid("unknown_reference", "It names something that is not there.");
      case "22021", "22P05" ->
          Problem.invalid("invalid_text", "The text has a character that cannot be stored.");
      default -> internal(failure, where);
    };
  }

  private static Problem internal(Throwable failure, String where) {
    var reference = Long.toHexString(System.nanoTime());
    LOG.error("{} failed, reference {}", where, reference, failure);
    return Problem.of(
            500,
            "internal",
            "Something broke on our side; nothing was changed. Reference " + reference)
        .with("reference", reference);
  }

  private static Problem fromStatus(int status) {
    return switch (status) {
      case 400 -> Problem.invalid("invalid_request", "The request cannot be read.");
      case 401 -> Problem.unauthenticated("not_signed_in", "Sign in first.");
      case 403 -> Problem.forbidden("permission_denied", "This is not yours to do.");
      case 404 ->
          Problem.of(404, "not_found", "There is nothing at this address.").with("what", "address");
      case 405 -> Problem.of(405, "method_not_allowed", "This address does not know that method.");
      case 413 ->
          Problem.of(413, "too_large", "The body is larger than " + LIMIT_KILOBYTES + " kB.")
              .with("kilobytes", LIMIT_KILOBYTES);
      case 415 -> Problem.of(415, "unsupported_media_type", "Send application/json.");
      default -> Problem.of(status < 400 ? 500 : status, "refused", "The request was refused.");
    };
  }

  private static String firstLine(@Nullable String message) {
    var text = message == null ? "The request does not follow the contract." : message;
    int end = text.indexOf('\n');
    var line = end < 0 ? text : text.substring(0, end);
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
