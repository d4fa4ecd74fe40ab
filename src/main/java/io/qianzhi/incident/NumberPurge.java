package io.qianzhi.incident;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.timeline.Timeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Deletes the call-back numbers of a closed incident on schedule: personal data may be used for
/// the incident only and is destroyed afterwards (突发事件应对法 第八十五条). The event says how many.
public final class NumberPurge {
  private static final String DEADLINE = "incident.delete_numbers";

  private final CallStore store = new CallStore();
  private final IncidentService incidents;
  private final Timeline timeline;

  public NumberPurge(
      IncidentService incidents,
      Deadlines deadlines,
      Timeline timeline,
      IncidentRules rules,
      InstantSource clock) {
    this.incidents = incidents;
    this.timeline = timeline;
    var keep = Duration.ofDays(rules.callbackNumberDays());
    deadlines.on(DEADLINE, this::delete);
    incidents
        .course()
        .onClosed(
            (tx, incidentId) ->
                deadlines.set(tx, DEADLINE, incidentId, clock.instant().plus(keep)));
  }

  /// An incident that was opened again keeps its numbers until it is closed again.
  private void delete(Tx tx, UUID incidentId, boolean late) {
    var incident = incidents.lock(tx, incidentId);
    if (incident.isOpen()) {
      return;
    }
    int deleted = store.deleteNumbers(tx, incidentId);
    if (deleted > 0) {
      timeline.append(
          tx,
          IncidentService.happening(incident, "incident.numbers_deleted")
              .detail("count", deleted)
              .detail("late", late));
    }
  }
}
