package io.qianzhi.command.report;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How signed reports reach others: put into the outbox, what became of each try, and the word of
/// the receivers. The clock of a report is met when the first of them has it.
public final class ReportDispatch {
  private final ReportStore store;
  private final ReportBook book;
  private final ReportRules rules;
  private final IncidentService incidents;
  private final StepService steps;
  private final ReportClocks clocks;
  private final ReportNotices notices;
  private final ReceiptTokens tokens;
  private final InstantSource clock;

  ReportDispatch(
      ReportStore store,
      ReportBook book,
      ReportRules rules,
      IncidentService incidents,
      StepService steps,
      ReportClocks clocks,
      ReportNotices notices,
      ReceiptTokens tokens,
      InstantSource clock) {
    this.store = store;
    this.book = book;
    this.rules = rules;
    this.incidents = incidents;
    this.steps = steps;
    this.clocks = clocks;
    this.notices = notices;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// What came of one try.
  ///
  /// @param receivedBy the receiver's word, where its answer already was one
  record Outcome(boolean arrived, boolean mayTryAgain, String detail, @Nullable String receivedBy) {

    static Outcome arrived(String detail, @Nullable String receivedBy) {
      return new Outcome(true, false, detail, receivedBy);
    }

    static Outcome failed(String detail, boolean mayTryAgain) {
      return new Outcome(false, mayTryAgain, detail, null);
    }
  }

  /// @param wanted codes of channels, null = all
  /// @throws Problem `report_not_signed` or `no_channel`
  Report send(Tx tx, UUID id, @Nullable List<String> wanted, Actor actor) {
    var locked = book.lock(tx, id, actor);
    var report = locked.report();
    report.requireSigned();
    var now = now();
    var queued = new ArrayList<ReportDelivery>();
    for (var channel : channels(report, wanted)) {
      var known = delivery(report, channel.code());
      if (known.isEmpty()) {
        queued.add(ReportDelivery.queued(id, channel, now));
      } else if (known.get().state() == ReportDelivery.State.FAILED) {
        queued.add(known.get().again(now));
      }
    }
    if (queued.isEmpty()) {
      return report;
    }
    queued.forEach(one -> store.save(tx, one, now));
    return write(
        tx,
        locked.incident(),
        report,
        "report.queued",
        String.join("、", queued.stream().map(ReportDelivery::name).toList()),
        actor);
  }

  private List<ReportRules.Channel> channels(Report report, @Nullable List<String> wanted) {
    var all = rules.channels(report.drill());
    if (all.isEmpty()) {
      throw Problem.conflict(
          "no_channel",
          "conf/reports.yaml names nobody who receives %s. Hand it over otherwise and write down the receipt."
              .formatted(report.drill() ? "reports of drills" : "reports"));
    }
    if (wanted == null) {
      return all;
    }
    var chosen = all.stream().filter(one -> wanted.contains(one.code())).toList();
    if (chosen.size() < wanted.size()) {
      throw Problem.invalidField(
          "channels", FieldRule.NO_SUCH_THING, "There is no such channel for this report.");
    }
    return chosen;
  }

  private static Optional<ReportDelivery> delivery(Report report, String channel) {
    return report.deliveries().stream().filter(one -> channel.equals(one.channel())).findFirst();
  }

  /// A try has come to its end.
  void tried(Tx tx, UUID deliveryId, Outcome outcome) {
    var reportId = store.delivery(tx, deliveryId).orElseThrow().reportId();
    var incident = incidents.lock(tx, store.find(tx, reportId).orElseThrow().incidentId());
    var report = store.find(tx, reportId).orElseThrow();
    var tried = store.delivery(tx, deliveryId).orElseThrow();
    if (tried.state() != ReportDelivery.State.QUEUED) {
      return;
    }
    var now = now();
    if (outcome.arrived()) {
      var sent = tried.sent(now, outcome.detail());
      var by = outcome.receivedBy();
      if (by == null) {
        store.save(tx, sent, null);
        arrived(tx, incident, report, now, "report.sent", sent.name(), null);
      } else {
        store.save(tx, sent.received(new ReportDelivery.Receipt(by, now, null, null)), null);
        arrived(tx, incident, report.received(now), now, "report.received", by, null);
      }
    } else if (outcome.mayTryAgain() && tried.attempts() <= rules.retrySeconds().size()) {
      long wait = rules.retrySeconds().get(tried.attempts() - 1);
      store.save(tx, tried.missed(outcome.detail()), now.plusSeconds(wait));
      write(tx, incident, report, "report.try_failed", tried.name(), null);
    } else {
      var failed = tried.failed(now, outcome.detail());
      store.save(tx, failed, null);
      write(tx, incident, report, "report.send_failed", failed.name(), null);
      notices.failed(tx, incident, report, failed);
    }
  }

  /// Somebody at the other end has it, as far as is known for the first time.
  private Report arrived(
      Tx tx,
      Incident incident,
      Report report,
      Instant at,
      String kind,
      String receiver,
      @Nullable Actor actor) {
    boolean first = store.find(tx, report.id()).orElseThrow().sentAt() == null;
    var sent = report.sent(at);
    if (first) {
      sent = sent.cameLate(clocks.met(tx, incident, report, at));
    }
    var written = write(tx, incident, sent, kind, receiver, actor);
    if (first) {
      learn(tx, incident, written, actor);
    }
    return written;
  }

  private void learn(Tx tx, Incident incident, Report report, @Nullable Actor actor) {
    steps.learn(
        tx,
        incident,
        fact(report.kind()),
        "%s，%s，%s报出。"
            .formatted(
                ReportWords.kind(report.kind(), report.sequence()),
                report.number(),
                ReportWords.moment(Objects.requireNonNull(report.sentAt()))),
        null,
        new StepService.Signature(
            Objects.requireNonNull(report.signedBy()), Objects.requireNonNull(report.signedAt())),
        actor);
  }

  private static PlanStep.Fact fact(Report.Kind kind) {
    return switch (kind) {
      case PHONE -> PlanStep.Fact.REPORT_PHONE;
      case WRITTEN -> PlanStep.Fact.REPORT_WRITTEN;
      case FOLLOW_UP -> PlanStep.Fact.REPORT_FOLLOW_UP;
      case FINAL -> PlanStep.Fact.REPORT_FINAL;
    };
  }

  /// The duty chief writes down that a receiver has it.
  ///
  /// @param channel null = it was handed over otherwise
  Report receipt(
      Tx tx,
      UUID id,
      @Nullable String channel,
      String receivedBy,
      @Nullable String note,
      Actor actor) {
    var locked = book.lock(tx, id, actor);
    var report = locked.report();
    report.requireSigned();
    var receipt =
        new ReportDelivery.Receipt(receivedBy.strip(), now(), blankToNull(note), actor.ref());
    if (channel == null) {
      return received(
          tx, locked.incident(), report, ReportDelivery.byHand(id, receipt), receipt, actor);
    }
    var delivery =
        delivery(report, channel)
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "channel",
                        FieldRule.NO_SUCH_THING,
                        "The report was not sent over this channel."));
    return received(tx, locked.incident(), report, delivery.received(receipt), receipt, actor);
  }

  /// The receiver itself says so.
  ///
  /// @throws Problem 404 when the token was not made here
  void confirm(Tx tx, String token, String receivedBy, @Nullable String note) {
    var delivery =
        tokens
            .delivery(token)
            .flatMap(id -> store.delivery(tx, id))
            .orElseThrow(() -> Problem.notFound("report", "for this token"));
    var reportId = delivery.reportId();
    var incident = incidents.lock(tx, store.find(tx, reportId).orElseThrow().incidentId());
    var report = store.find(tx, reportId).orElseThrow();
    var known = store.delivery(tx, delivery.id()).orElseThrow();
    if (known.receipt() == null) {
      var receipt = new ReportDelivery.Receipt(receivedBy.strip(), now(), blankToNull(note), null);
      received(tx, incident, report, known.received(receipt), receipt, null);
    }
  }

  private Report received(
      Tx tx,
      Incident incident,
      Report report,
      ReportDelivery delivery,
      ReportDelivery.Receipt receipt,
      @Nullable Actor actor) {
    store.save(tx, delivery, null);
    return arrived(
        tx,
        incident,
        report.received(receipt.at()),
        receipt.at(),
        "report.received",
        receipt.receivedBy(),
        actor);
  }

  private Report write(
      Tx tx,
      Incident incident,
      Report report,
      String kind,
      String receiver,
      @Nullable Actor actor) {
    var all = store.find(tx, report.id()).orElseThrow().deliveries();
    var written = report.delivered(all);
    return book.write(
        tx,
        written,
        ReportBook.event(incident, kind, written).by(actor).detail("receiver", receiver));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
