package io.qianzhi.plan;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom the clock has told that a deadline comes or has passed, each rung once, and what the
/// supervisor said then.
///
/// @param listedAt when it came to the supervisor's list (督办); it stays there
public record Ladder(List<Told> rungs, @Nullable Instant listedAt, List<Remark> remarks) {
  static final Ladder NONE = new Ladder(List.of(), null, List.of());

  /// Who gets to know at a rung.
  public enum Tell {
    OWNER,
    SUPERIOR,
    SUPERVISOR
  }

  /// A rung of conf/plan.yaml.
  ///
  /// @param minutes after the deadline; negative = before it
  public record Rung(int minutes, Tell tell) {
    boolean isBefore() {
      return minutes < 0;
    }
  }

  /// A rung that was reached.
  public record Told(int minutes, Tell tell, List<PersonRef> people, Instant at) {}

  /// A supervisor's remark or order.
  public record Remark(PersonRef by, Instant at, String text) {}

  /// Rungs are reached in their order, so that what lies below the last one is over.
  boolean isBeyond(Rung rung) {
    return !rungs.isEmpty() && rungs.getLast().minutes() >= rung.minutes();
  }

  Ladder told(Rung rung, List<PersonRef> people, Instant at) {
    var all = new ArrayList<>(rungs);
    all.add(new Told(rung.minutes(), rung.tell(), people, at));
    boolean lists = rung.tell() == Tell.SUPERVISOR && listedAt == null;
    return new Ladder(List.copyOf(all), lists ? at : listedAt, remarks);
  }

  Ladder remarked(Remark remark) {
    var all = new ArrayList<>(remarks);
    all.add(remark);
    return new Ladder(rungs, listedAt, List.copyOf(all));
  }
}
