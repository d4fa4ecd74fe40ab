package io.qianzhi.drill;

import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/// Plays what the leaders of simulated crews owe to others: who asks one of them for command gets
/// it once he has been briefed, and what they are told they read. On the simulation's own event
/// loop.
final class Leaders {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final DrillParts parts;
  private final Work work;
  private final CrewSchedule schedule;
  private final CrewRoom room;
  private final BiConsumer<String, Throwable> complaints;
  private final Map<UUID, Matter> matters = new HashMap<>();
  private final Set<UUID> underWay = new HashSet<>();

  /// Something that waits for a leader.
  private record Matter(Instant due, Callable<Boolean> deed) {}

  /// @param complaints told what could not be done, and why
  Leaders(
      DrillParts parts,
      Work work,
      DrillRules rules,
      CrewRoom room,
      BiConsumer<String, Throwable> complaints) {
    this.parts = parts;
    this.work = work;
    this.schedule = new CrewSchedule(rules.crews());
    this.room = room;
    this.complaints = complaints;
  }

  /// Takes what the database says.
  void learn(CrewRoom.Situation situation) {
    matters.clear();
    for (var transfer : situation.asked()) {
      matters.put(
          transfer.id(), new Matter(schedule.handsOver(transfer), () -> room.handOver(transfer)));
    }
    for (var notice : situation.unread()) {
      matters.put(notice.id(), new Matter(schedule.reads(notice), () -> room.acknowledge(notice)));
    }
  }

  void play(Instant now) {
    for (var id : List.copyOf(matters.keySet())) {
      var matter = matters.get(id);
      if (matter != null && !now.isBefore(matter.due) && underWay.add(id)) {
        matters.remove(id);
        settle(id, matter);
      }
    }
  }

  private void settle(UUID id, Matter matter) {
    work.run(matter.deed)
        .onComplete(
            done -> {
              underWay.remove(id);
              // A problem says that it was settled otherwise meanwhile.
              if (done.failed() && !(done.cause() instanceof Problem)) {
                matters.put(
                    id, new Matter(parts.clock().instant().plus(AFTER_FAILURE), matter.deed));
                complaints.accept("a leader cannot answer", done.cause());
              }
            });
  }
}
