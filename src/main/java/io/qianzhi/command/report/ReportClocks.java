package io.qianzhi.command.report;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.area.AreaCode;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which reports an incident owes, and until when. Decided when it is graded and again when it gets
/// worse; a grade that falls takes nothing back. Every decision is made under the lock of the
/// incident's row.
public final class ReportClocks {
  private static final String COLLECTION = "reportClocks";
  private static final String DUE = "report.due";
  private static final String REMIND = "report.remind";
  private static final int LIST_LIMIT = 500;

  private final ReportClockStore store = new ReportClockStore();
  private final ReportRules rules;
  private final IncidentService incidents;
  private final ReportNotices notices;
  private final Timeline timeline;
  private final Deadlines deadlines;
  private final InstantSource clock;

  ReportClocks(
      ReportRules rules,
      IncidentService incidents,
      ReportNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.rules = rules;
    this.incidents = incidents;
    this.notices = notices;
    this.timeline = timeline;
    this.deadlines = deadlines;
    this.clock = clock;
    deadlines.on(DUE, this::due);
    deadlines.on(REMIND, this::remind);
  }

  public List<ReportClock> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// What still runs in the actor's area, the next first.
  List<ReportClock> running(Tx tx, Actor actor) {
    return store.running(tx, AreaCode.prefix(actor.areaCode()), actor.drill(), LIST_LIMIT);
  }

  /// The incident was graded: which reports it owes.
  public void graded(Tx tx, Incident incident, @Nullable Actor actor) {
    var grade = incident.grade();
    if (grade == null || !incident.isOpen()) {
      return;
    }
    var known = ofIncidents(tx, List.of(incident.id()));
    var changed = new ArrayList<ReportClock>();
    for (var kind : List.of(Report.Kind.PHONE, Report.Kind.WRITTEN, Report.Kind.FOLLOW_UP)) {
      rules
          .rule(kind, grade)
          .flatMap(rule -> owed(incident, rule, known, grade))
          .ifPresent(changed::add);
    }
    write(tx, incident, "report.owed", changed, actor);
  }

  /// The clock that this rule starts, or the running one that it makes stricter.
  private Optional<ReportClock> owed(
      Incident incident, ReportRules.Rule rule, List<ReportClock> known, int grade) {
    var last = last(known, rule.report());
    if (last.isEmpty()) {
      var dueAt = dueAt(incident.knownAt(), rule, 1, grade);
      return Optional.of(ReportClock.running(incident, rule, 1, incident.knownAt(), dueAt));
    }
    var dueAt = dueAt(last.get().startsAt(), rule, last.get().round(), grade);
    boolean stricter = last.get().isRunning() && dueAt.isBefore(last.get().dueAt());
    return stricter ? Optional.of(last.get().tightened(rule, dueAt)) : Optional.empty();
  }

  /// The first follow-up is counted from when the written report is due.
  private Instant dueAt(Instant startsAt, ReportRules.Rule rule, int round, int grade) {
    boolean first = rule.report() == Report.Kind.FOLLOW_UP && round == 1;
    var from =
        first
            ? rules
                .rule(Report.Kind.WRITTEN, grade)
                .map(written -> written.after(startsAt))
                .orElse(startsAt)
            : startsAt;
    return rule.after(from);
  }

  private static Optional<ReportClock> last(List<ReportClock> known, Report.Kind kind) {
    return known.stream()
        .filter(one -> one.kind() == kind)
        .max(Comparator.comparingInt(ReportClock::round));
  }

  /// A report has reached somebody.
  ///
  /// @return whether its clock had run out
  boolean met(Tx tx, Incident incident, Report report, Instant at) {
    var running =
        ofIncidents(tx, List.of(incident.id())).stream()
            .filter(one -> one.kind() == report.kind() && one.isRunning())
            .findFirst();
    if (running.isEmpty()) {
      return false;
    }
    var met = running.get().met(report.id(), at);
    var changed = new ArrayList<>(List.of(met));
    if (met.kind() == Report.Kind.FOLLOW_UP) {
      next(incident, met).ifPresent(changed::add);
    }
    write(tx, incident, "report.clock_met", changed, null);
    notices.settled(tx, met);
    if (met.late() && !running.get().late()) {
      tellLate(tx, incident, met);
    }
    return met.late();
  }

