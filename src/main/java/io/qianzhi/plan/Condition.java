package io.qianzhi.plan;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// When a step of a plan is needed at all: every part that is given must hold.
///
/// @param gradeAtLeast 1 Ⅰ特别重大 … 4 Ⅳ一般; an incident without grade is below all
/// @param families the grading families of event-types.yaml
/// @param eventTypes types of incident, with those below them
/// @param answer what an earlier step has to have answered
public record Condition(
    @Nullable Integer gradeAtLeast,
    List<String> families,
    List<String> eventTypes,
    @Nullable Answered answer) {

  /// An earlier step and the answers that make this one needed.
  public record Answered(String step, List<String> is) {}

  /// What is known of the incident.
  ///
  /// @param eventTypes its type and those above it
  record Situation(@Nullable Integer grade, String family, List<String> eventTypes) {}

  boolean holds(Situation situation, Function<String, @Nullable String> answerOf) {
    return gradeHolds(situation.grade())
        && (families.isEmpty() || families.contains(situation.family()))
        && (eventTypes.isEmpty() || situation.eventTypes().stream().anyMatch(eventTypes::contains))
        && (answer == null || answered(answer, answerOf.apply(answer.step())));
  }

  private boolean gradeHolds(@Nullable Integer grade) {
    return gradeAtLeast == null || (grade != null && grade <= gradeAtLeast);
  }

  private static boolean answered(Answered wanted, @Nullable String given) {
    return given != null && wanted.is().contains(given);
  }
}
