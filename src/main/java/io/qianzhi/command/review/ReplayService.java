package io.qianzhi.command.review;

import io.qianzhi.area.AreaCode;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.TimelineEvent;
import io.qianzhi.tracking.TrackService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads an incident's whole log: what happened, with the full state of everything it changed, and
/// where its units were.
public final class ReplayService {
  private static final int PAGE = 500;

  private final ReviewSettings settings;
  private final String cityCode;
  private final IncidentService incidents;
  private final AssignmentService assignments;
  private final TrackService tracks;
  private final Timeline timeline;
  private final InstantSource clock;

  public ReplayService(
      ReviewSettings settings,
      String cityCode,
      IncidentService incidents,
      AssignmentService assignments,
      TrackService tracks,
      Timeline timeline,
      InstantSource clock) {
    this.settings = settings;
    this.cityCode = cityCode;
    this.incidents = incidents;
    this.assignments = assignments;
    this.tracks = tracks;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// @throws Problem 404 when it is outside the actor's area
  Replay page(Tx tx, UUID incidentId, long after, int limit, Actor actor) {
    var incident = incidents.require(tx, incidentId, actor);
    var sent = assignments.ofIncidents(tx, List.of(incidentId));
    var events = history(tx, incident, sent, after, limit);
    return new Replay(
        incidentId,
        incident.drill(),
        incident.knownAt().isBefore(incident.receivedAt())
            ? incident.knownAt()
            : incident.receivedAt(),
        end(incident),
        incident.isOpen(),
        events,
        after == 0 ? tracks(tx, sent, end(incident)) : null,
        events.size() < limit ? null : Long.valueOf(events.getLast().id()));
  }

  /// Proves the log of the whole city, some streams at a time.
  ///
  /// @throws Problem `permission_denied` for those who answer for a part of the city only
  Proof prove(Tx tx, String after, int limit, Actor actor) {
    if (!AreaCode.covers(actor.areaCode(), cityCode)) {
      throw Problem.forbidden(
          "permission_denied",
          "The log of the whole city is proved by those who answer for all of it. Prove one"
              + " incident instead.");
    }
    return Proof.of(tx, timeline, after, limit);
  }

  /// Hands over the whole log, event by event.
  void read(Tx tx, Incident incident, Consumer<TimelineEvent> reader) {
    var sent = assignments.ofIncidents(tx, List.of(incident.id()));
    long after = 0;
    while (true) {
      var events = history(tx, incident, sent, after, PAGE);
      events.forEach(reader);
      if (events.size() < PAGE) {
        return;
      }
      after = events.getLast().id();
    }
  }

  private List<TimelineEvent> history(
      Tx tx, Incident incident, List<Assignment> sent, long after, int limit) {
    return timeline.history(
        tx,
        Happening.stream(incident.id()),
        sent.stream().map(Assignment::unitId).distinct().toList(),
        incident.receivedAt(),
        end(incident),
        after,
        limit);
  }

  private Instant end(Incident incident) {
    var closedAt = incident.closedAt();
    return closedAt == null ? clock.instant() : closedAt;
  }

  /// Only while a unit was on the incident, and shortly before: what it did otherwise is no part of
  /// this.
  private List<Track> tracks(Tx tx, List<Assignment> sent, Instant end) {
    var lead = Duration.ofMinutes(settings.trackLeadMinutes());
    int most = settings.trackFixesPerUnit();
    var found = new ArrayList<Track>();
    for (Assignment assignment : sent) {
      var times = assignment.times().values().stream().sorted().toList();
      var from = times.getFirst().minus(lead);
      var to = assignment.isOpen() ? end : times.getLast();
      var fixes = tracks.known(tx, assignment.unitId(), from, to, most);
      found.add(Track.of(assignment.unitId(), from, fixes, fixes.size() > most));
    }
    return found;
  }
}
