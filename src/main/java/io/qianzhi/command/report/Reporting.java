package io.qianzhi.command.report;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.SceneService;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.command.group.WithdrawalService;
import io.qianzhi.command.order.OrderService;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.Effect;
import io.qianzhi.plan.Effects;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.pdf.Pdf;
import io.qianzhi.timeline.Timeline;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Objects;

/// The parts of reporting, put together.
///
/// @param letterhead the name at the head of every report
public record Reporting(
    IncidentService incidents,
    ReportService reports,
    ReportDispatch dispatch,
    ReportSender sender,
    Pdf pdf,
    String letterhead) {

  /// What reporting stands on.
  public record Ground(
      Vertx vertx,
      Database database,
      VirtualThreads virtualThreads,
      Deadlines deadlines,
      Timeline timeline,
      InstantSource clock,
      Pdf pdf) {}

  /// What reports are written from.
  public record Sources(
      EventTypes types,
      People people,
      NoticeService notices,
      IncidentService incidents,
      AssignmentService assignments,
      ResponseService responses,
      SceneService scene,
      GroupService groups,
      OrderService orders,
      WithdrawalService withdrawals) {}

  /// How this city and this node report.
  ///
  /// @param secret the server's own, for the tokens of receipts
  public record Setup(
      ReportRules rules,
      ReportSettings settings,
      String cityName,
      String publicUrl,
      String secret) {}

  public static Reporting of(Ground ground, Sources sources, Setup setup) {
    var rules = setup.rules();
    var store = new ReportStore();
    var clock = ground.clock();
    var notices = new ReportNotices(sources.notices(), sources.people());
    var drafts =
        new ReportDrafts(
            rules,
            setup.cityName(),
            sources.types(),
            sources.people(),
            sources.assignments(),
            sources.responses(),
            sources.scene(),
            new CommandMeasures(sources.groups(), sources.orders(), sources.withdrawals()));
    var clocks =
        new ReportClocks(
            rules, sources.incidents(), notices, ground.timeline(), ground.deadlines(), clock);
    var steps = sources.responses().steps();
    var book = new ReportBook(store, sources.incidents(), ground.timeline());
    var reports =
        new ReportService(store, book, rules, sources.incidents(), steps, drafts, clocks, clock);
    var tokens = new ReceiptTokens(setup.secret());
    var dispatch =
        new ReportDispatch(
            store, book, rules, sources.incidents(), steps, clocks, notices, tokens, clock);
    var post =
        new ReportPost(ground.vertx(), rules, setup.settings(), setup.publicUrl(), tokens, clock);
    var letterhead = rules.letterhead().replace("{city}", setup.cityName());
    var sender =
        new ReportSender(
            store,
            book,
            dispatch,
            post,
            ground.pdf(),
            letterhead,
            ground.database(),
            ground.virtualThreads(),
            clock);
    return new Reporting(sources.incidents(), reports, dispatch, sender, ground.pdf(), letterhead);
  }

  /// Hears of grades, of the end and of the steps that open drafts.
  public void listen(Effects effects) {
    incidents.onGraded(reports.clocks()::graded);
    incidents.course().onClosed(reports.clocks()::incidentClosed);
    effects.on(
        Effect.Kind.REPORT_DRAFT,
        (tx, firing) -> reports.prepare(tx, firing.incident(), kind(firing)));
  }

  private static Report.Kind kind(Effects.Firing firing) {
    return switch (Objects.requireNonNull(firing.effect().report())) {
      case WRITTEN -> Report.Kind.WRITTEN;
      case FOLLOW_UP -> Report.Kind.FOLLOW_UP;
      case FINAL -> Report.Kind.FINAL;
    };
  }
}
