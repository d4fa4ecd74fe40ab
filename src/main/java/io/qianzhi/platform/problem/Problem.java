package io.qianzhi.platform.problem;

import java.util.List;
import java.util.Map;

/// A failure somebody outside can understand: an HTTP status, a stable code and a sentence that
/// says what happened and what to do. Thrown anywhere in a use case; leaves as RFC 9457 JSON.
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final List<FieldError> errors;

  /// One wrong field of the request.
  public record FieldError(String field, String message) {}

  private Problem(int status, String code, String detail, List<FieldError> errors) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /// 400: the request itself is wrong; repeating it does not help.
  public static Problem invalid(String code, String detail) {
    return new Problem(400, code, detail, List.of());
  }

  /// 400 for one field.
  public static Problem invalidField(String field, String message) {
    return new Problem(400, "invalid_request", message, List.of(new FieldError(field, message)));
  }

  /// 401: who are you?
  public static Problem unauthenticated(String code, String detail) {
    return new Problem(401, code, detail, List.of());
  }

  /// 403: not yours to do, or outside your area.
  public static Problem forbidden(String code, String detail) {
    return new Problem(403, code, detail, List.of());
  }

  /// 404: there is no such thing, or it is outside your area.
  public static Problem notFound(String what, Object id) {
    return new Problem(404, "not_found", "There is no " + what + " " + id + ".", List.of());
  }

  /// 409: the world is in another state than the request thinks.
  public static Problem conflict(String code, String detail) {
    return new Problem(409, code, detail, List.of());
  }

  /// 409: somebody changed it in between.
  public static Problem staleVersion(String what, int expected, int actual) {
    return conflict(
        "stale_version",
        "The %s is at version %d, not %d: somebody changed it. Read it again."
            .formatted(what, actual, expected));
  }

  /// 429: too often.
  public static Problem tooMany(String code, String detail) {
    return new Problem(429, code, detail, List.of());
  }

  /// Any other status, for what the HTTP layer itself refuses.
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of());
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

  /// The RFC 9457 members.
  public Map<String, Object> toJson() {
    var title = code.replace('_', ' ');
    return errors.isEmpty()
        ? Map.of(
            "type",
            "about:blank",
            "title",
            title,
            "status",
            status,
            "code",
            code,
            "detail",
            detail())
        : Map.of(
            "type",
            "about:blank",
            "title",
            title,
            "status",
            status,
            "code",
            code,
            "detail",
            detail(),
            "errors",
            errors);
  }
}
