package io.qianzhi.command.review;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.time.LocalDate;
import java.util.Objects;

/// The operations of reviews.
public final class ReviewApi {
  private static final int PAGE = 500;
  private static final int STREAMS = 200;

  private ReviewApi() {}

  private record AddFinding(String text, String measure, String owner, LocalDate dueOn) {
    Finding.Words words() {
      return new Finding.Words(text, measure, owner, dueOn);
    }
  }

  private record ChangeFinding(
      String text, String measure, String owner, LocalDate dueOn, int version) {
    Finding.Words words() {
      return new Finding.Words(text, measure, owner, dueOn);
    }
  }

  private record VerifyFinding(String verification, int version) {}

  private record Withdraw(int version) {}

  private record Summarise(String summary, int version) {}

  private record Sign(int version) {}

  public static void bind(
      Operations operations,
      ReplayService replays,
      AfterActionService reports,
      ReviewService reviews,
      Database database) {
    bindLog(operations, replays, database);
    operations.query(
        "getAfterAction",
        request ->
            database.inTransaction(
                tx -> reports.report(tx, request.id("incidentId"), request.actor())));
    bindFindings(operations, reviews);
    operations.command(
        "summariseReview",
        (tx, request) -> {
          var body = request.body(Summarise.class);
          return reviews.summarise(
              tx, request.id("incidentId"), body.summary(), body.version(), request.actor());
        });
    operations.command(
        "signReview",
        (tx, request) ->
            reviews.sign(
                tx, request.id("incidentId"), request.body(Sign.class).version(), request.actor()));
  }

  private static void bindFindings(Operations operations, ReviewService reviews) {
    operations.command(
        "addFinding",
        (tx, request) ->
            reviews.add(
                tx,
                request.id("incidentId"),
                request.body(AddFinding.class).words(),
                request.actor()));
    operations.command(
        "changeFinding",
        (tx, request) -> {
          var body = request.body(ChangeFinding.class);
          return reviews.change(
              tx, request.id("findingId"), body.words(), body.version(), request.actor());
        });
    operations.command(
        "withdrawFinding",
        (tx, request) ->
            reviews.withdraw(
                tx,
                request.id("findingId"),
                request.body(Withdraw.class).version(),
                request.actor()));
    operations.command(
        "verifyFinding",
        (tx, request) -> {
          var body = request.body(VerifyFinding.class);
          return reviews.verify(
              tx, request.id("findingId"), body.verification(), body.version(), request.actor());
        });
  }

  private static void bindLog(Operations operations, ReplayService replays, Database database) {
    operations.query(
        "replayIncident",
        request ->
            database.inTransaction(
                tx ->
                    replays.page(
                        tx,
                        request.id("incidentId"),
                        request.queryInt("after", 0),
                        request.queryInt("limit", PAGE),
                        request.actor())));
    operations.query(
        "verifyTimelines",
        request ->
            database.inTransaction(
                tx ->
                    replays.prove(
                        tx,
                        Objects.requireNonNullElse(request.queryOrNull("after"), ""),
                        request.queryInt("limit", STREAMS),
                        request.actor())));
  }
}
