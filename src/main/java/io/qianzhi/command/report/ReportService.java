package io.qianzhi.command.report;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reports: told by telephone, drafted, edited, signed. Every decision is made under the lock of
/// the incident's row; how they reach others is in [ReportDispatch].
public final class ReportService {
  static final String COLLECTION = "reports";

  private final ReportStore store;
  private final ReportRules rules;
  private final IncidentService incidents;
  private final StepService steps;
  private final ReportDrafts drafts;
  private final ReportClocks clocks;
  private final Timeline timeline;
  private final InstantSource clock;

  /// Who was told by telephone.
  record Told(String organisation, String person, Instant toldAt, @Nullable String summary) {}

  ReportService(
      ReportStore store,
      ReportRules rules,
      IncidentService incidents,
      StepService steps,
      ReportDrafts drafts,
      ReportClocks clocks,
      Timeline timeline,
      InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.incidents = incidents;
    this.steps = steps;
    this.drafts = drafts;
    this.clocks = clocks;
    this.timeline = timeline;
    this.clock = clock;
  }

  public List<Report> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  public List<ReportClock> clocksOf(Tx tx, Collection<UUID> incidentIds) {
    return clocks.ofIncidents(tx, incidentIds);
  }

  List<ReportClock> running(Tx tx, Actor actor) {
    return clocks.running(tx, actor);
  }

  /// The incident was graded: which reports it owes.
  public void graded(Tx tx, Incident incident, @Nullable Actor actor) {
    clocks.graded(tx, incident, actor);
  }

  /// The response has ended: the final report is owed.
  public void responseEnded(Tx tx, Incident incident, Actor actor) {
    clocks.terminated(tx, incident, true, actor);
  }

  /// The incident is closed. One that was none, or is another's, owes nothing any more.
  public void incidentClosed(Tx tx, UUID incidentId) {
    var incident = incidents.get(tx, incidentId);
    boolean real = incident.outcome() == Incident.Outcome.RESOLVED;
    clocks.terminated(tx, incident, real, null);
  }

  /// An exercise is over: nothing is owed any more.
  public void stopped(Tx tx, Incident incident, Actor actor) {
    clocks.terminated(tx, incident, false, actor);
  }

  /// A report with the one it is compared with.
  record Pair(Report report, @Nullable Report previous) {}

  Pair read(Tx tx, UUID id, Actor actor) {
    var report = store.find(tx, id).orElseThrow(() -> Problem.notFound("report", id));
    try {
      incidents.require(tx, report.incidentId(), actor);
    } catch (Problem outside) {
      throw Problem.notFound("report", id);
    }
    return new Pair(report, previous(tx, report));
  }

  /// @throws Problem 404 for a report by telephone, which is not printed
  Pair readWritten(Tx tx, UUID id, Actor actor) {
    var pair = read(tx, id, actor);
    if (pair.report().content() == null) {
      throw Problem.notFound("report", id);
    }
    return pair;
  }

  private @Nullable Report previous(Tx tx, Report report) {
    var id = report.previousId();
    return id == null ? null : store.find(tx, id).orElseThrow();
  }

  /// @throws Problem `invalid_request` when it was told before it was known, or will be
  Report told(Tx tx, UUID incidentId, Told told, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    var now = now();
    if (told.toldAt().isBefore(incident.knownAt()) || told.toldAt().isAfter(now)) {
      throw Problem.invalidField(
          "toldAt",
          FieldRule.IMPOSSIBLE,
          "It was told after the incident was known, and before now.");
    }
    var summary = told.summary();
    var phone =
        new Report.Phone(
            actor.ref(),
            told.organisation().strip(),
            told.person().strip(),
            told.toldAt(),
            summary == null || summary.isBlank() ? drafts.spoken(incident) : summary.strip());
    var sequence = next(tx, incidentId, Report.Kind.PHONE);
    var report = Report.told(incidentId, incident.drill(), sequence, incident.grade(), phone, now);
    store.save(tx, report);
    var judged = report.cameLate(clocks.met(tx, incident, report, now));
    store.save(tx, judged);
    timeline.append(
        tx,
        describe(happening(incident, "report.told"), judged)
            .by(actor)
            .detail("receivedBy", phone.organisation() + phone.person())
            .detail("toldAt", phone.toldAt())
            .changed(COLLECTION, judged));
    steps.learn(
        tx,
        incident,
        PlanStep.Fact.REPORT_PHONE,
        "%s向%s%s电话报告。"
            .formatted(ReportWords.moment(phone.toldAt()), phone.organisation(), phone.person()),
        null,
        actor);
    return judged;
  }

  /// @throws Problem `report_open` or `first_report_missing`
  Report draft(Tx tx, UUID incidentId, Report.Kind kind, Actor actor) {
    return draft(tx, incidents.lock(tx, incidentId, actor), kind, actor);
  }

