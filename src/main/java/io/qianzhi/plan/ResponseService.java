package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.geo.Point;
import io.qianzhi.identity.People;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Responses: proposed by the grade or the duty chief, started or declined by a human. Every
/// decision is made under the lock of the incident's row.
public final class ResponseService {
  private final ResponseStore store = new ResponseStore();
  private final PlanCatalogue plans;
  private final PlanSettings settings;
  private final IncidentService incidents;
  private final StepService steps;
  private final Signers signers;
  private final ActivationService activations;
  private final ProposalService proposals;
  private final Abandonment abandonment;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;

  public ResponseService(
      PlanCatalogue plans,
      EventTypes types,
      PlanSettings settings,
      IncidentService incidents,
      People people,
      NoticeService notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.plans = plans;
    this.settings = settings;
    this.incidents = incidents;
    this.signers = new Signers(settings, people);
    this.notices = new ResponseNotices(notices, people, signers, settings, clock);
    this.steps =
        new StepService(
            settings,
            plans.vocabulary(),
            types,
            incidents,
            people,
            this.notices,
            timeline,
            deadlines,
            clock);
    var expected = new ResponseClock(signers, incidents, this.notices, timeline, deadlines, clock);
    this.activations =
        new ActivationService(signers, incidents, steps, expected, this.notices, timeline, clock);
    this.proposals =
        new ProposalService(
            settings, signers, incidents, people, steps, expected, this.notices, timeline, clock);
    this.abandonment = new Abandonment(steps, proposals, this.notices, timeline, clock);
    this.timeline = timeline;
    this.clock = clock;
  }

  public StepService steps() {
    return steps;
  }

  /// The orders that give responses their force.
  ActivationService activations() {
    return activations;
  }

  /// Changes of level, and ends.
  public ProposalService proposals() {
    return proposals;
  }

  /// Ends without signatures, for exercises.
  public Abandonment abandonment() {
    return abandonment;
  }

  /// An incident stays open as long as a response runs for it.
  ///
  /// @throws Problem `response_active`
  public void requireEnded(Tx tx, Incident incident) {
    store
        .activeIn(tx, incident.id())
        .ifPresent(
            active -> {
              throw Problem.conflict(
                      "response_active",
                      "The response %s is active. Propose its end and have that signed, then close."
                          .formatted(active.planName().zh()))
                  .with("plan", active.planName());
            });
  }

  public List<Response> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The incident was graded. A serious one gets its plan proposed: once, but again when it is
  /// worse than what was declined. A lower grade leaves a proposal to the human.
  public void graded(Tx tx, Incident incident, @Nullable Actor actor) {
    var grade = incident.grade();
    if (grade == null) {
      return;
    }
    var reason = ResponseWords.graded(incident);
    steps.learn(tx, incident, PlanStep.Fact.GRADING, reason.zh(), null, actor);
    if (grade > settings.proposeFromGrade()) {
      return;
    }
    var known = store.ofIncidents(tx, List.of(incident.id()));
    var undecided =
        known.stream().filter(one -> one.state() == Response.State.PROPOSED).findFirst();
    if (undecided.isPresent()) {
      if (grade < undecided.get().level()) {
        propose(tx, incident, undecided.get().raised(grade, reason), actor);
      }
    } else if (known.stream().noneMatch(one -> isOpen(one) || one.level() <= grade)) {
      var plan = plans.forEventType(incident.typeCode());
      propose(tx, incident, Response.proposed(incident.id(), plan, grade, reason, now()), actor);
    }
  }

  /// The type or the grade of the incident changed.
  public void assessed(Tx tx, Incident incident, @Nullable Actor actor) {
    steps.reassess(tx, incident, actor);
  }

  /// An effect could not do all it should; somebody must.
  public void tellDutyChiefs(Tx tx, Effects.Firing firing, Text message) {
    notices.paged(tx, firing.incident(), firing.step(), message, List.of());
  }

  /// Every effect that a plan has must be carried out by somebody; called when all have said so.
  ///
  /// @throws io.qianzhi.platform.config.Config.Fault naming the plan and the step
  public void requireEffects() {
    plans.requireEffects(steps.effects().kinds());
  }

