package io.qianzhi.command.report;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.Request;
import io.qianzhi.platform.pdf.Pdf;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations of reports.
public final class ReportApi {
  private ReportApi() {}

  private record Draft(Report.Kind kind) {}

  private record Edit(ReportContent content, int version) {}

  private record Version(int version) {}

  private record Send(@Nullable List<String> channels) {}

  private record Receipt(@Nullable String channel, String receivedBy, @Nullable String note) {}

  /// The reports of an incident and the clocks of those it owes.
  record ReportFile(List<Report> reports, List<ReportClock> reportClocks) {}

  public static void bind(Operations operations, Database database, Reporting reporting) {
    var reports = reporting.reports();
    bindReading(operations, database, reporting);
    operations.command(
        "recordPhoneReport",
        (tx, request) ->
            reports.told(
                tx,
                request.id("incidentId"),
                request.body(ReportService.Told.class),
                request.actor()));
    operations.command(
        "draftReport",
        (tx, request) ->
            reports.draft(
                tx, request.id("incidentId"), request.body(Draft.class).kind(), request.actor()));
    operations.command(
        "editReport",
        (tx, request) -> {
          var body = request.body(Edit.class);
          return reports.edit(
              tx, request.id("reportId"), body.content(), body.version(), request.actor());
        });
    operations.command(
        "refreshReport",
        (tx, request) ->
            reports.refresh(tx, request.id("reportId"), version(request), request.actor()));
    operations.command(
        "signReport",
        (tx, request) ->
            reports.sign(tx, request.id("reportId"), version(request), request.actor()));
    bindSending(operations, database, reporting.dispatch());
  }

  private static int version(Request request) {
    return request.body(Version.class).version();
  }

  private static void bindReading(Operations operations, Database database, Reporting reporting) {
    var reports = reporting.reports();
    operations.query(
        "listReports",
        request ->
            database.inTransaction(
                tx -> {
                  var ids =
                      List.of(
                          reporting
                              .incidents()
                              .require(tx, request.id("incidentId"), request.actor())
                              .id());
                  return new ReportFile(
                      reports.ofIncidents(tx, ids), reports.clocks().ofIncidents(tx, ids));
                }));
    operations.query(
        "listReportClocks",
        request -> database.inTransaction(tx -> reports.clocks().running(tx, request.actor())));
    operations.query(
        "getReport",
        request ->
            database.inTransaction(
                tx -> reports.read(tx, request.id("reportId"), request.actor()).report()));
    operations.query(
        "getReportPdf",
        request -> {
          var pair =
              database.inTransaction(
                  tx -> reports.readWritten(tx, request.id("reportId"), request.actor()));
          return print(pair, reporting.pdf(), reporting.letterhead());
        });
  }

  private static Operations.Binary print(ReportBook.Pair pair, Pdf pdf, String letterhead) {
    var html = ReportPage.html(pair.report(), pair.previous(), letterhead);
    return new Operations.Binary(
        Buffer.buffer(await(pdf.render(html))),
        "application/pdf",
        Map.of(
            "Content-Disposition",
            "inline; filename=\"" + ReportPost.fileName(pair.report()) + "\"",
            "Cache-Control",
            "no-store"));
  }

  private static void bindSending(
      Operations operations, Database database, ReportDispatch dispatch) {
    operations.command(
        "sendReport",
        (tx, request) ->
            dispatch.send(
                tx, request.id("reportId"), request.body(Send.class).channels(), request.actor()));
    operations.command(
        "recordReceipt",
        (tx, request) -> {
          var body = request.body(Receipt.class);
          return dispatch.receipt(
              tx,
              request.id("reportId"),
              body.channel(),
              body.receivedBy(),
              body.note(),
              request.actor());
        });
    operations.query(
        "confirmReceipt",
        request -> {
          var body = request.body(Receipt.class);
          database.inTransaction(
              tx -> {
                dispatch.confirm(tx, request.path("token"), body.receivedBy(), body.note());
                return true;
              });
          return null;
        });
  }
}
