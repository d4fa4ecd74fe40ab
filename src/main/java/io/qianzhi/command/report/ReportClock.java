package io.qianzhi.command.report;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How long is left until a report is owed. It starts when the incident was known, and no edit
/// moves it. Late stays for ever, whether the report then came or not.
///
/// @param round which follow-up
/// @param rule its id in the rule table
/// @param basis who set the time; empty = a default of this system
/// @param isDefault no law sets the minutes: the city confirms them
/// @param startsAt when the incident was known; of a further follow-up, when the one before was
///   sent; of a final report, when the response ended
/// @param reportId what met it
public record ReportClock(
    UUID id,
    UUID incidentId,
    String incidentNumber,
    String place,
    boolean drill,
    Report.Kind kind,
    int round,
    String rule,
    Text name,
    String basis,
    boolean isDefault,
    Instant startsAt,
    Instant dueAt,
    State state,
    boolean late,
    @Nullable Instant metAt,
    @Nullable UUID reportId,
    int version) {

  /// Whether the report is still owed.
  public enum State {
    RUNNING,
    MET,
    NOT_OWED
  }

  static ReportClock running(
      Incident incident, ReportRules.Rule rule, int round, Instant startsAt, Instant dueAt) {
    return new ReportClock(
        UUID.randomUUID(),
        incident.id(),
        incident.number(),
        incident.place(),
        incident.drill(),
        rule.report(),
        round,
        rule.id(),
        rule.name(),
        rule.source(),
        rule.isDefault(),
        startsAt,
        dueAt,
        State.RUNNING,
        false,
        null,
        null,
        1);
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /// It has become worse, and a stricter rule applies.
  ReportClock tightened(ReportRules.Rule rule, Instant sooner) {
    return new ReportClock(
        id,
        incidentId,
        incidentNumber,
        place,
        drill,
        kind,
        round,
        rule.id(),
        rule.name(),
        rule.source(),
        rule.isDefault(),
        startsAt,
        sooner,
        state,
        late,
        metAt,
        reportId,
        version + 1);
  }

  ReportClock missed() {
    return with(state, true, metAt, reportId);
  }

  ReportClock met(@Nullable UUID by, Instant at) {
    return with(State.MET, late || at.isAfter(dueAt), at, by);
  }

  ReportClock notOwed() {
    return with(State.NOT_OWED, late, null, null);
  }

  private ReportClock with(
      State newState, boolean newLate, @Nullable Instant newMetAt, @Nullable UUID by) {
    return new ReportClock(
        id,
        incidentId,
        incidentNumber,
        place,
        drill,
        kind,
        round,
        rule,
        name,
        basis,
        isDefault,
        startsAt,
        dueAt,
        newState,
        newLate,
        newMetAt,
        by,
        version + 1);
  }
}
