package io.qianzhi.timeline;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Operations;
import java.util.UUID;

/// The operations that read the timeline of an incident.
public final class TimelineApi {
  private static final int MOST_EVENTS = 1_000;

  private TimelineApi() {}

  /// Throws when the actor may not see the incident.
  @FunctionalInterface
  public interface Scope {
    void require(Tx tx, UUID incidentId, Actor actor);
  }

  public static void bind(
      Operations operations, Timeline timeline, Scope scope, Database database) {
    operations.query(
        "listTimeline",
        request ->
            database.inTransaction(
                tx -> {
                  var id = request.id("incidentId");
                  scope.require(tx, id, request.actor());
                  int limit = Math.min(MOST_EVENTS, request.queryInt("limit", 500));
                  return timeline.read(tx, "incident:" + id, request.queryInt("after", 0), limit);
                }));
    operations.query(
        "verifyTimeline",
        request ->
            database.inTransaction(
                tx -> {
                  var id = request.id("incidentId");
                  scope.require(tx, id, request.actor());
                  return timeline.verify(tx, "incident:" + id);
                }));
  }
}
