package io.qianzhi;

import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.CheckIn;
import io.qianzhi.command.CommandService;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.incident.Call;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.ResponseService;
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
      List<CheckIn> checkIns,
      List<CommandTransfer> commandTransfers,
      List<Notice> notices) {}

  static void bind(
      Operations operations,
      Database database,
      IncidentService incidents,
      CallService calls,
      DispatchService dispatch,
      ResponseService responses,
      CommandService command,
      NoticeService notices) {
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
                      dispatch.assignments().ofIncidents(tx, ids),
                      responses.ofIncidents(tx, ids),
                      responses.steps().ofIncidents(tx, ids),
                      command.checkInsOf(tx, ids),
                      command.transfersOf(tx, ids),
                      notices.ofIncidents(tx, ids));
                }));
  }
}
