package io.qianzhi.command.report;

import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
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
  private final ReportStore store;
  private final ReportBook book;
  private final ReportRules rules;
  private final IncidentService incidents;
  private final StepService steps;
  private final ReportDrafts drafts;
  private final ReportClocks clocks;
  private final InstantSource clock;

  /// Who was told by telephone.
  record Told(String organisation, String person, Instant toldAt, @Nullable String summary) {}

  ReportService(
      ReportStore store,
      ReportBook book,
      ReportRules rules,
      IncidentService incidents,
      StepService steps,
      ReportDrafts drafts,
      ReportClocks clocks,
      InstantSource clock) {
    this.store = store;
    this.book = book;
    this.rules = rules;
    this.incidents = incidents;
    this.steps = steps;
    this.drafts = drafts;
    this.clocks = clocks;
    this.clock = clock;
  }

  public List<Report> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The statutory clocks of reporting.
  public ReportClocks clocks() {
    return clocks;
  }

  /// @throws Problem 404 when there is none or its incident is outside the actor's area
  ReportBook.Pair read(Tx tx, UUID id, Actor actor) {
    var pair = book.read(tx, id);
    try {
      incidents.require(tx, pair.report().incidentId(), actor);
    } catch (Problem outside) {
      throw Problem.notFound("report", id);
    }
    return pair;
  }

  /// @throws Problem 404 for a report by telephone, which is not printed
  ReportBook.Pair readWritten(Tx tx, UUID id, Actor actor) {
    var pair = read(tx, id, actor);
    if (pair.report().content() == null) {
      throw Problem.notFound("report", id);
    }
    return pair;
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
    book.write(
        tx,
        judged,
        ReportBook.event(incident, "report.told", judged)
            .by(actor)
            .detail("receivedBy", phone.organisation() + phone.person())
            .detail("toldAt", phone.toldAt()));
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
    return book.write(tx, incident, report, "report.drafted", actor);
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
    var locked = book.lock(tx, id, actor);
    requireVersion(locked.report(), version);
    content.requireNoPersonalData();
    var edited = locked.report().edited(content, locked.previous());
    return book.write(tx, locked.incident(), edited, "report.edited", actor);
  }

  Report refresh(Tx tx, UUID id, int version, Actor actor) {
    var locked = book.lock(tx, id, actor);
    var report = locked.report();
    requireVersion(report, version);
    report.requireDraft();
    var facts = drafts.write(tx, locked.incident(), report.kind(), locked.previous(), now());
    return book.write(
        tx,
        locked.incident(),
        report.rewritten(facts, locked.previous()),
        "report.refreshed",
        actor);
  }

  /// @throws Problem `not_a_report_signer`, `stale_version` or `report_signed`
  Report sign(Tx tx, UUID id, int version, Actor actor) {
    var locked = book.lock(tx, id, actor);
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
    return book.write(
        tx, locked.incident(), report.signed(number, actor.ref(), now), "report.signed", actor);
  }

  private static void requireVersion(Report report, int version) {
    if (report.version() != version) {
      throw Problem.staleVersion("report", version, report.version());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
