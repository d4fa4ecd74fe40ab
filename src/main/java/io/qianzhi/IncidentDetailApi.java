package io.qianzhi;

import io.qianzhi.alert.Notice;
import io.qianzhi.command.CheckIn;
import io.qianzhi.command.CommandPost;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.command.group.Group;
import io.qianzhi.command.group.Muster;
import io.qianzhi.command.group.Withdrawal;
import io.qianzhi.command.order.Order;
import io.qianzhi.command.release.Release;
import io.qianzhi.command.release.ReleaseClock;
import io.qianzhi.command.report.Report;
import io.qianzhi.command.report.ReportClock;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.exercise.Exercise;
import io.qianzhi.exercise.ExerciseService;
import io.qianzhi.incident.Call;
import io.qianzhi.incident.Cordon;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Proposal;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.util.List;

/// One incident with everything that belongs to it, from all features.
final class IncidentDetailApi {
  private IncidentDetailApi() {}

  record IncidentDetail(
      Incident incident,
      List<Call> calls,
      List<Assignment> assignments,
      List<Response> responses,
      List<Step> steps,
      List<Proposal> proposals,
      List<CheckIn> checkIns,
      List<CommandTransfer> commandTransfers,
      List<Order> orders,
      List<Group> groups,
      List<Muster> musters,
      List<Withdrawal> withdrawals,
      List<CommandPost> commandPosts,
      List<Report> reports,
      List<ReportClock> reportClocks,
      List<Cordon> cordons,
      List<Release> releases,
      List<ReleaseClock> releaseClocks,
      List<Notice> notices,
      List<Exercise> exercises) {}

  static void bind(
      Operations operations,
      Database database,
      Alerts alerts,
      Picture picture,
      Conduct conduct,
      ExerciseService exercises) {
    var incidents = picture.incidents();
    var calls = picture.calls();
    var assignments = conduct.dispatch().assignments();
    var responses = conduct.responses();
    var command = conduct.command();
    var reports = conduct.reporting().reports();
    var releases = conduct.releases();
    var notices = alerts.notices();
    operations.query(
        "getIncident",
        request ->
            database.inTransaction(
                tx -> {
                  var actor = request.actor();
                  var incident = incidents.require(tx, request.id("incidentId"), actor);
                  var ids = List.of(incident.id());
                  return new IncidentDetail(
                      incident,
                      calls.ofIncident(tx, incident.id(), actor.may("call.write")),
                      assignments.ofIncidents(tx, ids),
                      responses.ofIncidents(tx, ids),
                      responses.steps().ofIncidents(tx, ids),
                      responses.proposals().ofIncidents(tx, ids),
                      conduct.scene().checkInsOf(tx, ids),
                      command.transfersOf(tx, ids),
                      conduct.orders().ofIncidents(tx, ids),
                      conduct.groups().ofIncidents(tx, ids),
                      conduct.musters().ofIncidents(tx, ids),
                      conduct.withdrawals().ofIncidents(tx, ids),
                      conduct.scene().postsOf(tx, ids),
                      reports.ofIncidents(tx, ids),
                      reports.clocks().ofIncidents(tx, ids),
                      picture.cordons().ofIncidents(tx, ids),
                      releases.ofIncidents(tx, ids),
                      releases.clocks().ofIncidents(tx, ids),
                      notices.ofIncidents(tx, ids),
                      exercises.ofIncidents(tx, ids));
                }));
  }
}
