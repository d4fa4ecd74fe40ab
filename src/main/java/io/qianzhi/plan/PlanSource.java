package io.qianzhi.plan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One file of plans with the line of everything in it.
final class PlanSource {
  private final Path path;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<PlanFault> faults = new ArrayList<>();
  private final List<PlanFault> warnings = new ArrayList<>();
  private @Nullable PlanFile file;

  private PlanSource(Path path) {
    this.path = path;
  }

  /// Reads a file; what it says that no plan can say is among its faults.
  static PlanSource read(Path path) {
    var source = new PlanSource(path);
    try {
      var text = Files.readString(path);
      source.findLines(text);
      var tree =
          Json.YAML.reader(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).readTree(text);
      var mapper = Json.YAML.copy().addHandler(source.new Collector());
      source.file = mapper.treeToValue(tree, PlanFile.class);
      if (source.file == null) {
        source.fault(List.of(), "the file is empty");
      }
    } catch (JacksonException e) {
      source.faults.add(new PlanFault(path, source.line(e), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return source;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /// Only for a source without faults.
  PlanFile file() {
    return PlanFile.given(file);
  }

  List<PlanFault> faults() {
    return faults;
  }

  List<PlanFault> warnings() {
    return warnings;
  }

  boolean isSound() {
    return faults.isEmpty();
  }

  void fault(List<?> entry, String what) {
    var found = new PlanFault(path, line(entry), what);
    if (!faults.contains(found)) {
      faults.add(found);
    }
  }

  /// Something that an administrator should mend and that stops nothing.
  void warn(List<?> entry, String what) {
    warnings.add(new PlanFault(path, line(entry), what));
  }

  /// The place of a step in the file, the last if it is there twice; null when it has none such.
  @Nullable List<Object> entry(String stepCode) {
    var steps = PlanFile.orEmpty(file().steps());
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (stepCode.equals(steps.get(i).code())) {
        return List.of("steps", i);
      }
    }
    return null;
  }

  /// The line of an entry, or of the nearest above it that is written.
  private int line(List<?> entry) {
    for (int length = entry.size(); length > 0; length--) {
      var line =
          lines.get(
              entry.subList(0, length).stream()
                  .map(part -> "/" + part)
                  .collect(Collectors.joining()));
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private int line(JacksonException e) {
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      return e.getLocation().getLineNr();
    }
    return e instanceof JsonMappingException mapping
        ? line(
            mapping.getPath().stream()
                .map(at -> at.getFieldName() == null ? (Object) at.getIndex() : at.getFieldName())
                .toList())
        : 1;
  }

  private void findLines(String text) throws IOException {
    try (var parser = Json.YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        lines.putIfAbsent(pointer(parser), parser.currentTokenLocation().getLineNr());
      }
    }
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  /// Goes on after a field or a word that no plan has, so that all of them are found.
  private final class Collector extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String name)
        throws IOException {
      var known = deserializer.getKnownPropertyNames();
      add(
          parser,
          "there is no field %s here, only %s"
              .formatted(
                  name,
                  known == null
                      ? "others"
                      : known.stream()
                          .map(String::valueOf)
                          .sorted()
                          .collect(Collectors.joining(", "))));
      parser.skipChildren();
      return true;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
        DeserializationContext context, Class<?> type, String value, String failure) {
      var words =
          type.isEnum()
              ? Arrays.stream(type.getEnumConstants())
                  .map(one -> one.toString().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", "))
              : type.getSimpleName();
      add(PlanFile.given(context.getParser()), "%s is none of %s".formatted(value, words));
      return null;
    }

    private void add(JsonParser parser, String what) {
      var pointer = pointer(parser);
      var line = lines.getOrDefault(pointer, 1);
      faults.add(new PlanFault(path, line, what));
    }
  }
}
