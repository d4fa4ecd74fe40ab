package io.qianzhi.drill;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What people do takes from so much to so much, every value equally likely.
///
/// @param from the least, 0 or more
/// @param to the most, not below `from`
public record Range(double from, double to) {

  public Range {
    if (!(from >= 0 && from <= to)) {
      throw new IllegalArgumentException("no range from %s to %s".formatted(from, to));
    }
  }

  double pick(RandomGenerator random) {
    return from + random.nextDouble() * (to - from);
  }

  /// One of the whole numbers from `from` to `to`, both included.
  int pickWhole(RandomGenerator random) {
    return random.nextInt((int) from, (int) to + 1);
  }

  /// The range is in seconds.
  Duration pickSeconds(RandomGenerator random) {
    return Duration.ofMillis(Math.round(pick(random) * 1_000));
  }
}
