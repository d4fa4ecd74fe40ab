package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The deadlines of steps and the ladder of whom they tell: each rung once, also after a restart,
/// because what was reached is kept with the step.
final class StepClocks {
  private static final String DEADLINE = "step.due";

  /// A reminder before the deadline helps only where this many times as long was given.
  private static final int TERMS_BEFORE = 3;

  private final List<Ladder.Rung> ladder;
  private final StepStore store;
  private final IncidentService incidents;
  private final StepNotices notices;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final InstantSource clock;

  StepClocks(
      List<Ladder.Rung> ladder,
      StepStore store,
      IncidentService incidents,
      StepNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.ladder = ladder;
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
    var next = next(step);
    if (next == null) {
      deadlines.cancel(tx, DEADLINE, step.id());
    } else {
      deadlines.set(tx, DEADLINE, step.id(), next);
    }
  }

  /// When the clock of a step has to be looked at: at its deadline, and at the next rung.
  private @Nullable Instant next(Step step) {
    var dueAt = step.dueAt();
    if (dueAt == null || step.isSettled()) {
      return null;
    }
    var rung = ahead(step).findFirst().map(one -> at(dueAt, one)).orElse(null);
    return step.overdue() || (rung != null && rung.isBefore(dueAt)) ? rung : dueAt;
  }

  private Stream<Ladder.Rung> ahead(Step step) {
    return ladder.stream()
        .filter(rung -> !step.ladder().isBeyond(rung))
        .filter(rung -> !rung.isBefore() || (!step.overdue() && isWorthwhile(step, rung)));
  }

  private static boolean isWorthwhile(Step step, Ladder.Rung before) {
    var term = step.term();
    return term == null || term.toMinutes() >= (long) -before.minutes() * TERMS_BEFORE;
  }

  private static Instant at(Instant dueAt, Ladder.Rung rung) {
    return dueAt.plus(rung.minutes(), ChronoUnit.MINUTES);
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
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var dueAt = step.dueAt();
    if (step.isSettled() || dueAt == null) {
      return;
    }
    boolean overdueNow = !step.overdue() && !dueAt.isAfter(now);
    if (overdueNow) {
      step = step.nowOverdue();
    }
    var told = new LinkedHashMap<Ladder.Rung, List<PersonRef>>();
    for (var rung : ahead(step).filter(one -> !at(dueAt, one).isAfter(now)).toList()) {
      var people = notices.whom(tx, incident, step, rung);
      step = step.with(step.ladder().told(rung, people, now));
      told.put(rung, people);
    }
    store.update(tx, List.of(step));
    var next = next(step);
    if (next != null) {
      deadlines.set(tx, DEADLINE, stepId, next);
    }
    if (overdueNow) {
      timeline.append(
          tx,
          describe(happening(incident, "step.overdue"), step)
              .detail("late", late ? true : null)
              .changed("steps", step));
    }
    for (var rung : told.entrySet()) {
      tell(tx, incident, step, rung.getKey(), rung.getValue());
    }
  }

  private void tell(Tx tx, Incident incident, Step step, Ladder.Rung rung, List<PersonRef> people) {
    timeline.append(
        tx,
        describe(happening(incident, "step.reminded"), step)
            .detail("tell", rung.tell())
            .detail("people", people.stream().map(PersonRef::name).toList())
            .changed("steps", step));
    notices.reached(tx, incident, step, rung, people);
  }

  static Happening describe(Happening what, Step step) {
    return what.detail("code", step.code()).detail("title", step.title());
  }
}
