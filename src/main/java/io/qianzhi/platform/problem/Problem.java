package io.qianzhi.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A failure somebody outside can understand: an HTTP status, a stable code and a sentence that
/// says what happened and what to do. Thrown anywhere in a use case; leaves as RFC 9457 JSON.
///
/// The sentence is for developers; what a page needs to say the same in its own language stands in
/// the parameters, see `ProblemParams` in the contract.
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final List<FieldError> errors;
  private final Map<String, Object> params;

  /// One wrong field of the request.
  ///
  /// @param limit the number that a size or value is held against
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FieldError(String field, FieldRule rule, @Nullable Number limit, String message) {}

  private Problem(
      int status, String code, String detail, List<FieldError> errors, Map<String, Object> params) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.params = params;
  }

  /// 400: the request itself is wrong; repeating it does not help.
  public static Problem invalid(String code, String detail) {
    return of(400, code, detail);
  }

  /// 400 for one field.
  public static Problem invalidField(String field, FieldRule rule, String message) {
    return invalidFields("invalid_request", List.of(new FieldError(field, rule, null, message)));
  }

  /// 400 for fields, of which the first is told as the reason.
  public static Problem invalidFields(String code, List<FieldError> errors) {
    var first = errors.getFirst();
    var problem =
        new Problem(400, code, first.message(), errors, Map.of())
            .with("field", first.field())
            .with("rule", first.rule());
    return first.limit() == null ? problem : problem.with("limit", first.limit());
  }

  /// 401: who are you?
  public static Problem unauthenticated(String code, String detail) {
    return of(401, code, detail);
  }

  /// 403: not yours to do, or outside your area.
  public static Problem forbidden(String code, String detail) {
    return of(403, code, detail);
  }

  /// 404: there is no such thing, or it is outside your area.
  public static Problem notFound(String what, Object id) {
    return of(404, "not_found", "There is no " + what + " " + id + ".")
        .with("what", what.replace(' ', '_').toLowerCase(Locale.ROOT));
  }

  /// 409: the world is in another state than the request thinks.
  public static Problem conflict(String code, String detail) {
    return of(409, code, detail);
  }

  /// 409: somebody changed it in between.
  public static Problem staleVersion(String what, int expected, int actual) {
    return conflict(
        "stale_version",
        "The %s is at version %d, not %d: somebody changed it. Read it again."
            .formatted(what, actual, expected));
  }

  /// 429: too often.
  public static Problem tooMany(String code, String detail, long waitSeconds) {
    return of(429, code, detail).with("seconds", waitSeconds);
  }

  /// Any other status, for what the HTTP layer itself refuses.
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of());
  }

  /// The same with one parameter more, for the sentence of a page.
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(params);
    more.put(name, value);
    return new Problem(status, code, detail(), errors, more);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public @Nullable Object param(String name) {
    return params.get(name);
  }

  /// The RFC 9457 members.
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", "about:blank");
    json.put("title", code.replace('_', ' '));
    json.put("status", status);
    json.put("code", code);
    json.put("detail", detail());
    if (!params.isEmpty()) {
      json.put("params", params);
    }
    if (!errors.isEmpty()) {
      json.put("errors", errors);
    }
    return json;
  }
}
