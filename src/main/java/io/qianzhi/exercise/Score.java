package io.qianzhi.exercise;

import io.qianzhi.platform.json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an exercise went against its standards: by duty, never by person.
///
/// @param total 0 to 100
public record Score(double total, List<Sum> groups, List<Line> lines) {

  /// What belongs together.
  public record Sum(Standard.Group group, double points, int outOf) {}

  /// Whether somebody answered for it in person.
  public enum Played {
    PEOPLE,
    SIMULATED
  }

  /// One standard.
  ///
  /// @param limitSeconds how long it may take; null = several limits, or none
  /// @param tookSeconds how long it took, of several the longest; null = never reached, or no time
  /// @param metCount how many of several were in time; null = it is one thing
  public record Line(
      String id,
      Standard.Group group,
      Text name,
      String basis,
      Text duty,
      Played played,
      @Nullable Long limitSeconds,
      @Nullable Long tookSeconds,
      @Nullable Integer metCount,
      @Nullable Integer count,
      boolean met,
      double points,
      int outOf) {}

  static Score of(List<Line> lines) {
    var groups =
        List.of(Standard.Group.values()).stream()
            .map(
                group -> {
                  var mine = lines.stream().filter(line -> line.group() == group).toList();
                  return new Sum(
                      group,
                      tenths(mine.stream().mapToDouble(Line::points).sum()),
                      mine.stream().mapToInt(Line::outOf).sum());
                })
            .filter(sum -> sum.outOf() > 0)
            .toList();
    return new Score(
        tenths(groups.stream().mapToDouble(Sum::points).sum()), groups, List.copyOf(lines));
  }

  static double tenths(double points) {
    return Math.round(points * 10) / 10.0;
  }
}
