package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/// The order that gives a response its force (突发事件应对法 第七十二条): four parts, signed by whom its level
/// demands. Where that is several people, each signs the same words.
final class ActivationService {
  private final ResponseStore store = new ResponseStore();
  private final Signers signers;
  private final IncidentService incidents;
  private final StepService steps;
  private final ResponseClock expected;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;

  /// The four parts of an activation order.
  record Order(String matter, int level, int expectedDurationMinutes, String measures) {}

  ActivationService(
      Signers signers,
      IncidentService incidents,
      StepService steps,
      ResponseClock expected,
      ResponseNotices notices,
      Timeline timeline,
      InstantSource clock) {
    this.signers = signers;
    this.incidents = incidents;
    this.steps = steps;
    this.expected = expected;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// How long responses last, as their orders say.
  ResponseClock expected() {
    return expected;
  }

  /// @throws Problem `activation_signed`, `not_the_signer`, `step_blocked`
  Response sign(Tx tx, UUID id, Order order, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("response", id);
    var known = store.find(tx, id).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    var response = store.find(tx, id).orElseThrow();
    response.requireUnsigned();
    requireWords("matter", order.matter());
    requireWords("measures", order.measures());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var written =
        new Response.Activation(
            order.matter().strip(),
            order.level(),
            order.expectedDurationMinutes(),
            order.measures().strip(),
            actor.ref(),
            now);
    var pending = response.pendingActivation();
    boolean countersigns = pending != null && pending.saysTheSame(written);
    var seats =
        countersigns
            ? response.seats()
            : signers.seats(tx, incident, LevelSigners.Decision.ACTIVATION, order.level());
    var seat = Signers.require(seats, order.level(), actor);
    var signed =
        response.activated(
            countersigns ? Objects.requireNonNull(pending) : written,
            SignatureSeat.signed(seats, seat, actor.ref(), now));
    store.save(tx, signed);
    expected.follow(tx, signed);
    return signed.activation() == null
        ? waitForOthers(tx, incident, signed, actor)
        : takeEffect(tx, incident, signed, now, actor);
  }

  private Response takeEffect(Tx tx, Incident incident, Response signed, Instant now, Actor actor) {
    var checklist = steps.checklist(tx, signed);
    var order = Objects.requireNonNull(signed.activation());
    checklist.doneBy(PlanStep.Fact.ACTIVATION_ORDER).ifPresent(checklist::requireUnblocked);
    var changed =
        steps.ordered(
            tx,
            incident,
            checklist,
            PlanStep.Fact.ACTIVATION_ORDER,
            new StepService.Signature(actor.ref(), now),
            ResponseWords.activated(order));
    timeline.append(
        tx,
        happening(incident, "response.activated")
            .by(actor)
            .detail("plan", signed.planName())
            .detail("activation", order)
            .changed("responses", signed)
            .changedAll("steps", changed));
    steps.follow(tx, incident, checklist, changed, actor);
    return signed;
  }

  private Response waitForOthers(Tx tx, Incident incident, Response signed, Actor actor) {
    var checklist = steps.checklist(tx, signed);
    var step = checklist.doneBy(PlanStep.Fact.ACTIVATION_ORDER);
    step.ifPresent(checklist::requireUnblocked);
    timeline.append(
        tx,
        happening(incident, "response.activation_signed")
            .by(actor)
            .detail("plan", signed.planName())
            .detail("people", names(SignatureSeat.waitedFor(signed.seats())))
            .changed("responses", signed));
    step.ifPresent(
        one -> {
          notices.settled(tx, one.id(), actor);
          notices.signatureWanted(tx, incident, signed, one);
        });
    return signed;
  }

  private static List<String> names(List<PersonRef> people) {
    return people.stream().map(PersonRef::name).toList();
  }

  private static void requireWords(String field, String words) {
    if (words.isBlank()) {
      throw Problem.invalidField(
          field, FieldRule.MISSING, "The activation order needs its " + field + ".");
    }
  }
}
