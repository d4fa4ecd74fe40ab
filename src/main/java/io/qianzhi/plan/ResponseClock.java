package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/// How long a response is expected to last: once that is over, those who run it are told, and
/// whoever signs at its level extends it, or lets it end.
final class ResponseClock {
  private static final String DEADLINE = "response.due";

  private final ResponseStore store = new ResponseStore();
  private final Signers signers;
  private final IncidentService incidents;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final InstantSource clock;

  ResponseClock(
      Signers signers,
      IncidentService incidents,
      ResponseNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.signers = signers;
    this.incidents = incidents;
    this.notices = notices;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.clock = clock;
    deadlines.on(DEADLINE, this::due);
  }

  /// Sets or moves the deadline of a response that was written.
  void follow(Tx tx, Response response) {
    var until = response.expectedUntil();
    if (until == null || !response.isActive()) {
      deadlines.cancel(tx, DEADLINE, response.id());
    } else {
      deadlines.set(tx, DEADLINE, response.id(), until);
    }
  }

  /// @param minutes from now
  /// @throws Problem `not_the_signer`, `response_not_active` or `activation_unsigned`
  Response extend(Tx tx, UUID id, int minutes, String reason, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("response", id);
    var known = store.find(tx, id).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    var response = store.find(tx, id).orElseThrow();
    if (reason.isBlank()) {
      throw Problem.invalidField("reason", FieldRule.MISSING, "Say why it takes longer.");
    }
    var extended = response.extended(minutes, clock.instant().truncatedTo(ChronoUnit.MICROS));
    Signers.require(
        signers.seats(tx, incident, LevelSigners.Decision.CHANGE, response.level()),
        response.level(),
        actor);
    store.save(tx, extended);
    follow(tx, extended);
    timeline.append(
        tx,
        happening(incident, "response.extended")
            .by(actor)
            .detail("plan", extended.planName())
            .detail("until", extended.expectedUntil())
            .detail("reason", reason.strip())
            .changed("responses", extended));
    notices.extended(tx, id);
    return extended;
  }

  private void due(Tx tx, UUID id, boolean late) {
    var known = store.find(tx, id);
    if (known.isEmpty()) {
      return;
    }
    var incident = incidents.lock(tx, known.get().incidentId());
    var response = store.find(tx, id).orElseThrow();
    var until = response.expectedUntil();
    if (!response.isActive() || until == null || until.isAfter(clock.instant())) {
      return;
    }
    timeline.append(
        tx,
        happening(incident, "response.due")
            .detail("plan", response.planName())
            .detail("late", late ? true : null)
            .changed("responses", response));
    notices.due(tx, incident, response);
  }
}
