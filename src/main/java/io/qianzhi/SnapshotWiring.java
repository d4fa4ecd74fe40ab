package io.qianzhi;

import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.release.ReleaseService;
import io.qianzhi.command.report.ReportService;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.exercise.ExerciseService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.CordonService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.live.SnapshotSource;
import io.qianzhi.live.Snapshots;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitApi;
import io.qianzhi.unit.UnitService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// Where the collections of a snapshot come from.
record SnapshotWiring(
    People people,
    IncidentService incidents,
    UnitService units,
    TrackService tracks,
    AssignmentService assignments,
    ResponseService responses,
    Conduct conduct,
    ReportService reports,
    CordonService cordons,
    ReleaseService releases,
    NoticeService notices,
    ExerciseService exercises) {

  SnapshotWiring(
      Ground ground, Alerts alerts, Picture picture, Conduct conduct, Afterwards afterwards) {
    this(
        ground.people(),
        picture.incidents(),
        picture.units(),
        picture.tracks(),
        conduct.dispatch().assignments(),
        conduct.responses(),
        conduct,
        conduct.reporting().reports(),
        picture.cordons(),
        conduct.releases(),
        alerts.notices(),
        afterwards.exercises());
  }

  Snapshots snapshots() {
    var sources = new LinkedHashMap<String, SnapshotSource>();
    sources.put("assignments", (tx, actor, ids) -> assignments.ofIncidents(tx, ids));
    sources.put("units", (tx, actor, ids) -> unitsFor(tx, actor, ids));
    sources.put("responses", (tx, actor, ids) -> responses.ofIncidents(tx, ids));
    sources.put("steps", (tx, actor, ids) -> responses.steps().ofIncidents(tx, ids));
    sources.put(
        "proposals", (tx, actor, ids) -> conduct.responses().proposals().ofIncidents(tx, ids));
    sources.put("checkIns", (tx, actor, ids) -> conduct.scene().checkInsOf(tx, ids));
    sources.put("commandTransfers", (tx, actor, ids) -> conduct.command().transfersOf(tx, ids));
    sources.put("orders", (tx, actor, ids) -> conduct.orders().ofIncidents(tx, ids));
    sources.put("groups", (tx, actor, ids) -> conduct.groups().ofIncidents(tx, ids));
    sources.put("musters", (tx, actor, ids) -> conduct.musters().ofIncidents(tx, ids));
    sources.put("withdrawals", (tx, actor, ids) -> conduct.withdrawals().ofIncidents(tx, ids));
    sources.put("commandPosts", (tx, actor, ids) -> conduct.scene().postsOf(tx, ids));
    sources.put("reports", (tx, actor, ids) -> reports.ofIncidents(tx, ids));
    sources.put("reportClocks", (tx, actor, ids) -> reports.clocks().ofIncidents(tx, ids));
    sources.put("cordons", (tx, actor, ids) -> cordons.ofIncidents(tx, ids));
    sources.put("releases", (tx, actor, ids) -> releases.ofIncidents(tx, ids));
    sources.put("releaseClocks", (tx, actor, ids) -> releases.clocks().ofIncidents(tx, ids));
    sources.put("notices", (tx, actor, ids) -> List.copyOf(noticesFor(tx, actor, ids)));
    sources.put("exercises", (tx, actor, ids) -> exercises.ofIncidents(tx, ids));
    return new Snapshots(this::own, this::incidentsFor, sources);
  }

  private Snapshots.Own own(Tx tx, Actor actor) {
    var unitCode = people.find(tx, actor.personId()).map(person -> person.unitCode()).orElse(null);
    var unit = unitCode == null ? null : units.byCode(tx, unitCode).orElse(null);
    var theirs = new HashSet<UUID>();
    incidents.commandedBy(tx, actor.personId()).forEach(incident -> theirs.add(incident.id()));
    theirs.addAll(conduct.responses().steps().incidentsAfterwardsOf(tx, actor.personId()));
    theirs.addAll(conduct.groups().incidentsOf(tx, actor.personId()));
    theirs.addAll(conduct.orders().incidentsOf(tx, actor.personId()));
    if (unit != null) {
      assignments.openOf(tx, unit.id()).map(Assignment::incidentId).ifPresent(theirs::add);
    }
    return new Snapshots.Own(unit == null ? null : unit.id(), theirs);
  }

  private List<Incident> incidentsFor(Tx tx, Actor actor, Collection<UUID> alsoThese) {
    var open = new ArrayList<>(incidents.notClosed(tx, actor));
    for (var id : alsoThese) {
      if (open.stream().noneMatch(incident -> incident.id().equals(id))) {
        open.add(incidents.get(tx, id));
      }
    }
    return open;
  }

  /// What was told about these incidents, and what this person has yet to acknowledge.
  private Collection<Notice> noticesFor(Tx tx, Actor actor, Collection<UUID> incidentIds) {
    var all = new LinkedHashMap<UUID, Notice>();
    notices.ofIncidents(tx, incidentIds).forEach(notice -> all.put(notice.id(), notice));
    notices.openFor(tx, actor.personId()).forEach(notice -> all.put(notice.id(), notice));
    return all.values();
  }

  /// The units of the actor's area, and those that are on these incidents wherever they come from.
  private List<UnitApi.Placed> unitsFor(Tx tx, Actor actor, Collection<UUID> incidentIds) {
    var placed = new ArrayList<>(UnitApi.placed(tx, units, tracks::latest, actor));
    var missing =
        assignments.ofIncidents(tx, incidentIds).stream()
            .map(Assignment::unitId)
            .filter(id -> placed.stream().noneMatch(unit -> unit.unit().id().equals(id)))
            .distinct()
            .toList();
    for (Unit unit : units.byIds(tx, missing)) {
      placed.add(new UnitApi.Placed(unit, null));
    }
    return placed;
  }
}
