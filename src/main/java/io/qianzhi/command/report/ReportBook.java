package io.qianzhi.command.report;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where reports are kept: each is read under the lock of its incident's row, and written together
/// with its event.
final class ReportBook {
  private final ReportStore store;
  private final IncidentService incidents;
  private final Timeline timeline;

  /// A report with the one it is compared with.
  record Pair(Report report, @Nullable Report previous) {}

  /// A report under the lock of its incident.
  ///
  /// @param previous the one it is compared with
  record Locked(Incident incident, Report report, @Nullable Report previous) {}

  ReportBook(ReportStore store, IncidentService incidents, Timeline timeline) {
    this.store = store;
    this.incidents = incidents;
    this.timeline = timeline;
  }

  Locked lock(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("report", id));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, false, () -> Problem.notFound("report", id));
    var report = store.find(tx, id).orElseThrow();
    return new Locked(incident, report, previous(tx, report));
  }

  /// @throws Problem 404; whether it may be seen is for the caller to check
  Pair read(Tx tx, UUID id) {
    var report = store.find(tx, id).orElseThrow(() -> Problem.notFound("report", id));
    return new Pair(report, previous(tx, report));
  }

  private @Nullable Report previous(Tx tx, Report report) {
    var id = report.previousId();
    return id == null ? null : store.find(tx, id).orElseThrow();
  }

  Report write(Tx tx, Incident incident, Report report, String kind, @Nullable Actor actor) {
    return write(tx, report, event(incident, kind, report).by(actor));
  }

  /// @param what the start of its event, from [#event]
  Report write(Tx tx, Report report, Happening what) {
    store.save(tx, report);
    timeline.append(tx, what.changed("reports", report));
    return report;
  }

  static Happening event(Incident incident, String kind, Report report) {
    return happening(incident, kind)
        .detail("report", Json.word(report.kind()))
        .detail("sequence", report.sequence())
        .detail("number", report.number());
  }
}
