package io.qianzhi;

import io.qianzhi.command.review.AfterActionService;
import io.qianzhi.command.review.IcsService;
import io.qianzhi.command.review.ReplayService;
import io.qianzhi.command.review.ReviewService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.pdf.Pdf;
import java.util.Objects;

/// What is known when it is over: replays and reviews, which read all of the others.
record Afterwards(
    ReplayService replays,
    AfterActionService reports,
    ReviewService reviews,
    IcsService forms,
    Pdf pdf) {

  static Afterwards of(Base base, Ground ground, Picture picture, Conduct conduct, Rulebook rules) {
    var replays =
        new ReplayService(
            rules.review(),
            rules.city().areas().city().code(),
            picture.incidents(),
            conduct.dispatch().assignments(),
            picture.tracks(),
            ground.timeline(),
            base.clock());
    var reviews = new ReviewService(picture.incidents(), ground.timeline(), base.clock());
    var steps = conduct.responses().steps();
    reviews.onSigned(
        (tx, incident, review, actor) -> {
          var signature =
              new StepService.Signature(
                  Objects.requireNonNull(review.signedBy()),
                  Objects.requireNonNull(review.signedAt()));
          steps.learn(
              tx,
              incident,
              PlanStep.Fact.REVIEW_FINISHED,
              review.summary(),
              null,
              signature,
              actor);
        });
    var types = rules.eventTypes();
    var reports =
        new AfterActionService(
            rules.review(),
            picture.incidents(),
            replays,
            reviews,
            ground.timeline(),
            code -> types.require(code).name(),
            base.clock());
    var forms =
        new IcsService(
            picture.incidents(),
            replays,
            rules.activities(),
            code -> types.require(code).name(),
            base.clock());
    return new Afterwards(replays, reports, reviews, forms, new Pdf(base.vertx()));
  }
}
