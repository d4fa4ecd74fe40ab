package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.TimelineEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What happened in words, for logs on paper: conf/activities.yaml.
public final class Activities {
  private static final Pattern FACT = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Text> kinds;
  private final Map<String, Text> codes;
  private final Function<String, Text> typeName;

  private record File(
      int version, Map<String, Text> kinds, List<String> leftOut, Map<String, Text> codes) {}

  private Activities(File file, Function<String, Text> typeName) {
    this.kinds = file.kinds();
    this.codes = file.codes();
    this.typeName = typeName;
  }

  /// @param typeName what a type of event is called
  public static Activities load(Config config, Function<String, Text> typeName) {
    return new Activities(config.read("activities.yaml", File.class), typeName);
  }

  /// The sentence of an event; null when its kind is not written down.
  @Nullable Text sentence(TimelineEvent event) {
    var words = kinds.get(event.kind());
    if (words == null) {
      return null;
    }
    var detail = Json.read(event.detail(), JsonNode.class);
    return new Text(fill(words.zh(), detail, false), fill(words.en(), detail, true));
  }

  private String fill(String pattern, JsonNode detail, boolean english) {
    return FACT.matcher(pattern)
        .replaceAll(
            fact ->
                Matcher.quoteReplacement(fact(fact.group(1), detail.path(fact.group(1)), english)))
        .replaceAll("\\s+", " ")
        .replaceAll("[：:，,]\\s*$", "")
        .strip();
  }

  private String fact(String name, JsonNode value, boolean english) {
    if (name.equals("typeCode")) {
      var type = typeName.apply(value.asText());
      return english ? type.en() : type.zh();
    }
    if (name.equals("casualties")) {
      return value
          .propertyStream()
          .filter(number -> number.getValue().asInt() > 0)
          .map(number -> code(number.getKey(), english) + " " + number.getValue().asInt())
          .collect(Collectors.joining(" "));
    }
    if (value.isArray()) {
      return value
          .valueStream()
          .map(each -> fact(name, each, english))
          .collect(Collectors.joining(english ? ", " : "、"));
    }
    if (value.isObject()) {
      var text = value.path(english ? "en" : "zh");
      return text.isTextual() ? text.asText() : value.path("name").asText();
    }
    return code(value.asText(), english);
  }

  private String code(String code, boolean english) {
    var text = word(code);
    return english ? text.en() : text.zh();
  }

  /// What a code of the log is called; itself when it has no name.
  Text word(String code) {
    return codes.getOrDefault(code, new Text(code, code));
  }
}
