package io.qianzhi.command.release;

import io.qianzhi.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a release tells.
///
/// @param area whom it concerns by place
/// @param casualties null = it gives no counts
public record ReleaseContent(
    ReleaseText zh,
    @Nullable ReleaseText en,
    String area,
    @Nullable Counts casualties,
    Category category,
    Severity severity,
    Urgency urgency) {

  /// Verified counts of people.
  public record Counts(int dead, int missing, int injured) {}

  /// As CAP 1.2 has it.
  public enum Category {
    GEO,
    MET,
    SAFETY,
    SECURITY,
    RESCUE,
    FIRE,
    HEALTH,
    ENV,
    TRANSPORT,
    INFRA,
    CBRNE,
    OTHER
  }

  /// As CAP 1.2 has it.
  public enum Severity {
    EXTREME,
    SEVERE,
    MODERATE,
    MINOR,
    UNKNOWN
  }

  /// As CAP 1.2 has it.
  public enum Urgency {
    IMMEDIATE,
    EXPECTED,
    FUTURE,
    PAST,
    UNKNOWN
  }

  /// Without blanks around, and without an English text that says nothing.
  ReleaseContent stripped() {
    var english = en == null || String.join("", en.all()).isBlank() ? null : en.stripped();
    return new ReleaseContent(
        zh.stripped(), english, area.strip(), casualties, category, severity, urgency);
  }

  /// Every text the public would read.
  List<String> texts() {
    var all = new ArrayList<>(zh.all());
    if (en != null) {
      all.addAll(en.all());
    }
    all.add(area);
    return all;
  }

  /// @throws Problem `release_incomplete` when the public would learn nothing
  void requireComplete() {
    if (zh.headline().isBlank() || zh.facts().isBlank()) {
      throw Problem.conflict(
          "release_incomplete",
          "A release needs a headline and facts in Chinese. Write them first.");
    }
    if (en != null && (en.headline().isBlank() || en.facts().isBlank())) {
      throw Problem.conflict(
          "release_incomplete",
          "The English text needs a headline and facts. Write them, or leave English out.");
    }
  }
}
