package io.qianzhi.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// When simulated people do what they do. Pure, and drawn from the matter's own key: who was
/// interrupted by a restart goes on with what he had in mind.
final class Pace {
  /// Who is in time leaves some of it.
  private static final double IN_TIME = 0.8;

  private final DrillRules.Players rules;

  Pace(DrillRules.Players rules) {
    this.rules = rules;
  }

  DrillRules.Players rules() {
    return rules;
  }

  Instant after(Instant since, Range range, String key) {
    return since.plus(range.pickSeconds(random(key)));
  }

  /// Before the deadline, but for some who are late.
  Instant before(Instant since, @Nullable Instant dueAt, Range range, String key) {
    var random = random(key);
    var picked = range.pickSeconds(random);
    if (dueAt == null || random.nextDouble() < rules.lateShare()) {
      return since.plus(picked);
    }
    var most =
        Duration.ofMillis(
            (long) (Math.max(0, Duration.between(since, dueAt).toMillis()) * IN_TIME));
    return since.plus(picked.compareTo(most) < 0 ? picked : most);
  }

  /// A share of how long something is meant to take.
  Instant through(Instant from, Instant until, Range share, String key) {
    double part = share.pick(random(key));
    return from.plusMillis((long) (Duration.between(from, until).toMillis() * part));
  }

  private static SplittableRandom random(String key) {
    return new SplittableRandom(key.hashCode() * 0x9E3779B97F4A7C15L);
  }
}