  /// Opens a draft where none is open, for plans that say so; what stands in the way is left to
  /// people.
  public void prepare(Tx tx, Incident incident, Report.Kind kind) {
    var all = store.ofIncidents(tx, List.of(incident.id()));
    boolean open = all.stream().anyMatch(one -> isDraft(one, kind));
    boolean exists = all.stream().anyMatch(one -> one.kind() == kind);
    boolean ready = kind == Report.Kind.WRITTEN ? !exists : last(all) != null && !open;
    if (ready && !(kind == Report.Kind.FINAL && exists)) {
      draft(tx, incident, kind, null);
    }
  }

  private Report draft(Tx tx, Incident incident, Report.Kind kind, @Nullable Actor actor) {
    var all = store.ofIncidents(tx, List.of(incident.id()));
    if (all.stream().anyMatch(one -> isDraft(one, kind))) {
      throw Problem.conflict("report_open", "A draft of this report is open already; finish it.");
    }
    var previous = last(all);
    if (kind == Report.Kind.WRITTEN && all.stream().anyMatch(one -> one.kind() == kind)) {
      throw Problem.conflict(
          "report_open", "The first report is written. Say what is new in a follow-up.");
    }
    if (kind != Report.Kind.WRITTEN && previous == null) {
      throw Problem.conflict(
          "first_report_missing", "There is no signed first report yet. Write that one first.");
    }
    var report =
        Report.drafted(
            incident.id(),
            incident.drill(),
            kind,
            next(tx, incident.id(), kind),
            drafts.write(tx, incident, kind, previous, now()),
            previous,
            actor == null ? null : actor.ref());
    return write(tx, incident, report, "report.drafted", actor);
  }

  private static boolean isDraft(Report report, Report.Kind kind) {
    return report.kind() == kind && report.state() == Report.State.DRAFT;
  }

  /// The last written one that was signed.
  private static @Nullable Report last(List<Report> all) {
    return all.stream()
        .filter(one -> one.kind() != Report.Kind.PHONE && one.signedAt() != null)
        .max(Comparator.comparing(one -> Objects.requireNonNull(one.signedAt())))
        .orElse(null);
  }

  private int next(Tx tx, UUID incidentId, Report.Kind kind) {
    return 1
        + (int)
            store.ofIncidents(tx, List.of(incidentId)).stream()
                .filter(one -> one.kind() == kind)
                .count();
  }

  /// @throws Problem `stale_version`, `report_signed` or `personal_data`
  Report edit(Tx tx, UUID id, ReportContent content, int version, Actor actor) {
    var locked = lock(tx, id, actor);
    requireVersion(locked.report(), version);
    content.requireNoPersonalData();
    var edited = locked.report().edited(content, locked.previous());
    return write(tx, locked.incident(), edited, "report.edited", actor);
  }

  Report refresh(Tx tx, UUID id, int version, Actor actor) {
    var locked = lock(tx, id, actor);
    var report = locked.report();
    requireVersion(report, version);
    report.requireDraft();
    var facts = drafts.write(tx, locked.incident(), report.kind(), locked.previous(), now());
    return write(
        tx,
        locked.incident(),
        report.rewritten(facts, locked.previous()),
        "report.refreshed",
        actor);
  }

  /// @throws Problem `not_a_report_signer`, `stale_version` or `report_signed`
  Report sign(Tx tx, UUID id, int version, Actor actor) {
    var locked = lock(tx, id, actor);
    var report = locked.report();
    var signers = rules.signers(report.kind());
    report.requireDraft();
    if (signers.stream().noneMatch(actor::hasRole)) {
      throw Problem.forbidden(
          "not_a_report_signer",
          "This report is signed by %s.".formatted(String.join(" or ", signers)));
    }
    requireVersion(report, version);
    var now = now();
    int year = now.atZone(CityTime.ZONE).getYear();
    var number =
        "%s%s〔%d〕%d号"
            .formatted(
                report.drill() ? "演练" : "",
                rules.numberPrefix(),
                year,
                store.nextNumber(tx, year, report.drill()));
    return write(
        tx, locked.incident(), report.signed(number, actor.ref(), now), "report.signed", actor);
  }

  private static void requireVersion(Report report, int version) {
    if (report.version() != version) {
      throw Problem.staleVersion("report", version, report.version());
    }
  }

  private Report write(
      Tx tx, Incident incident, Report report, String kind, @Nullable Actor actor) {
    store.save(tx, report);
    timeline.append(
        tx, describe(happening(incident, kind), report).by(actor).changed(COLLECTION, report));
    return report;
  }

  static Happening describe(Happening what, Report report) {
    return what.detail("report", Json.word(report.kind()))
        .detail("sequence", report.sequence())
        .detail("number", report.number());
  }

  /// A report and its incident, locked for a decision.
  record Locked(Incident incident, Report report, @Nullable Report previous) {}

  Locked lock(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("report", id));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, false, () -> Problem.notFound("report", id));
    var report = store.find(tx, id).orElseThrow();
    return new Locked(incident, report, previous(tx, report));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
