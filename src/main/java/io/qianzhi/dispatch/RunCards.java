package io.qianzhi.dispatch;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which units a type of incident needs at a grade, from `conf/run-cards.yaml`.
public final class RunCards {
  private static final List<String> GRADES = List.of("1", "2", "3", "4", "ungraded");

  private final File file;

  private record File(String version, List<RunCard> cards) {}

  /// One card.
  record RunCard(String id, Text name, List<String> types, List<String> grades, List<Line> lines) {}

  /// One need: so many units of a service, with a capability where it matters.
  record Line(Text need, String service, @Nullable String capability, int quantity) {}

  private RunCards(File file) {
    this.file = file;
  }

  public static RunCards load(Config config) {
    var file = config.read("run-cards.yaml", File.class);
    for (var card : file.cards()) {
      if (card.lines().isEmpty() || !GRADES.containsAll(card.grades())) {
        throw new Config.Fault(
            "run-cards.yaml: %s must have lines, and grades among %s."
                .formatted(card.id(), GRADES));
      }
      for (var line : card.lines()) {
        if (line.quantity() < 1 || line.quantity() > 50) {
          throw new Config.Fault(
              "run-cards.yaml: %s asks for %d × %s; a line has 1 to 50."
                  .formatted(card.id(), line.quantity(), line.need().en()));
        }
      }
    }
    boolean complete =
        file.cards().stream()
            .anyMatch(card -> card.types().contains("1") && card.grades().containsAll(GRADES));
    if (!complete) {
      throw new Config.Fault(
          "run-cards.yaml: the last card must serve type 1 at every grade, so that no incident is"
              + " without.");
    }
    return new RunCards(file);
  }

  /// The names of all cards.
  public Set<String> ids() {
    return file.cards().stream().map(RunCard::id).collect(Collectors.toUnmodifiableSet());
  }

  /// The card of that name.
  RunCard named(String id) {
    return file.cards().stream().filter(card -> card.id().equals(id)).findFirst().orElseThrow();
  }

  String version() {
    return file.version();
  }

  List<RunCard> all() {
    return file.cards();
  }

  /// The first card that fits.
  RunCard find(String typeCode, @Nullable Integer grade) {
    var wanted = grade == null ? "ungraded" : grade.toString();
    return file.cards().stream()
        .filter(card -> card.grades().contains(wanted))
        .filter(card -> card.types().stream().anyMatch(typeCode::startsWith))
        .findFirst()
        .orElseThrow();
  }
}