  /// Units were sent: the first dispatch of a response is done.
  public void dispatched(Tx tx, UUID incidentId, List<String> callSigns, @Nullable Actor actor) {
    steps.learn(
        tx,
        incidents.lock(tx, incidentId),
        PlanStep.Fact.FIRST_DISPATCH,
        ResponseWords.dispatched(callSigns),
        null,
        actor);
  }

  /// Somebody's position proved that he is at the scene; for the leader that is a step.
  public void arrivedAtScene(
      Tx tx, Incident incident, Point point, double distanceMeters, Actor actor) {
    if (!steps.authority().speaksFor(tx, actor, PlanRoles.LEADER)) {
      return;
    }
    steps.learn(
        tx,
        incident,
        PlanStep.Fact.CHECK_IN,
        ResponseWords.checkedIn(actor.name(), Math.round(distanceMeters)),
        point,
        actor);
  }

  /// @throws Problem `response_open` while another one is proposed or active
  Response propose(Tx tx, UUID incidentId, String planCode, int level, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var plan =
        plans
            .plan(planCode)
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "planCode", FieldRule.NO_SUCH_THING, "There is no plan " + planCode + "."));
    store.ofIncidents(tx, List.of(incidentId)).stream()
        .filter(ResponseService::isOpen)
        .findFirst()
        .ifPresent(
            open -> {
              throw Problem.conflict(
                      "response_open",
                      "The response %s is %s already; decline or end it first."
                          .formatted(open.planName().zh(), Json.word(open.state())))
                  .with("plan", open.planName());
            });
    var reason = ResponseWords.askedFor(actor.name(), actor.title());
    return propose(tx, incident, Response.proposed(incidentId, plan, level, reason, now()), actor);
  }

  private Response propose(Tx tx, Incident incident, Response response, @Nullable Actor actor) {
    store.save(tx, response);
    timeline.append(
        tx,
        happening(incident, "response.proposed")
            .by(actor)
            .detail("plan", response.planName())
            .detail("level", response.level())
            .detail("reason", response.reason())
            .changed("responses", response));
    notices.proposed(tx, incident, response);
    return response;
  }

  /// @throws Problem `response_decided` when somebody was faster
  Response start(Tx tx, UUID id, @Nullable Integer level, Actor actor) {
    var incidentId = lock(tx, id, actor).incident().id();
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var proposed = store.find(tx, id).orElseThrow();
    var plan =
        plans
            .plan(proposed.planCode())
            .orElseThrow(
                () ->
                    Problem.conflict(
                            "plan_gone",
                            "The plan %s is no longer among the plans; decline this and propose another."
                                .formatted(proposed.planCode()))
                        .with("plan", proposed.planName()));
    var now = now();
    int at = level == null ? proposed.level() : level;
    var seats = signers.seats(tx, incident, LevelSigners.Decision.ACTIVATION, at);
    var started = proposed.started(plan, at, seats, now);
    store.save(tx, started);
    var checklist = steps.start(tx, incident, started, plan, now);
    timeline.append(
        tx,
        happening(incident, "response.started")
            .by(actor)
            .detail("plan", started.planName())
            .detail("level", started.level())
            .detail("steps", checklist.all().size())
            .changed("responses", started)
            .changedAll("steps", checklist.all()));
    notices.settled(tx, id, actor);
    notices.started(tx, incident, started, checklist.all());
    steps.follow(tx, incident, checklist, List.of(), actor);
    return started;
  }

  Response decline(Tx tx, UUID id, @Nullable String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    if (reason == null || reason.isBlank()) {
      throw Problem.invalidField(
          "reason", FieldRule.MISSING, "Say why the response is not started.");
    }
    var declined = locked.response().declined();
    store.save(tx, declined);
    timeline.append(
        tx,
        happening(locked.incident(), "response.declined")
            .by(actor)
            .detail("plan", declined.planName())
            .detail("reason", reason.strip())
            .changed("responses", declined));
    notices.settled(tx, id, actor);
    return declined;
  }

  private record Locked(Incident incident, Response response) {}

  private Locked lock(Tx tx, UUID id, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("response", id);
    var known = store.find(tx, id).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    return new Locked(incident, store.find(tx, id).orElseThrow());
  }

  private static boolean isOpen(Response response) {
    return response.state() == Response.State.PROPOSED || response.state() == Response.State.ACTIVE;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
