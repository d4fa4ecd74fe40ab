package io.qianzhi.drill;

import io.qianzhi.plan.PlanRoles;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.PlanStep.Evidence;
import io.qianzhi.plan.Proposal;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.SignatureSeat;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What simulated people owe to the plan: the signature under its order, their steps with what
/// proves them, and opinion and signature at its end. What the system learns by itself nobody
/// ticks; a photo nobody can take.
final class PlanPlays {
  private PlanPlays() {}

  static void add(ExerciseScene scene, Playbook book) {
    scene
        .active()
        .ifPresent(
            response -> {
              activate(scene, response, book);
              scene.steps().stream()
                  .filter(step -> step.responseId().equals(response.id()))
                  .forEach(step -> step(scene, response, step, book));
            });
    scene.proposals().forEach(proposal -> decide(scene, proposal, book));
  }

  /// One signature after the other: all sign the same words.
  private static void activate(ExerciseScene scene, Response response, Playbook book) {
    if (response.activation() != null) {
      return;
    }
    var written = response.pendingActivation();
    var order =
        written == null
            ? Map.<String, Object>of(
                "matter",
                scene.exercise().title().zh(),
                "level",
                response.level(),
                "expectedDurationMinutes",
                720,
                "measures",
                "立即组织搜救、疏散和交通管制，开展监测，及时报告和发布信息。")
            : Map.<String, Object>of(
                "matter",
                written.matter(),
                "level",
                written.level(),
                "expectedDurationMinutes",
                written.expectedDurationMinutes(),
                "measures",
                written.measures());
    var since =
        response.seats().stream()
            .map(SignatureSeat::signedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(Objects.requireNonNull(response.startedAt()));
    signer(scene, response.seats())
        .ifPresent(
            who ->
                book.add(
                    "activate " + response.id() + who.personId(),
                    since,
                    book.rules().signs(),
                    who,
                    "signActivation",
                    Map.of("responseId", response.id()),
                    order));
  }

  /// Who signs next.
  private static Optional<Actor> signer(ExerciseScene scene, List<SignatureSeat> seats) {
    return seats.stream()
        .filter(seat -> seat.signedBy() == null)
        .findFirst()
        .flatMap(seat -> scene.people().oneOf(seat.people()));
  }

  private static void step(ExerciseScene scene, Response response, Step step, Playbook book) {
    if (step.isDone() && !step.isSettled()) {
      countersign(scene, step, book);
      return;
    }
    if (step.state() != Step.State.OPEN || step.doneBy() != null || !isUnblocked(scene, step)) {
      return;
    }
    var key = "step " + step.id();
    var due =
        book.pace()
            .before(unblocked(scene, response, step), step.dueAt(), book.rules().does(), key);
    var path = Map.of("stepId", step.id());
    boolean order = step.evidenceKind() == Evidence.Kind.SIGNED_ORDER;
    if (step.signatureRequired() && step.signedAt() == null && (order || !step.lifeSafety())) {
      var words = order ? Map.of("order", words(scene, step)) : Map.<String, Object>of();
      scene
          .people()
          .withDuty(PlanRoles.LEADER)
          .ifPresent(
              leader -> book.add(key + " sign", due, Play.of(leader, "signStep", path, words)));
      return;
    }
    var proof = proof(scene, step);
    owner(scene, step)
        .filter(who -> !proof.isEmpty())
        .ifPresent(who -> book.add(key, due, Play.of(who, "completeStep", path, proof)));
  }

  /// What was done before its signature.
  private static void countersign(ExerciseScene scene, Step step, Playbook book) {
    scene
        .people()
        .withDuty(PlanRoles.LEADER)
        .ifPresent(
            leader ->
                book.add(
                    "step " + step.id() + " sign",
                    Objects.requireNonNull(step.completedAt()),
                    book.rules().signs(),
                    leader,
                    "signStep",
                    Map.of("stepId", step.id()),
                    Map.of()));
  }

  /// Of what belongs to nobody on duty, the control room does it.
  private static Optional<Actor> owner(ExerciseScene scene, Step step) {
    return step.owners().isEmpty()
        ? scene.people().withRole("operator")
        : scene.people().oneOf(step.owners());
  }

  private static boolean isUnblocked(ExerciseScene scene, Step step) {
    return step.dependsOn().stream()
        .allMatch(code -> first(scene, step, code).map(Step::isPassed).orElse(true));
  }

  private static Instant unblocked(ExerciseScene scene, Response response, Step step) {
    return step.dependsOn().stream()
        .flatMap(code -> first(scene, step, code).stream())
        .map(Step::completedAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .filter(at -> at.isAfter(Objects.requireNonNull(response.startedAt())))
        .orElse(Objects.requireNonNull(response.startedAt()));
  }

  private static Optional<Step> first(ExerciseScene scene, Step step, String code) {
    return scene.steps().stream()
        .filter(one -> one.responseId().equals(step.responseId()))
        .filter(one -> one.code().equals(code) && one.round() == 1)
        .findFirst();
  }

  /// Empty where they cannot give what the step asks for.
  private static Map<String, Object> proof(ExerciseScene scene, Step step) {
    var given = scene.exercise().scenario().evidence().get(step.code());
    var proof = new HashMap<String, Object>();
    switch (step.evidenceKind()) {
      case TEXT, SIGNED_ORDER -> proof.put("evidence", words(scene, step));
      case NUMBER -> proof.put("number", number(given));
      case POSITION -> proof.put("point", scene.incident().point());
      case PHOTO -> {
        if (!step.lifeSafety()) {
          return Map.of();
        }
        proof.put("evidence", words(scene, step));
      }
    }
    if (!step.answers().isEmpty()) {
      proof.put(
          "answer",
          step.answers().stream()
              .map(PlanStep.Answer::code)
              .filter(code -> code.equals(given))
              .findFirst()
              .orElse(step.answers().getFirst().code()));
    }
    proof.put("version", step.version());
    return proof;
  }

  private static String words(ExerciseScene scene, Step step) {
    var given = scene.exercise().scenario().evidence().get(step.code());
    return given == null || !step.answers().isEmpty() ? step.title().zh() + "：已落实。" : given;
  }

  private static double number(@org.jspecify.annotations.Nullable String given) {
    try {
      return given == null ? 0 : Double.parseDouble(given);
    } catch (NumberFormatException words) {
      return 0;
    }
  }

  private static void decide(ExerciseScene scene, Proposal proposal, Playbook book) {
    if (proposal.wantsOpinion()) {
      scene
          .people()
          .withDuty(PlanRoles.EXPERT)
          .ifPresent(
              expert ->
                  book.add(
                      "opinion " + proposal.id(),
                      proposal.proposedAt(),
                      book.rules().decides(),
                      expert,
                      "giveOpinion",
                      Map.of("proposalId", proposal.id()),
                      Map.of("text", "监测数据稳定，同意。", "inFavour", true)));
      return;
    }
    if (!proposal.mayBeSigned()) {
      return;
    }
    var since =
        proposal.opinions().stream()
            .map(Proposal.Opinion::at)
            .max(Instant::compareTo)
            .orElse(proposal.proposedAt());
    signer(scene, proposal.seats())
        .ifPresent(
            who ->
                book.add(
                    "decide " + proposal.id() + who.personId(),
                    since,
                    book.rules().signs(),
                    who,
                    "decideProposal",
                    Map.of("proposalId", proposal.id()),
                    Map.of("decision", "signed")));
  }
}
