package io.qianzhi.command.review;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.util.Objects;

/// The operations of reviews.
public final class ReviewApi {
  private static final int PAGE = 500;
  private static final int STREAMS = 200;

  private ReviewApi() {}

  public static void bind(Operations operations, ReplayService replays, Database database) {
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
