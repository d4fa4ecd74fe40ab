package io.qianzhi.plan;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody gives to prove that a step was done.
///
/// @param photos hashes of photos that were uploaded before
/// @param answer the code of the choice, where the step asks a question
record Proof(
    @Nullable String words,
    @Nullable Double number,
    List<String> photos,
    @Nullable Point point,
    @Nullable String answer) {

  static Proof words(String words, @Nullable Point point) {
    return new Proof(words, null, List.of(), point, null);
  }

  /// Life safety is never locked by the form of its proof: words are enough.
  ///
  /// @throws Problem `evidence_missing` naming what the step asks for, or when it is no answer
  void requireFor(Step step) {
    boolean words = this.words != null && !this.words.isBlank();
    boolean given =
        switch (step.evidenceKind()) {
          case TEXT, SIGNED_ORDER -> words || (answer != null && !step.answers().isEmpty());
          case NUMBER -> number != null;
          case PHOTO -> !photos.isEmpty();
          case POSITION -> point != null;
        };
    if (!given && !(step.lifeSafety() && words)) {
      throw Problem.invalid(
              "evidence_missing",
              "Step %s is proved by %s: %s."
                  .formatted(step.code(), article(step.evidenceKind()), step.evidenceHint().zh()))
          .with("step", step.title())
          .with("evidence", step.evidenceHint());
    }
    boolean known = step.answers().stream().anyMatch(choice -> choice.code().equals(answer));
    if (!known && (answer != null || !step.answers().isEmpty())) {
      throw Problem.invalidField(
          "answer",
          answer == null ? FieldRule.MISSING : FieldRule.NOT_ONE_OF,
          step.answers().isEmpty()
              ? "Step %s asks no question.".formatted(step.code())
              : "Step %s asks for one of %s."
                  .formatted(
                      step.code(), step.answers().stream().map(PlanStep.Answer::code).toList()));
    }
  }

  private static String article(PlanStep.Evidence.Kind kind) {
    return switch (kind) {
      case TEXT -> "words";
      case NUMBER -> "a number";
      case PHOTO -> "a photo";
      case POSITION -> "a position";
      case SIGNED_ORDER -> "an order in words";
    };
  }

  /// What people read, also where no words were given.
  String read(Step step) {
    var parts = new ArrayList<String>();
    step.answers().stream()
        .filter(choice -> choice.code().equals(answer))
        .forEach(choice -> parts.add(choice.name().zh()));
    if (number != null) {
      var unit = step.evidenceUnit();
      var figure = number == Math.rint(number) ? "%.0f".formatted(number) : number.toString();
      parts.add(figure + (unit == null ? "" : unit.zh()));
    }
    if (words != null && !words.isBlank()) {
      parts.add(words.strip());
    }
    if (parts.isEmpty() && !photos.isEmpty()) {
      parts.add("照片%d张".formatted(photos.size()));
    }
    if (parts.isEmpty() && point != null) {
      parts.add("%.5f, %.5f".formatted(point.latitude(), point.longitude()));
    }
    return String.join("；", parts);
  }
}
