package io.qianzhi.command.release;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statutory clocks of telling the public: each fires once, also after a restart. They follow
/// the grade; the times themselves never move.
public final class ReleaseClocks {
  private static final String DEADLINE = "release.due";

  private final ReleaseClockStore store = new ReleaseClockStore();
  private final ReleaseRules rules;
  private final IncidentService incidents;
  private final ReleaseNotices notices;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final InstantSource clock;

  ReleaseClocks(
      ReleaseRules rules,
      IncidentService incidents,
      ReleaseNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.rules = rules;
    this.incidents = incidents;
    this.notices = notices;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.clock = clock;
    deadlines.on(DEADLINE, this::due);
  }

  public List<ReleaseClock> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The grade, or how the incident ended, decides which clocks run.
  public void graded(Tx tx, Incident incident, @Nullable Actor actor) {
    follow(tx, incident, actor);
  }

  /// As [#graded]; an incident that was none owes nothing.
  public void incidentClosed(Tx tx, UUID incidentId) {
    follow(tx, incidents.get(tx, incidentId), null);
  }

  /// Starts what the grade asks for, and ends what nothing asks for any more.
  private void follow(Tx tx, Incident incident, @Nullable Actor actor) {
    var known = store.ofIncidents(tx, List.of(incident.id()));
    var changed = new ArrayList<ReleaseClock>();
    for (var rule : rules.clocks()) {
      var running =
          known.stream().filter(one -> one.kind() == rule.kind()).findFirst().orElse(null);
      boolean owed = isReal(incident) && rule.grades().contains(incident.grade());
      if (running == null) {
        if (owed) {
          changed.add(ReleaseClock.started(incident, rule, clock.instant()));
        }
      } else if (owed && running.state() == ReleaseClock.State.NOT_OWED) {
        changed.add(running.owedAgain(clock.instant()));
      } else if (!owed && running.isRunning()) {
        changed.add(running.notOwed());
      }
    }
    write(tx, incident, changed, actor);
  }

  /// An exercise is over: nothing is owed any more.
  public void stopped(Tx tx, Incident incident, Actor actor) {
    write(
        tx,
        incident,
        store.ofIncidents(tx, List.of(incident.id())).stream()
            .filter(ReleaseClock::isRunning)
            .map(ReleaseClock::notOwed)
            .toList(),
        actor);
  }

  private void write(Tx tx, Incident incident, List<ReleaseClock> changed, @Nullable Actor actor) {
    if (!changed.isEmpty()) {
      changed.forEach(one -> save(tx, one));
      timeline.append(
          tx,
          happening(incident, "release.clocks_changed")
              .by(actor)
              .changedAll("releaseClocks", changed));
    }
  }

  /// What turned out to be none owes the public nothing.
  private static boolean isReal(Incident incident) {
    return incident.outcome() != Incident.Outcome.FALSE_ALARM
        && incident.outcome() != Incident.Outcome.DUPLICATE;
  }

  /// The first release meets its clock; answers it for the event of the publication.
  Optional<ReleaseClock> released(Tx tx, Release release, Instant at) {
    return running(tx, release.incidentId(), ReleaseClock.Kind.FIRST_RELEASE)
        .map(one -> one.met(at, release.id(), null))
        .map(met -> save(tx, met));
  }

  /// @throws Problem `no_release_clock` where no press conference is owed
  ReleaseClock held(Tx tx, UUID incidentId, Instant at, String note) {
    var owed =
        running(tx, incidentId, ReleaseClock.Kind.PRESS_CONFERENCE)
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "no_release_clock",
                        "No press conference is owed for this incident, or it has been held."));
    return save(tx, owed.met(at, null, note));
  }

  private Optional<ReleaseClock> running(Tx tx, UUID incidentId, ReleaseClock.Kind kind) {
    return store.ofIncidents(tx, List.of(incidentId)).stream()
        .filter(one -> one.kind() == kind && one.isRunning())
        .findFirst();
  }

  private ReleaseClock save(Tx tx, ReleaseClock changed) {
    store.save(tx, changed);
    if (!changed.isRunning()) {
      deadlines.cancel(tx, DEADLINE, changed.id());
    } else if (!changed.late()) {
      deadlines.set(tx, DEADLINE, changed.id(), changed.dueAt());
    }
    return changed;
  }

  private void due(Tx tx, UUID id, boolean firedLate) {
    var known = store.find(tx, id);
    if (known.isEmpty()) {
      return;
    }
    var incident = incidents.lock(tx, known.get().incidentId());
    var running = store.find(tx, id).orElseThrow();
    if (!running.isRunning()
        || running.late()
        || running.dueAt().isAfter(clock.instant().truncatedTo(ChronoUnit.MICROS))) {
      return;
    }
    var late = running.nowLate();
    store.save(tx, late);
    timeline.append(
        tx,
        happening(incident, "release.overdue")
            .detail("name", late.name())
            .detail("late", firedLate ? true : null)
            .changed("releaseClocks", late));
    notices.overdue(tx, incident, late);
  }
}
