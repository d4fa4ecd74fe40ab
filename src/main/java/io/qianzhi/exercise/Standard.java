package io.qianzhi.exercise;

import io.qianzhi.platform.json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something an exercise is scored by.
///
/// @param of which interval, step or report; empty where the kind says it all
/// @param services of which units; empty = of all
/// @param withinSeconds null = the limit is kept elsewhere
/// @param duty who answers for it, a role of plans; null = the crews
/// @param weight points
public record Standard(
    String id,
    Group group,
    Kind kind,
    String of,
    List<String> services,
    @Nullable Long withinSeconds,
    @Nullable String duty,
    Text dutyName,
    Text name,
    int weight) {

  /// What belongs together on a score card.
  public enum Group {
    DISPATCH,
    COMMAND,
    PLAN,
    REPORT,
    RELEASE
  }

  /// What is measured.
  public enum Kind {
    INTERVAL,
    STEP,
    STEPS,
    REPORT,
    RELEASE,
    ORDER,
    NOTICE,
    COMMAND,
    MUSTER
  }
}
