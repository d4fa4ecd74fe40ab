package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.geo.Point;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The steps of running responses: ticked, signed, taken back, and watched by their clocks.
///
/// Every decision about a step is made under the lock of its incident's row.
public final class StepService {
  private final StepStore store = new StepStore();
  private final ResponseStore responses = new ResponseStore();
  private final IncidentService incidents;
  private final People people;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final StepClocks clocks;
  private final InstantSource clock;

  StepService(
      IncidentService incidents,
      People people,
      ResponseNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.incidents = incidents;
    this.people = people;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
    this.clocks = new StepClocks(store, incidents, notices, timeline, deadlines, clock);
  }

  /// A checklist and its incident, locked for a decision.
  private record Open(Incident incident, Checklist checklist, Step step) {}

  public List<Step> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The checklist of a response that starts now; what is already known is ticked.
  List<Step> start(Tx tx, Incident incident, Response response, Plan plan, Instant at) {
    var owners = Owners.find(tx, people, plan.steps(), incident);
    var steps = new ArrayList<Step>();
    for (var step : plan.steps()) {
      steps.add(Step.of(step, steps.size() + 1, response, owners.of(step.role()), at));
    }
    var checklist = new Checklist(steps);
    for (var fact : responses.facts(tx, incident.id())) {
      checklist
          .doneBy(fact.fact())
          .map(step -> step.completed(fact.by(), fact.at(), fact.evidence(), fact.point()))
          .ifPresent(checklist::replace);
    }
    store.insert(tx, checklist.all());
    checklist.all().forEach(step -> clocks.follow(tx, step));
    return checklist.all();
  }

  Step complete(Tx tx, UUID id, String evidence, @Nullable Point point, int version, Actor actor) {
    var open = lock(tx, id, actor);
    var step = open.step();
    if (step.version() != version) {
      throw Problem.staleVersion("step", version, step.version());
    }
    requireMine(step, actor);
    open.checklist().requireCompletable(step);
    var done = step.completed(actor.ref(), now(), evidence.strip(), point);
    write(
        tx,
        open,
        done,
        happening(open.incident(), "step.completed").by(actor).detail("evidence", done.evidence()));
    settle(tx, done, actor);
    askForSignatures(tx, open.incident(), open.checklist());
    return done;
  }

  Step reopen(Tx tx, UUID id, String reason, Actor actor) {
    var open = lock(tx, id, actor);
    requireMine(open.step(), actor);
    open.checklist().requireReopenable(open.step());
    var reopened = open.step().reopened(now());
    write(
        tx,
        open,
        reopened,
        happening(open.incident(), "step.reopened").by(actor).detail("reason", reason.strip()));
    askForSignatures(tx, open.incident(), open.checklist());
    return reopened;
  }

  /// The signature of a leader, or of an owner who may sign.
  Step sign(Tx tx, UUID id, Actor actor) {
    var open = lock(tx, id, actor);
    if (!owns(open.step(), actor) && !isLeader(tx, actor)) {
      throw Problem.forbidden(
          "not_a_signer",
          "Step %s is signed by the commander-in-chief or its owner."
              .formatted(open.step().code()));
    }
    open.checklist().requireSignable(open.step());
    var signed = open.step().signed(actor.ref(), now());
    write(tx, open, signed, happening(open.incident(), "step.signed").by(actor));
    settle(tx, signed, actor);
    return signed;
  }

  /// The activation order signs and ticks its step; answers what changed, for the response's event.
  List<Step> activate(Tx tx, Incident incident, Response response, Actor actor) {
    var order = Objects.requireNonNull(response.activation());
    var checklist = new Checklist(store.ofResponse(tx, response.id()));
    var changed = new ArrayList<Step>();
    checklist
        .doneBy(PlanStep.Fact.ACTIVATION_ORDER)
        .ifPresent(
            step -> {
              checklist.requireUnblocked(step);
              var done =
                  step.signed(order.signedBy(), order.signedAt())
                      .completed(
                          order.signedBy(), order.signedAt(), ResponseWords.activated(order), null);
              changed.add(done);
              changed.addAll(checklist.replace(done));
              store.update(tx, changed);
              changed.forEach(one -> clocks.follow(tx, one));
              notices.settled(tx, done.id(), actor);
            });
    return changed;
  }

