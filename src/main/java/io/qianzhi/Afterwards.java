package io.qianzhi;

import io.qianzhi.command.review.AfterActionService;
import io.qianzhi.command.review.IcsService;
import io.qianzhi.command.review.ReplayService;
import io.qianzhi.command.review.ReviewService;
import io.qianzhi.exercise.ExerciseParts;
import io.qianzhi.exercise.ExerciseService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.pdf.Pdf;
import java.util.Objects;

/// What reads all of the others: replays, reviews, and exercises with their score.
record Afterwards(
    ReplayService replays,
    AfterActionService reports,
    ReviewService reviews,
    IcsService forms,
    ExerciseService exercises,
    Pdf pdf) {

  static Afterwards of(
      Base base, Ground ground, Alerts alerts, Picture picture, Conduct conduct, Rulebook rules) {
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
            rules.unitCodes().serviceNames(),
            base.clock());
    var exercises =
        new ExerciseService(
            rules.scenarios(),
            new ExerciseParts(
                ground.people(),
                picture.incidents(),
                picture.assessments(),
                picture.calls(),
                picture.units(),
                conduct.dispatch().assignments(),
                conduct.responses(),
                conduct.musters(),
                conduct.reporting().reports(),
                conduct.releases(),
                reports,
                rules.review(),
                alerts.notices(),
                base.deadlines(),
                ground.timeline(),
                base.clock()));
    return new Afterwards(replays, reports, reviews, forms, exercises, new Pdf(base.vertx()));
  }
}
