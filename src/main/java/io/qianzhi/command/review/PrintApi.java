package io.qianzhi.command.review;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.Request;
import io.qianzhi.platform.pdf.Pdf;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a review prints, and the forms as JSON.
public final class PrintApi {
  private PrintApi() {}

  public static void bind(
      Operations operations,
      AfterActionService reports,
      IcsService forms,
      Pdf pdf,
      Database database) {
    operations.query(
        "printAfterAction",
        request -> {
          var report =
              database.inTransaction(
                  tx -> reports.report(tx, request.id("incidentId"), request.actor()));
          boolean english = "en".equals(request.queryOrNull("language"));
          return print(pdf, "after-action", AfterActionPage.html(report, english));
        });
    operations.query(
        "getIcs201", request -> database.inTransaction(tx -> briefing(tx, forms, request)));
    operations.query(
        "printIcs201",
        request ->
            print(
                pdf,
                "ics-201",
                IcsPage.briefing(database.inTransaction(tx -> briefing(tx, forms, request)))));
    operations.query("getIcs214", request -> database.inTransaction(tx -> log(tx, forms, request)));
    operations.query(
        "printIcs214",
        request ->
            print(
                pdf,
                "ics-214",
                IcsPage.log(database.inTransaction(tx -> log(tx, forms, request)))));
  }

  private static Ics201 briefing(Tx tx, IcsService forms, Request request) {
    return forms.briefing(
        tx, request.id("incidentId"), request.queryInstant("at"), request.actor());
  }

  private static Ics214 log(Tx tx, IcsService forms, Request request) {
    return forms.log(
        tx,
        request.id("incidentId"),
        id(request, "unitId"),
        id(request, "personId"),
        request.actor());
  }

  private static @Nullable UUID id(Request request, String name) {
    var text = request.queryOrNull(name);
    return text == null ? null : UUID.fromString(text);
  }

  private static Operations.Binary print(Pdf pdf, String name, String html) {
    return new Operations.Binary(
        Buffer.buffer(await(pdf.render(html))),
        "application/pdf",
        Map.of(
            "Content-Disposition",
            "inline; filename=\"" + name + ".pdf\"",
            "Cache-Control",
            "no-store"));
  }
}
