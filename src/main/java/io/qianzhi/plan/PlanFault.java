package io.qianzhi.plan;

import java.nio.file.Path;
import java.util.Comparator;

/// Something wrong in a file of plans, said so that an administrator finds the line.
public record PlanFault(Path file, int line, String what) {
  static final Comparator<PlanFault> IN_ORDER =
      Comparator.comparing(PlanFault::file).thenComparingInt(PlanFault::line);

  @Override
  public String toString() {
    return file + ":" + line + ": " + what;
  }
}
