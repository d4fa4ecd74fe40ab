package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.alert.Notice;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever the timeline may tell has words: in the console, on paper and on the review's slider.
class EventKindsTest {
  private static final Pattern LITERAL = Pattern.compile("\"([a-z_]+)\\.([a-z_]*)\"");

  /// What things that happen happen to; other words with a dot are files and addresses.
  private static final Set<String> NOUNS =
      Set.of(
          "assignment",
          "call",
          "command",
          "command_post",
          "cordon",
          "exercise",
          "finding",
          "group",
          "incident",
          "muster",
          "notice",
          "order",
          "person",
          "proposal",
          "release",
          "report",
          "response",
          "review",
          "step",
          "unit",
          "withdrawal");

  @Test
  void everyKindOfEventHasWordsInBothLanguages() throws IOException {
    var words = Files.readString(Path.of("web-console/src/timeline/words.ts"));
    assertThat(lacking(words, "(\\w+): \"", 2)).isEmpty();
  }

  @Test
  void printedLogsKnowEveryKindOfEvent() throws IOException {
    var activities = Json.YAML.readTree(Path.of("conf/activities.yaml").toFile());
    var known = new TreeSet<String>();
    activities.path("kinds").fieldNames().forEachRemaining(known::add);
    activities.path("leftOut").forEach(kind -> known.add(kind.asText()));
    assertThat(known).isEqualTo(kinds());
  }

  @Test
  void theReviewsSliderKnowsEveryKindOfEvent() throws IOException {
    var marks = Files.readString(Path.of("web-console/src/review/marks.ts"));
    assertThat(lacking(marks, "\\b([a-z]+(?:_[a-z]+)+)\\b", 1)).isEmpty();
  }

  /// The kinds that do not stand in a text so many times at least.
  private static Set<String> lacking(String text, String pattern, int times) throws IOException {
    var known =
        Pattern.compile(pattern)
            .matcher(text)
            .results()
            .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
    return kinds().stream()
        .map(kind -> kind.replace('.', '_'))
        .filter(key -> known.getOrDefault(key, 0L) < times)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The kinds of events that stand in the code, by their words. A constant is a deadline, a word
  /// of the contract is a permission.
  private static Set<String> kinds() throws IOException {
    var permissions = Files.readString(Path.of("src/main/resources/openapi.yaml"));
    var kinds = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Files.readAllLines(file).stream()
            .filter(line -> !line.contains("static final String"))
            .flatMap(line -> LITERAL.matcher(line).results())
            .filter(found -> NOUNS.contains(found.group(1)) && !found.group(2).equals("yaml"))
            .flatMap(found -> expand(found.group(1), found.group(2)))
            .filter(kind -> !permissions.contains("x-permission: " + kind))
            .forEach(kinds::add);
      }
    }
    return kinds;
  }

  /// A kind that ends with a state is every one that can be reached.
  private static Stream<String> expand(String noun, String verb) {
    if (!verb.isEmpty()) {
      return Stream.of(noun + "." + verb);
    }
    Enum<?>[] states = noun.equals("notice") ? Notice.State.values() : Assignment.State.values();
    return Stream.of(states)
        .filter(state -> state != Notice.State.QUEUED)
        .map(state -> noun + "." + Json.word(state));
  }
}
