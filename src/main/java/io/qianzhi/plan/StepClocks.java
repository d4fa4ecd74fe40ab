package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The deadlines of steps: each fires once, also after a restart, and tells the owners.
final class StepClocks {
  private static final String DEADLINE = "step.due";

  private final StepStore store;
  private final IncidentService incidents;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final InstantSource clock;

  StepClocks(
      StepStore store,
      IncidentService incidents,
      ResponseNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.store = store;
    this.incidents = incidents;
    this.notices = notices;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.clock = clock;
    deadlines.on(DEADLINE, this::due);
  }

  /// Sets, moves or cancels the deadline of a step that was written.
  void follow(Tx tx, Step step) {
    var dueAt = step.dueAt();
    if (dueAt == null || step.isSettled()) {
      deadlines.cancel(tx, DEADLINE, step.id());
    } else if (!step.overdue()) {
      deadlines.set(tx, DEADLINE, step.id(), dueAt);
    }
  }

  void stop(Tx tx, Step step) {
    deadlines.cancel(tx, DEADLINE, step.id());
  }

  private void due(Tx tx, UUID stepId, boolean late) {
    var known = store.find(tx, stepId);
    if (known.isEmpty()) {
      return;
    }
    var incident = incidents.lock(tx, known.get().incidentId());
    var step = store.find(tx, stepId).orElseThrow();
    var dueAt = step.dueAt();
    if (step.isSettled() || step.overdue() || dueAt == null || dueAt.isAfter(clock.instant())) {
      return;
    }
    var overdue = step.nowOverdue();
    store.update(tx, List.of(overdue));
    timeline.append(
        tx,
        describe(happening(incident, "step.overdue"), overdue)
            .detail("late", late ? true : null)
            .changed("steps", overdue));
    notices.overdue(tx, incident, overdue);
  }

  static Happening describe(Happening what, Step step) {
    return what.detail("code", step.code()).detail("title", step.title());
  }
}
