package io.qianzhi.plan;

import io.qianzhi.platform.config.Config;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// conf/plan.yaml.
///
/// @param acknowledgeSeconds after which people are reminded of what waits for them
/// @param proposeFromGrade incidents of this grade and worse get their plan proposed
/// @param opinions how many experts must have spoken before a change is signed
/// @param ladder whom the clock tells of a step's deadline, by time
/// @param addedStepsLimit how many steps may be added to a response
/// @param signers one entry for each response level
public record PlanSettings(
    int version,
    int acknowledgeSeconds,
    int proposeFromGrade,
    Opinions opinions,
    List<Ladder.Rung> ladder,
    int addedStepsLimit,
    List<LevelSigners> signers) {
  public static final String FILE = "plan.yaml";
  private static final List<Integer> LEVELS = List.of(1, 2, 3, 4);

  /// How many experts must have spoken, by what is proposed.
  public record Opinions(int raise, int lower, int end) {}

  public PlanSettings {
    if (!signers.stream().map(LevelSigners::level).sorted().toList().equals(LEVELS)) {
      throw new Config.Fault(FILE + ": signers: name each of the levels 1, 2, 3 and 4 once.");
    }
    if (opinions.raise() < 1 || opinions.lower() < 1 || opinions.end() < 1) {
      throw new Config.Fault(
          FILE + ": opinions: 1 or more; in an emergency a raise is signed before them anyway.");
    }
    ladder = ladder.stream().sorted(Comparator.comparingInt(Ladder.Rung::minutes)).toList();
    if (ladder.stream().map(Ladder.Rung::minutes).distinct().count() < ladder.size()) {
      throw new Config.Fault(FILE + ": ladder: two rungs at the same minute.");
    }
    if (ladder.stream().noneMatch(rung -> rung.minutes() == 0)) {
      throw new Config.Fault(
          FILE + ": ladder: somebody must be told at the deadline itself, minutes: 0.");
    }
  }

  /// @throws Config.Fault also where a level names a duty that there is not, or nobody at all
  public static PlanSettings load(Config config, Predicate<String> isDuty) {
    var settings = config.read(FILE, PlanSettings.class);
    for (var level : settings.signers()) {
      level
          .all()
          .forEach(
              seats -> {
                if (seats.isEmpty() || seats.stream().anyMatch(List::isEmpty)) {
                  throw new Config.Fault(
                      "%s: signers of level %d: every decision needs a signature, every signature"
                              .formatted(FILE, level.level())
                          + " a duty.");
                }
                seats.stream()
                    .flatMap(List::stream)
                    .filter(isDuty.negate())
                    .findFirst()
                    .ifPresent(
                        duty -> {
                          throw new Config.Fault(
                              "%s: signers of level %d: there is no duty %s in plan-roles.yaml."
                                  .formatted(FILE, level.level(), duty));
                        });
              });
    }
    return settings;
  }

  Duration acknowledgeWithin() {
    return Duration.ofSeconds(acknowledgeSeconds);
  }

  List<List<String>> signers(LevelSigners.Decision decision, int level) {
    return signers.stream()
        .filter(one -> one.level() == level)
        .findFirst()
        .orElseThrow()
        .of(decision);
  }
}
