package io.qianzhi.drill;

import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Plays everybody who does not take part in an exercise in person. What they do follows from what
/// stands in the database and the clock; nothing of it is kept here. On the simulation's own event
/// loop.
final class Players {
  /// What was refused may become possible when others have done their part.
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  private static final int AT_ONCE = 4;

  private final InstantSource clock;
  private final Work work;
  private final Door door;
  private final ExerciseRoom room;
  private final BiConsumer<String, Throwable> complaints;
  private final Map<String, Play> plays = new HashMap<>();
  private final Map<String, Instant> refused = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private boolean looking;
  private boolean outdated = true;

  /// @param complaints told what could not be done, and why
  Players(
      DrillParts parts, Work work, ExerciseRoom room, BiConsumer<String, Throwable> complaints) {
    this.clock = parts.clock();
    this.work = work;
    this.door = new Door(parts.operations());
    this.room = room;
    this.complaints = complaints;
  }

  /// Something has happened.
  void look() {
    outdated = true;
  }

  void tick(Instant now) {
    if (outdated && !looking) {
      outdated = false;
      looking = true;
      work.run(room::look)
          .onComplete(
              read -> {
                looking = false;
                if (read.succeeded()) {
                  learn(read.result());
                } else {
                  outdated = true;
                  complaints.accept("cannot look at the exercises", read.cause());
                }
              });
    }
    refused.values().removeIf(until -> until.isBefore(now));
    for (var play : List.copyOf(plays.values())) {
      if (underWay.size() < AT_ONCE
          && !now.isBefore(play.due())
          && !refused.containsKey(play.key())
          && underWay.add(play.key())) {
        plays.remove(play.key());
        carryOut(play);
      }
    }
  }

  private void learn(List<Play> current) {
    plays.clear();
    current.forEach(play -> plays.put(play.key(), play));
  }

  private void carryOut(Play play) {
    work.run(
            () -> {
              play.deed().carryOut(door, play.key());
              return true;
            })
        .onComplete(
            done -> {
              underWay.remove(play.key());
              outdated = true;
              if (done.failed()) {
                refused.put(play.key(), clock.instant().plus(AFTER_REFUSAL));
                if (!(done.cause() instanceof Problem)) {
                  complaints.accept("a simulated person cannot " + play.key(), done.cause());
                }
              }
            });
  }
}
