package io.qianzhi.command.release;

import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of releases.
public final class ReleaseApi {
  private ReleaseApi() {}

  private record Draft(@Nullable UUID correctsId, @Nullable String reason) {}

  private record Write(ReleaseContent content, Instant factsAt, int version) {}

  private record Version(int version) {}

  private record Decide(
      ReleaseApproval.Decision decision,
      @Nullable List<String> confirmed,
      @Nullable String reason,
      int version) {
    ReleaseApproval.Verdict verdict() {
      return new ReleaseApproval.Verdict(
          decision, confirmed == null ? List.of() : confirmed, reason, version);
    }
  }

  private record Discard(String reason, int version) {}

  private record Held(Instant heldAt, String note) {}

  private record ReleaseFile(List<Release> releases, List<ReleaseClock> releaseClocks) {}

  private record Checklists(List<Release.CheckItem> facts, List<Release.CheckItem> legal) {}

  public static void bind(
      Operations operations,
      ReleaseService releases,
      ReleaseRules rules,
      PublicReleases published,
      IncidentService incidents,
      Database database) {
    operations.query(
        "listReleases",
        request ->
            database.inTransaction(
                tx -> {
                  var ids =
                      List.of(
                          incidents.require(tx, request.id("incidentId"), request.actor()).id());
                  return new ReleaseFile(
                      releases.ofIncidents(tx, ids), releases.clocks().ofIncidents(tx, ids));
                }));
    operations.query(
        "getReleaseChecklists",
        request -> new Checklists(rules.factsChecklist(), rules.legalChecklist()));
    operations.query("listPublicReleases", request -> published.json(request.path("number")));
    bindDrafts(operations, releases);
    bindApproval(operations, releases.approval());
  }

  private static void bindDrafts(Operations operations, ReleaseService releases) {
    operations.command(
        "draftRelease",
        (tx, request) -> {
          var body = request.body(Draft.class);
          return releases.draft(
              tx, request.id("incidentId"), body.correctsId(), body.reason(), request.actor());
        });
    operations.command(
        "writeRelease",
        (tx, request) -> {
          var body = request.body(Write.class);
          return releases.write(
              tx,
              request.id("releaseId"),
              body.content(),
              body.factsAt(),
              body.version(),
              request.actor());
        });
    operations.command(
        "discardRelease",
        (tx, request) -> {
          var body = request.body(Discard.class);
          return releases.discard(
              tx, request.id("releaseId"), body.reason(), body.version(), request.actor());
        });
    operations.command(
        "recordPressConference",
        (tx, request) -> {
          var body = request.body(Held.class);
          return releases.pressConference(
              tx, request.id("incidentId"), body.heldAt(), body.note(), request.actor());
        });
  }

  private static void bindApproval(Operations operations, ReleaseApproval approval) {
    operations.command(
        "submitRelease",
        (tx, request) ->
            approval.submit(
                tx,
                request.id("releaseId"),
                request.body(Version.class).version(),
                request.actor()));
    operations.command(
        "checkReleaseFacts",
        (tx, request) ->
            approval.checkFacts(
                tx,
                request.id("releaseId"),
                request.body(Decide.class).verdict(),
                request.actor()));
    operations.command(
        "checkReleaseLegal",
        (tx, request) ->
            approval.checkLegal(
                tx,
                request.id("releaseId"),
                request.body(Decide.class).verdict(),
                request.actor()));
    operations.command(
        "decideRelease",
        (tx, request) ->
            approval.decide(
                tx,
                request.id("releaseId"),
                request.body(Decide.class).verdict(),
                request.actor()));
  }
}
