package io.qianzhi.dispatch;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.TravelTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sends units: which would be there first, and all or none of those that are chosen.
public final class DispatchService {
  private final AssignmentStore store = new AssignmentStore();
  private final IncidentService incidents;
  private final UnitService units;
  private final Recommender recommender;
  private final AssignmentService assignments;
  private final NoticeService notices;
  private final Deadlines deadlines;
  private final Timeline timeline;
  private final DispatchRules rules;
  private final InstantSource clock;
  private final List<ProgressListener> progressListeners = new ArrayList<>();

  /// Hears of units dispatched, arrived and gone, in the transaction and after its event.
  @FunctionalInterface
  public interface ProgressListener {
    void progressed(Tx tx, Incident incident, List<Assignment> assignments, @Nullable Actor actor);
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
    this.recommender = recommender;
    this.notices = notices;
    this.deadlines = deadlines;
    this.timeline = timeline;
    this.rules = rules;
    this.clock = clock;
    this.assignments =
        new AssignmentService(
            store,
            incidents,
            units,
            tracks,
            recommender.roads(),
            notices,
            deadlines,
            timeline,
            this::progressed,
            clock);
  }

  public void onProgress(ProgressListener listener) {
    progressListeners.add(listener);
  }

  /// What becomes of the units that were sent.
  public AssignmentService assignments() {
    return assignments;
  }

  public Recommendation recommend(Tx tx, UUID incidentId, Actor actor) {
    var incident = incidents.require(tx, incidentId, actor);
    return recommender.recommend(tx, incident, onIt(tx, incidentId), actor);
  }

  /// Makes the first recommendation after a start as fast as the later ones.
  public boolean rehearse(Tx tx, String areaCode, boolean drill, Point center) {
    recommender.rehearse(tx, areaCode, drill, center);
    return true;
  }

  /// Sends units, all or none.
  ///
  /// @throws Problem `unit_not_available` naming those that cannot go
  public List<Assignment> dispatch(
      Tx tx, UUID incidentId, List<UUID> unitIds, @Nullable String instruction, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var sent = units.lock(tx, unitIds);
    requireAvailable(sent, unitIds, actor);
    return send(tx, incident, sent, instruction, actor);
  }

  /// A need of a run card for which nobody could be found.
  public record Missing(Text need, int quantity) {}

  /// What became of a run card.
  public record Sent(List<Assignment> assignments, List<Missing> missing) {}

  /// Brings an incident to what a run card asks for, with units of the whole city: who is on it
  /// already counts, and whoever is free and nearest goes. For plans, in nobody's name if need be.
  public Sent dispatchRunCard(Tx tx, UUID incidentId, String card, @Nullable Actor actor) {
    var incident = incidents.lock(tx, incidentId);
    if (!incident.isOpen()) {
      return new Sent(List.of(), List.of());
    }
    var lines = recommender.fill(tx, incident, card, onIt(tx, incidentId));
    var wanted =
        lines.stream()
            .flatMap(line -> line.candidates().stream())
            .filter(Recommendation.Candidate::chosen)
            .map(Recommendation.Candidate::unitId)
            .toList();
    // Whom somebody else has sent in this moment stays where they are sent.
    var free =
        units.lock(tx, wanted).stream()
            .filter(unit -> unit.availability() == Unit.Availability.AVAILABLE)
            .toList();
    var missing =
        lines.stream()
            .map(line -> new Missing(line.need(), line.shortfall() + taken(line, free)))
            .filter(one -> one.quantity() > 0)
            .toList();
    return new Sent(free.isEmpty() ? List.of() : send(tx, incident, free, null, actor), missing);
  }

  private List<Unit> onIt(Tx tx, UUID incidentId) {
    return units.byIds(
        tx,
        assignments.ofIncidents(tx, List.of(incidentId)).stream()
            .filter(Assignment::isOpen)
            .map(Assignment::unitId)
            .toList());
  }

  private static int taken(Recommendation.Line line, List<Unit> free) {
    return (int)
        line.candidates().stream()
            .filter(Recommendation.Candidate::chosen)
            .filter(one -> free.stream().noneMatch(unit -> unit.id().equals(one.unitId())))
            .count();
  }

  private List<Assignment> send(
      Tx tx,
      Incident incident,
      List<Unit> sent,
      @Nullable String instruction,
      @Nullable Actor actor) {
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
    rows.forEach(row -> deadlines.set(tx, AssignmentService.ACKNOWLEDGE, row.id(), acknowledgeBy));
    var dispatched = store.byIds(tx, rows.stream().map(AssignmentStore.New::id).toList());
    timeline.append(
        tx,
        IncidentService.happening(incident, "assignment.dispatched")
            .by(actor)
            .detail("units", dispatched.stream().map(Assignment::callSign).toList())
            .detail("instruction", instruction)
            .changed("incidents", incident)
            .changedAll("units", assigned)
            .changedAll("assignments", dispatched));
    notices.notifyAll(tx, CrewNotices.dispatched(incident, dispatched, assigned));
    progressed(tx, incident, dispatched, actor);
    return dispatched;
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
      throw Problem.invalidField(
          "unitIds", FieldRule.NO_SUCH_THING, "One of these units does not exist in your area.");
    }
    var busy =
        sent.stream()
            .filter(unit -> unit.availability() != Unit.Availability.AVAILABLE)
            .map(Unit::callSign)
            .toList();
    if (!busy.isEmpty()) {
      throw Problem.conflict(
              "unit_not_available",
              "Nobody was sent: %s cannot go now. Choose others."
                  .formatted(String.join(", ", busy)))
          .with("units", busy);
    }
  }

  private void progressed(Tx tx, Incident incident, List<Assignment> some, @Nullable Actor actor) {
    progressListeners.forEach(listener -> listener.progressed(tx, incident, some, actor));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
