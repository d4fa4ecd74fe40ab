package io.qianzhi.dispatch;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.Route;
import io.qianzhi.geo.TravelTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sends units and follows what becomes of each assignment.
public final class DispatchService {
  /// The deadline kind by which a crew must have acknowledged.
  static final String ACKNOWLEDGE = "assignment.acknowledge";

  private final AssignmentStore store = new AssignmentStore();
  private final IncidentService incidents;
  private final UnitService units;
  private final TrackService tracks;
  private final Recommender recommender;
  private final NoticeService notices;
  private final Deadlines deadlines;
  private final Timeline timeline;
  private final DispatchRules rules;
  private final InstantSource clock;
  private final List<ProgressListener> progressListeners = new ArrayList<>();

  /// Hears of units dispatched and arrived, in the transaction and after its event.
  @FunctionalInterface
  public interface ProgressListener {
    void progressed(Tx tx, Incident incident, List<Assignment> assignments, Actor actor);
  }

  public DispatchService(
      IncidentService incidents,
      UnitService units,
      TrackService tracks,
      Recommender recommender,
      NoticeService notices,
      Deadlines deadlines,
      Timeline timeline,
      DispatchRules rules,
      InstantSource clock) {
    this.incidents = incidents;
    this.units = units;
    this.tracks = tracks;
    this.recommender = recommender;
    this.notices = notices;
    this.deadlines = deadlines;
    this.timeline = timeline;
    this.rules = rules;
    this.clock = clock;
    deadlines.on(ACKNOWLEDGE, this::notAcknowledged);
  }

  public void onProgress(ProgressListener listener) {
    progressListeners.add(listener);
  }

  public Recommendation recommend(Tx tx, UUID incidentId, Actor actor) {
    return recommender.recommend(tx, incidents.require(tx, incidentId, actor), actor);
  }

  /// Sends units, all or none.
  ///
  /// @throws Problem `unit_not_available` naming those that cannot go
  public List<Assignment> dispatch(
      Tx tx, UUID incidentId, List<UUID> unitIds, @Nullable String instruction, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var sent = units.lock(tx, unitIds);
    requireAvailable(sent, unitIds, actor);
    var at = now();
    var acknowledgeBy = at.plusSeconds(rules.acknowledgeSeconds());
    var rows =
        recommender.options(tx, incident.point(), sent).stream()
            .map(option -> row(option.unit().id(), option.travelTime()))
            .collect(Collectors.toCollection(ArrayList::new));
    // A unit without any known position goes too; only its way is unknown.
    for (var unit : sent) {
      if (rows.stream().noneMatch(row -> row.unitId().equals(unit.id()))) {
        rows.add(new AssignmentStore.New(UUID.randomUUID(), unit.id(), null, null));
      }
    }
    store.insert(tx, incident.id(), rows, instruction, at, acknowledgeBy);
    var assigned =
        units.assign(
            tx,
            rows.stream().map(AssignmentStore.New::unitId).toList(),
            rows.stream().map(AssignmentStore.New::id).toList());
    rows.forEach(row -> deadlines.set(tx, ACKNOWLEDGE, row.id(), acknowledgeBy));
    var assignments = store.byIds(tx, rows.stream().map(AssignmentStore.New::id).toList());
    timeline.append(
        tx,
        IncidentService.happening(incident, "assignment.dispatched")
            .by(actor)
            .detail("units", assignments.stream().map(Assignment::callSign).toList())
            .detail("instruction", instruction)
            .changed("incidents", incident)
            .changedAll("units", assigned)
            .changedAll("assignments", assignments));
    notices.notifyAll(tx, CrewNotices.dispatched(incident, assignments, assigned));
    progressListeners.forEach(listener -> listener.progressed(tx, incident, assignments, actor));
    return assignments;
  }

  private static AssignmentStore.New row(UUID unitId, TravelTime way) {
    return way instanceof TravelTime.Reached reached
        ? new AssignmentStore.New(
            UUID.randomUUID(), unitId, Math.rint(reached.seconds()), Math.rint(reached.meters()))
        : new AssignmentStore.New(UUID.randomUUID(), unitId, null, null);
  }

  private static void requireAvailable(List<Unit> sent, List<UUID> unitIds, Actor actor) {
    boolean allThere =
        sent.size() == unitIds.size()
            && sent.stream()
                .allMatch(
                    unit ->
                        unit.drill() == actor.drill()
                            && AreaCode.covers(actor.areaCode(), unit.areaCode()));
    if (!allThere) {
      throw Problem.invalidField("unitIds", "One of these units does not exist in your area.");
    }
    var busy =
        sent.stream()
            .filter(unit -> unit.availability() != Unit.Availability.AVAILABLE)
            .map(Unit::callSign)
            .toList();
    if (!busy.isEmpty()) {
      throw Problem.conflict(
          "unit_not_available",
          "Nobody was sent: %s cannot go now. Choose others.".formatted(String.join(", ", busy)));
    }
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
              .formatted(old.callSign(), old.state().key(), state.key()));
    }
    var at = pressed(pressedAt, old);
    store.setState(tx, id, state, at);
    if (note != null && !note.isBlank()) {
      store.addNote(tx, id, at, new PersonRef(actor.personId(), actor.name()), note.strip());
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
    if (state == Assignment.State.ON_SCENE) {
      progressListeners.forEach(listener -> listener.progressed(tx, incident, List.of(now), actor));
    }
    return now;
  }

  /// Feedback from the scene.
  public Assignment addNote(Tx tx, UUID id, String text, @Nullable Instant pressedAt, Actor actor) {
    var old = lock(tx, id, actor);
    store.addNote(
        tx,
        id,
        pressed(pressedAt, old),
        new PersonRef(actor.personId(), actor.name()),
        text.strip());
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
    var route = from == null ? null : recommender.roads().route(from, to).orElse(null);
    if (route == null) {
      throw Problem.conflict(
          "no_route", "No road is known from %s to the incident.".formatted(unit.callSign()));
    }
    return route;
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
  public java.util.Optional<Assignment> openOf(Tx tx, UUID unitId) {
    return store.openOf(tx, unitId);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
