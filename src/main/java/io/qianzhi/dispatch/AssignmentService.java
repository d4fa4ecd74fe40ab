package io.qianzhi.dispatch;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.geo.RoadNetwork;
import io.qianzhi.geo.Route;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of each assignment: its states, what the crew says, whether it acknowledged in
/// time, and its way.
public final class AssignmentService {
  /// The deadline kind by which a crew must have acknowledged.
  static final String ACKNOWLEDGE = "assignment.acknowledge";

  private final AssignmentStore store;
  private final IncidentService incidents;
  private final UnitService units;
  private final TrackService tracks;
  private final RoadNetwork roads;
  private final NoticeService notices;
  private final Deadlines deadlines;
  private final Timeline timeline;
  private final DispatchService.ProgressListener progress;
  private final InstantSource clock;

  AssignmentService(
      AssignmentStore store,
      IncidentService incidents,
      UnitService units,
      TrackService tracks,
      RoadNetwork roads,
      NoticeService notices,
      Deadlines deadlines,
      Timeline timeline,
      DispatchService.ProgressListener progress,
      InstantSource clock) {
    this.store = store;
    this.incidents = incidents;
    this.units = units;
    this.tracks = tracks;
    this.roads = roads;
    this.notices = notices;
    this.deadlines = deadlines;
    this.timeline = timeline;
    this.progress = progress;
    this.clock = clock;
    deadlines.on(ACKNOWLEDGE, this::notAcknowledged);
  }

  /// The crew's next status, by its device or told by radio to an operator.
  ///
  /// @param pressedAt when the button was pressed, if the signal was lost then
  public Assignment setState(
      Tx tx,
      UUID id,
      Assignment.State state,
      @Nullable Instant pressedAt,
      @Nullable String note,
      Actor actor) {
    // Who comes and goes decides about command and groups: the incident's row is the first lock.
    store.find(tx, id).ifPresent(known -> incidents.lock(tx, known.incidentId()));
    var old = lock(tx, id, actor);
    if (old.state() == state) {
      return old;
    }
    if (state == Assignment.State.CANCELLED) {
      actor.require("dispatch.write");
    }
    if (!old.state().mayBecome(state)) {
      throw Problem.conflict(
              "illegal_transition",
              "%s is already %s and cannot become %s."
                  .formatted(old.callSign(), old.state().key(), state.key()))
          .with("unit", old.callSign());
    }
    var at = pressed(pressedAt, old);
    store.setState(tx, id, state, at);
    if (note != null && !note.isBlank()) {
      store.addNote(tx, id, at, actor.ref(), note.strip());
    }
    if (state.compareTo(Assignment.State.ACKNOWLEDGED) >= 0) {
      deadlines.cancel(tx, ACKNOWLEDGE, id);
      notices.acknowledgeSubject(tx, id, actor);
    }
    var now = store.find(tx, id).orElseThrow();
    var incident = incidents.get(tx, now.incidentId());
    var happening =
        IncidentService.happening(incident, "assignment." + state.key())
            .by(actor)
            .detail("unit", now.callSign())
            .detail("pressedAt", at)
            .detail("note", note)
            .changed("assignments", now);
    if (!now.isOpen()) {
      notices.withdraw(tx, id);
      happening.changed("units", units.release(tx, now.unitId(), id));
    }
    timeline.append(tx, happening);
    if (state == Assignment.State.ON_SCENE || !now.isOpen()) {
      progress.progressed(tx, incident, List.of(now), actor);
    }
    return now;
  }

  /// Feedback from the scene.
  public Assignment addNote(Tx tx, UUID id, String text, @Nullable Instant pressedAt, Actor actor) {
    var old = lock(tx, id, actor);
    store.addNote(tx, id, pressed(pressedAt, old), actor.ref(), text.strip());
    var now = store.find(tx, id).orElseThrow();
    timeline.append(
        tx,
        IncidentService.happening(incidents.get(tx, now.incidentId()), "assignment.noted")
            .by(actor)
            .detail("unit", now.callSign())
            .detail("text", text.strip())
            .changed("assignments", now));
    return now;
  }

