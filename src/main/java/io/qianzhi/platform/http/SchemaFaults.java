package io.qianzhi.platform.http;

import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem.FieldError;
import io.vertx.json.schema.OutputUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the validator of the contract found, as fields and rules. It reports each fault once per
/// schema around it; only the innermost says what is wrong.
public final class SchemaFaults {
  private static final int MOST = 20;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private static final Map<String, FieldRule> RULES =
      Map.ofEntries(
          Map.entry("required", FieldRule.MISSING),
          Map.entry("additionalProperties", FieldRule.UNKNOWN_FIELD),
          Map.entry("type", FieldRule.WRONG_TYPE),
          Map.entry("pattern", FieldRule.WRONG_FORM),
          Map.entry("enum", FieldRule.NOT_ONE_OF),
          Map.entry("const", FieldRule.NOT_ONE_OF),
          Map.entry("minLength", FieldRule.TOO_SHORT),
          Map.entry("maxLength", FieldRule.TOO_LONG),
          Map.entry("minimum", FieldRule.TOO_SMALL),
          Map.entry("maximum", FieldRule.TOO_LARGE),
          Map.entry("minItems", FieldRule.TOO_FEW),
          Map.entry("minProperties", FieldRule.TOO_FEW),
          Map.entry("maxItems", FieldRule.TOO_MANY),
          Map.entry("maxProperties", FieldRule.TOO_MANY));

  private SchemaFaults() {}

  /// @param name of the value, where it is a parameter and not a body; else empty
  public static List<FieldError> of(@Nullable OutputUnit found, String name) {
    if (found == null || found.getErrors() == null) {
      return List.of();
    }
    var faults = found.getErrors().stream().flatMap(error -> fault(error, name).stream()).toList();
    // A field that breaks its own schema is reported as an unknown one besides.
    var telling = faults.stream().filter(fault -> fault.rule() != FieldRule.UNKNOWN_FIELD).toList();
    return (telling.isEmpty() ? faults : telling).stream().distinct().limit(MOST).toList();
  }

  private static Optional<FieldError> fault(OutputUnit error, String name) {
    var location = String.valueOf(error.getKeywordLocation());
    var rule = RULES.get(location.substring(location.lastIndexOf('/') + 1));
    if (rule == null) {
      return Optional.empty();
    }
    var text = String.valueOf(error.getError());
    var field = field(error, name);
    if (rule == FieldRule.MISSING) {
      var missing = QUOTED.matcher(text);
      field = join(field, missing.find() ? missing.group(1) : "");
    }
    return Optional.of(describe(field, rule, limit(rule, text)));
  }

  /// Such as `casualties.dead`.
  private static String field(OutputUnit error, String name) {
    var pointer = String.valueOf(error.getInstanceLocation()).replaceFirst("^#/?", "");
    return join(name, pointer.replace('/', '.'));
  }

  private static String join(String left, String right) {
    return Stream.of(left, right)
        .filter(part -> !part.isEmpty())
        .reduce((first, second) -> first + "." + second)
        .orElse("");
  }

  /// The validator names what it found and then what it held that against.
  private static @Nullable Number limit(FieldRule rule, String text) {
    return switch (rule) {
      case TOO_SHORT, TOO_LONG, TOO_SMALL, TOO_LARGE, TOO_FEW, TOO_MANY ->
          NUMBER
              .matcher(text)
              .results()
              .map(number -> new BigDecimal(number.group()))
              .reduce((first, second) -> second)
              .map(SchemaFaults::plain)
              .orElse(null);
      default -> null;
    };
  }

  private static Number plain(BigDecimal number) {
    if (number.stripTrailingZeros().scale() <= 0) {
      return number.longValue();
    }
    return number.doubleValue();
  }

  static FieldError describe(String field, FieldRule rule, @Nullable Number limit) {
    var subject = field.isEmpty() ? "The body" : field;
    var fault =
        switch (rule) {
          case MISSING -> " is missing.";
          case UNKNOWN_FIELD -> " is not known here.";
          case WRONG_TYPE -> " is of the wrong type.";
          case WRONG_FORM -> " does not have the form it must have.";
          case NOT_ONE_OF -> " is none of the values it may have.";
          case TOO_SHORT -> " is too short: at least " + limit + " characters.";
          case TOO_LONG -> " is too long: at most " + limit + " characters.";
          case TOO_SMALL -> " is too small: at least " + limit + ".";
          case TOO_LARGE -> " is too large: at most " + limit + ".";
          case TOO_FEW -> " has too few entries: at least " + limit + ".";
          case TOO_MANY -> " has too many entries: at most " + limit + ".";
          case NO_SUCH_THING -> " names nothing that is there.";
          case IMPOSSIBLE -> " cannot be so.";
        };
    return new FieldError(field, rule, limit, subject + fault);
  }
}