  /// The system itself learnt something; ticks the step that waits for it, now or when a response
  /// starts. What happened has happened: predecessors do not matter.
  void learn(
      Tx tx,
      Incident incident,
      PlanStep.Fact fact,
      String evidence,
      @Nullable Point point,
      @Nullable Actor actor) {
    var by = actor == null ? null : actor.ref();
    responses.remember(
        tx, incident.id(), new ResponseStore.KnownFact(fact, evidence, point, by, now()));
    var active = responses.activeIn(tx, incident.id());
    if (active.isEmpty()) {
      return;
    }
    var checklist = new Checklist(store.ofResponse(tx, active.get().id()));
    var waiting = checklist.doneBy(fact).filter(step -> !step.isDone());
    if (waiting.isEmpty()) {
      return;
    }
    var done = waiting.get().completed(by, now(), evidence, point);
    write(
        tx,
        new Open(incident, checklist, waiting.get()),
        done,
        happening(incident, "step.completed").by(actor).detail("evidence", evidence));
    settle(tx, done, actor);
    askForSignatures(tx, incident, checklist);
  }

  /// Somebody else is in command: the commander's open steps are theirs.
  public void commanderChanged(Tx tx, Incident incident, @Nullable Actor actor) {
    var owners = Owners.commander(incident);
    var moved =
        responses
            .activeIn(tx, incident.id())
            .map(response -> store.ofResponse(tx, response.id()))
            .orElse(List.of())
            .stream()
            .filter(step -> step.role().equals(PlanRoles.COMMANDER) && !step.isSettled())
            .filter(step -> !step.owners().equals(owners))
            .map(step -> step.ownedBy(owners))
            .toList();
    if (!moved.isEmpty()) {
      store.update(tx, moved);
      timeline.append(
          tx, happening(incident, "step.handed_over").by(actor).changedAll("steps", moved));
    }
  }

  /// Tells the leaders of steps that now wait for nothing but their signature, once.
  void askForSignatures(Tx tx, Incident incident, Checklist checklist) {
    var waiting = checklist.newlyWaitingForSignature();
    if (!waiting.isEmpty()) {
      store.update(tx, waiting.stream().map(Step::asked).toList());
      waiting.forEach(step -> notices.signatureWanted(tx, incident, step));
    }
  }

  /// What is done but not signed keeps its notices: the leader has yet to deal with it.
  private void settle(Tx tx, Step step, @Nullable Actor actor) {
    if (step.isSettled() || !step.isDone()) {
      notices.settled(tx, step.id(), actor);
    }
  }

  Checklist checklist(Tx tx, UUID responseId) {
    return new Checklist(store.ofResponse(tx, responseId));
  }

  private void write(Tx tx, Open open, Step changed, Happening what) {
    var all = new ArrayList<Step>();
    all.add(changed);
    all.addAll(open.checklist().replace(changed));
    store.update(tx, all);
    all.forEach(step -> clocks.follow(tx, step));
    timeline.append(tx, StepClocks.describe(what, changed).changedAll("steps", all));
  }

  private Open lock(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("step", id));
    // Whoever owns a step may see it, wherever it is.
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, owns(known, actor), () -> Problem.notFound("step", id));
    var checklist = checklist(tx, known.responseId());
    return new Open(incident, checklist, checklist.byId(id));
  }

  private static void requireMine(Step step, Actor actor) {
    boolean onBehalf =
        actor.hasRole("operator") || actor.hasRole("duty_chief") || actor.hasRole("leader");
    if (!onBehalf && !owns(step, actor)) {
      throw Problem.forbidden(
          "not_your_step",
          "Step %s belongs to somebody else; ask the operator to tick it.".formatted(step.code()));
    }
  }

  private static boolean owns(Step step, Actor actor) {
    return step.owners().stream().anyMatch(owner -> owner.id().equals(actor.personId()));
  }

  boolean isLeader(Tx tx, Actor actor) {
    return people
        .find(tx, actor.personId())
        .map(Person::duties)
        .orElse(List.of())
        .contains(PlanRoles.LEADER);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
