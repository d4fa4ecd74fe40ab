package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Everything about the responses of an incident stops at once, also what would go on after an end.
/// Only for exercises: what is real is ended by those who sign for it. The caller holds the lock of
/// the incident's row.
public final class Abandonment {
  private final ResponseStore store = new ResponseStore();
  private final StepService steps;
  private final ProposalService proposals;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;

  Abandonment(
      StepService steps,
      ProposalService proposals,
      ResponseNotices notices,
      Timeline timeline,
      InstantSource clock) {
    this.steps = steps;
    this.proposals = proposals;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// @throws IllegalArgumentException for an incident that is real
  public void abandon(Tx tx, Incident incident, Actor actor) {
    if (!incident.drill()) {
      throw new IllegalArgumentException("%s is real".formatted(incident.number()));
    }
    proposals.drop(tx, incident, actor);
    for (var response : store.ofIncidents(tx, List.of(incident.id()))) {
      switch (response.state()) {
        case PROPOSED -> decline(tx, incident, response, actor);
        case ACTIVE -> end(tx, incident, response.ended(now()), actor);
        case ENDED -> settle(tx, incident, response, actor);
        case DECLINED -> {
          // Nothing of it runs.
        }
      }
    }
  }

  private void decline(Tx tx, Incident incident, Response response, Actor actor) {
    var declined = response.declined();
    store.save(tx, declined);
    timeline.append(
        tx,
        happening(incident, "response.declined")
            .by(actor)
            .detail("plan", declined.planName())
            .changed("responses", declined));
    notices.settled(tx, declined.id(), actor);
  }

  private void end(Tx tx, Incident incident, Response ended, Actor actor) {
    store.save(tx, ended);
    timeline.append(
        tx,
        happening(incident, "response.ended")
            .by(actor)
            .detail("plan", ended.planName())
            .changed("responses", ended));
    settle(tx, incident, ended, actor);
  }

  private void settle(Tx tx, Incident incident, Response response, Actor actor) {
    var settled = steps.abandon(tx, response);
    if (!settled.isEmpty()) {
      timeline.append(
          tx, happening(incident, "step.reassessed").by(actor).changedAll("steps", settled));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