  /// When the button was pressed, kept between the dispatch and now: a device's clock may be wrong.
  private Instant pressed(@Nullable Instant pressedAt, Assignment assignment) {
    var now = now();
    var dispatched = assignment.times().get(Assignment.State.DISPATCHED.key());
    if (pressedAt == null || pressedAt.isAfter(now) || pressedAt.isBefore(dispatched)) {
      return now;
    }
    return pressedAt.truncatedTo(ChronoUnit.MICROS);
  }

  private void notAcknowledged(Tx tx, UUID id, boolean late) {
    var old = store.lock(tx, id).orElse(null);
    if (old == null || old.state().compareTo(Assignment.State.ACKNOWLEDGED) >= 0) {
      return;
    }
    store.setOverdue(tx, id);
    var now = store.find(tx, id).orElseThrow();
    var incident = incidents.get(tx, now.incidentId());
    timeline.append(
        tx,
        IncidentService.happening(incident, "assignment.overdue")
            .detail("unit", now.callSign())
            .detail("late", late)
            .changed("assignments", now));
    notices.notifyAll(
        tx, CrewNotices.overdue(incident, now, units.byIds(tx, List.of(now.unitId())).getFirst()));
  }

  /// Locks an assignment that the actor may touch: an operator by area, a crew member by unit.
  private Assignment lock(Tx tx, UUID id, Actor actor) {
    var assignment = store.lock(tx, id).orElseThrow(() -> Problem.notFound("assignment", id));
    requireVisible(tx, assignment, actor);
    return assignment;
  }

  private void requireVisible(Tx tx, Assignment assignment, Actor actor) {
    if (actor.may("dispatch.write") || actor.may("incident.read")) {
      incidents.require(tx, assignment.incidentId(), actor);
      return;
    }
    boolean own =
        units
            .crewedBy(tx, actor.personId())
            .map(unit -> unit.id().equals(assignment.unitId()))
            .orElse(false);
    if (!own) {
      throw Problem.notFound("assignment", assignment.id());
    }
  }

  /// The way from where the unit is now to the incident.
  ///
  /// @throws Problem `no_route` when nothing is known of its position or no road leads there
  public Route route(Tx tx, UUID id, Actor actor) {
    var assignment = store.find(tx, id).orElseThrow(() -> Problem.notFound("assignment", id));
    requireVisible(tx, assignment, actor);
    var unit = units.byIds(tx, List.of(assignment.unitId())).getFirst();
    var fix = tracks.latest(tx, List.of(unit.id())).get(unit.id());
    var from = fix == null ? unit.stationPoint() : fix.point();
    var to = incidents.get(tx, assignment.incidentId()).point();
    var route = from == null ? null : roads.route(from, to).orElse(null);
    if (route == null) {
      throw Problem.conflict(
              "no_route", "No road is known from %s to the incident.".formatted(unit.callSign()))
          .with("unit", unit.callSign());
    }
    return route;
  }

  /// Whether a person is on duty with a unit that is on the incident.
  public boolean isOnIt(Tx tx, UUID incidentId, UUID personId) {
    return units
        .crewedBy(tx, personId)
        .flatMap(unit -> store.openOf(tx, unit.id()))
        .filter(assignment -> assignment.incidentId().equals(incidentId))
        .isPresent();
  }

  public boolean anyOpen(Tx tx, UUID incidentId) {
    return store.anyOpen(tx, incidentId);
  }

  public List<Assignment> allOpen(Tx tx) {
    return store.allOpen(tx);
  }

  public List<Assignment> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The open assignment of a unit, if it has one.
  public Optional<Assignment> openOf(Tx tx, UUID unitId) {
    return store.openOf(tx, unitId);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
