package io.qianzhi.plan;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of responses and steps.
public final class PlanApi {
  private PlanApi() {}

  private record Propose(String planCode, int level) {}

  private record Confirm(boolean confirmed, @Nullable Integer level, @Nullable String reason) {}

  private record Complete(
      @Nullable String evidence,
      @Nullable Double number,
      @Nullable List<String> photos,
      @Nullable Point point,
      @Nullable String answer,
      int version) {
    Proof proof() {
      return new Proof(evidence, number, photos == null ? List.of() : photos, point, answer);
    }
  }

  private record Change(Proposal.Kind kind, @Nullable Integer level, String reason) {}

  private record Judge(String text, boolean inFavour) {}

  private record Sign(@Nullable String order) {}

  private record Extend(int minutes, String reason) {}

  private record Reason(String reason) {}

  private record Delegate(UUID personId, @Nullable String note) {}

  private record Remark(String text) {}

  public static void bind(Operations operations, ResponseService responses, Database database) {
    operations.command(
        "proposeResponse",
        (tx, request) -> {
          var body = request.body(Propose.class);
          return responses.propose(
              tx, request.id("incidentId"), body.planCode(), body.level(), request.actor());
        });
    operations.command(
        "confirmResponse",
        (tx, request) -> {
          var body = request.body(Confirm.class);
          var id = request.id("responseId");
          return body.confirmed()
              ? responses.start(tx, id, body.level(), request.actor())
              : responses.decline(tx, id, body.reason(), request.actor());
        });
    operations.command(
        "signActivation",
        (tx, request) ->
            responses
                .activations()
                .sign(
                    tx,
                    request.id("responseId"),
                    request.body(ActivationService.Order.class),
                    request.actor()));
    operations.command(
        "extendResponse",
        (tx, request) -> {
          var body = request.body(Extend.class);
          return responses
              .activations()
              .expected()
              .extend(tx, request.id("responseId"), body.minutes(), body.reason(), request.actor());
        });
    bindProposals(operations, responses.proposals());
    bindSteps(operations, responses.steps());
    bindArrangements(operations, responses.steps().arrangements(), database);
    bindSupervision(operations, responses.steps().supervision(), database);
    bindPhotos(operations, responses.steps().photos(), database);
  }

  private static void bindPhotos(Operations operations, PhotoService photos, Database database) {
    // Named by its content, the same photo may come twice; there is no need for a receipt.
    operations.query(
        "addStepPhoto",
        request ->
            database.inTransaction(
                tx -> photos.add(tx, request.id("stepId"), request.bytes(), request.actor())));
    operations.query(
        "getPhoto",
        request -> {
          var photo =
              database.inTransaction(
                  tx ->
                      photos.read(
                          tx, request.id("incidentId"), request.path("hash"), request.actor()));
          return new Operations.Binary(
              photo.bytes(),
              photo.contentType(),
              Map.of("Cache-Control", "private, max-age=31536000, immutable"));
        });
  }

  private static void bindProposals(Operations operations, ProposalService proposals) {
    operations.command(
        "proposeChange",
        (tx, request) -> {
          var body = request.body(Change.class);
          return proposals.propose(
              tx,
              request.id("responseId"),
              body.kind(),
              body.level(),
              body.reason(),
              request.actor());
        });
    operations.command(
        "giveOpinion",
        (tx, request) -> {
          var body = request.body(Judge.class);
          return proposals.giveOpinion(
              tx, request.id("proposalId"), body.text(), body.inFavour(), request.actor());
        });
    operations.command(
        "decideProposal",
        (tx, request) ->
            proposals.decide(
                tx,
                request.id("proposalId"),
                request.body(ProposalDecision.class),
                request.actor()));
  }

  private static void bindSteps(Operations operations, StepService steps) {
    operations.command(
        "completeStep",
        (tx, request) -> {
          var body = request.body(Complete.class);
          return steps.complete(
              tx, request.id("stepId"), body.proof(), body.version(), request.actor());
        });
    operations.command(
        "reopenStep",
        (tx, request) ->
            steps.reopen(tx, request.id("stepId"), request.query("reason"), request.actor()));
    operations.command(
        "signStep",
        (tx, request) ->
            steps.sign(
                tx,
                request.id("stepId"),
                request.bodyIfGiven(Sign.class).map(Sign::order).orElse(null),
                request.actor()));
  }

  private static void bindArrangements(
      Operations operations, ArrangementService arrangements, Database database) {
    operations.command(
        "skipStep",
        (tx, request) ->
            arrangements.skip(
                tx, request.id("stepId"), request.body(Reason.class).reason(), request.actor()));
    operations.command(
        "unskipStep",
        (tx, request) -> arrangements.unskip(tx, request.id("stepId"), request.actor()));
    operations.command(
        "delegateStep",
        (tx, request) -> {
          var body = request.body(Delegate.class);
          return arrangements.delegate(
              tx, request.id("stepId"), body.personId(), body.note(), request.actor());
        });
    operations.command(
        "takeStepBack",
        (tx, request) -> arrangements.takeBack(tx, request.id("stepId"), request.actor()));
    operations.command(
        "addStep",
        (tx, request) ->
            arrangements.add(
                tx,
                request.id("responseId"),
                request.body(NewStep.Addition.class),
                request.actor()));
    operations.query(
        "listStepOwners",
        request ->
            database.inTransaction(
                tx -> arrangements.candidates(tx, request.id("incidentId"), request.actor())));
  }

  private static void bindSupervision(
      Operations operations, SupervisionService supervision, Database database) {
    operations.query(
        "listSupervision",
        request -> database.inTransaction(tx -> supervision.list(tx, request.actor())));
    operations.command(
        "superviseStep",
        (tx, request) ->
            supervision.remark(
                tx, request.id("stepId"), request.body(Remark.class).text(), request.actor()));
  }
}