  private Optional<ReportClock> next(Incident incident, ReportClock met) {
    var from = Objects.requireNonNull(met.metAt());
    var grade = incident.grade();
    return Optional.ofNullable(grade)
        .flatMap(one -> rules.rule(Report.Kind.FOLLOW_UP, one))
        .filter(rule -> incident.isOpen())
        .map(rule -> ReportClock.running(incident, rule, met.round() + 1, from, rule.after(from)));
  }

  /// The response has ended: the final report is owed.
  public void responseEnded(Tx tx, Incident incident, Actor actor) {
    terminated(tx, incident, true, actor);
  }

  /// The incident is closed. One that was none, or is another's, owes nothing any more.
  public void incidentClosed(Tx tx, UUID incidentId) {
    var incident = incidents.get(tx, incidentId);
    boolean real = incident.outcome() == Incident.Outcome.RESOLVED;
    terminated(tx, incident, real, null);
  }

  /// An exercise is over: nothing is owed any more.
  public void stopped(Tx tx, Incident incident, Actor actor) {
    terminated(tx, incident, false, actor);
  }

  /// No more follow-ups, and the clock of the final report starts.
  private void terminated(Tx tx, Incident incident, boolean realIncident, @Nullable Actor actor) {
    var known = ofIncidents(tx, List.of(incident.id()));
    var changed = new ArrayList<ReportClock>();
    for (var one : known) {
      if (one.isRunning() && (one.kind() == Report.Kind.FOLLOW_UP || !realIncident)) {
        changed.add(one.notOwed());
      }
    }
    var owes = known.stream().anyMatch(one -> one.state() != ReportClock.State.NOT_OWED);
    var grade = incident.grade();
    if (realIncident && owes && grade != null && last(known, Report.Kind.FINAL).isEmpty()) {
      var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      rules
          .rule(Report.Kind.FINAL, grade)
          .map(rule -> ReportClock.running(incident, rule, 1, now, rule.after(now)))
          .ifPresent(changed::add);
    }
    write(tx, incident, "report.owed", changed, actor);
  }

  private void write(
      Tx tx, Incident incident, String kind, List<ReportClock> changed, @Nullable Actor actor) {
    if (changed.isEmpty()) {
      return;
    }
    changed.forEach(one -> store.save(tx, one));
    changed.forEach(one -> follow(tx, one));
    timeline.append(
        tx,
        happening(incident, kind)
            .by(actor)
            .detail("kinds", changed.stream().map(one -> Json.word(one.kind())).distinct().toList())
            .changedAll(COLLECTION, changed));
  }

  private void follow(Tx tx, ReportClock one) {
    if (one.isRunning() && !one.late()) {
      deadlines.set(tx, DUE, one.id(), one.dueAt());
      deadlines.set(tx, REMIND, one.id(), one.dueAt().minus(remindBefore()));
    } else {
      deadlines.cancel(tx, DUE, one.id());
      deadlines.cancel(tx, REMIND, one.id());
    }
  }

  private Duration remindBefore() {
    return Duration.ofMinutes(rules.remindMinutes());
  }

  private void due(Tx tx, UUID id, boolean firedLate) {
    var known = store.find(tx, id);
    if (known.isEmpty()) {
      return;
    }
    var incident = incidents.lock(tx, known.get().incidentId());
    var one = store.find(tx, id).orElseThrow();
    if (!one.isRunning() || one.late() || one.dueAt().isAfter(clock.instant())) {
      return;
    }
    var missed = one.missed();
    store.save(tx, missed);
    tellLate(tx, incident, missed);
  }

  private void tellLate(Tx tx, Incident incident, ReportClock late) {
    timeline.append(
        tx,
        happening(incident, "report.late")
            .detail("report", Json.word(late.kind()))
            .detail("round", late.round())
            .detail("name", late.name())
            .detail("dueAt", late.dueAt())
            .changed(COLLECTION, late));
    notices.late(tx, incident, late);
  }

  private void remind(Tx tx, UUID id, boolean firedLate) {
    var known = store.find(tx, id);
    if (known.isEmpty()) {
      return;
    }
    var incident = incidents.lock(tx, known.get().incidentId());
    var one = store.find(tx, id).orElseThrow();
    if (one.isRunning() && !one.late() && one.dueAt().isAfter(clock.instant())) {
      notices.due(tx, incident, one, Duration.between(clock.instant(), one.dueAt()));
    }
  }
}
