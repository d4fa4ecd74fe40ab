package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import java.util.UUID;
import java.util.function.Supplier;

/// Locks a step with its checklist for a decision: by the row of its incident.
final class StepLock {
  private final StepStore store;
  private final ResponseStore responses;
  private final IncidentService incidents;
  private final StepFlow flow;

  StepLock(StepStore store, ResponseStore responses, IncidentService incidents, StepFlow flow) {
    this.store = store;
    this.responses = responses;
    this.incidents = incidents;
    this.flow = flow;
  }

  /// A checklist and its incident, locked for a decision.
  record Locked(Incident incident, Checklist checklist, Step step) {}

  /// Whoever owns a step may see it, wherever it is.
  ///
  /// @throws Problem 404
  Locked lock(Tx tx, UUID id, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("step", id);
    var known = store.find(tx, id).orElseThrow(notThere);
    var incident =
        incidents.lockFor(tx, known.incidentId(), actor, known.isAnsweredForBy(actor), notThere);
    var response = responses.find(tx, known.responseId()).orElseThrow();
    var checklist = flow.checklist(tx, response);
    return new Locked(incident, checklist, checklist.byId(id));
  }
}
