package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.geo.Point;
import io.qianzhi.identity.People;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The steps of running responses: ticked, signed, taken back, and watched by their clocks.
///
/// Every decision about a step is made under the lock of its incident's row.
public final class StepService {
  private final StepStore store = new StepStore();
  private final ResponseStore responses = new ResponseStore();
  private final PlanVersions versions = new PlanVersions();
  private final Effects effects = new Effects();
  private final People people;
  private final Timeline timeline;
  private final Authority authority;
  private final StepFlow flow;
  private final StepLock lock;
  private final PhotoService photos;
  private final ArrangementService arrangements;
  private final SupervisionService supervision;

  StepService(
      PlanSettings settings,
      PlanRoles roles,
      EventTypes types,
      IncidentService incidents,
      People people,
      ResponseNotices notices,
      Timeline timeline,
      Deadlines deadlines,
      InstantSource clock) {
    this.people = people;
    this.authority = new Authority(roles, people);
    this.timeline = timeline;
    this.photos = new PhotoService(store, incidents, clock);
    var told = new StepNotices(notices, authority, people);
    var clocks =
        new StepClocks(settings.ladder(), store, incidents, told, timeline, deadlines, clock);
    this.flow = new StepFlow(store, versions, types, clocks, notices, effects, timeline, clock);
    this.lock = new StepLock(store, responses, incidents, flow);
    this.arrangements =
        new ArrangementService(
            settings, roles, authority, lock, responses, incidents, people, told, flow);
    this.supervision = new SupervisionService(store, incidents, lock, told, flow, timeline);
    new PlanEffects(flow, people, notices, timeline).register(effects);
  }

  /// What steps make happen by themselves.
  public Effects effects() {
    return effects;
  }

  PhotoService photos() {
    return photos;
  }

  /// What people make of steps on the spot.
  ArrangementService arrangements() {
    return arrangements;
  }

  SupervisionService supervision() {
    return supervision;
  }

  Authority authority() {
    return authority;
  }

  /// Where a person still has to do something after the end, however long ago that was.
  public List<UUID> incidentsAfterwardsOf(Tx tx, UUID personId) {
    return store.incidentsAfterwardsOf(tx, personId);
  }

  public List<Step> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// The checklist of a response that starts now; what is already known is ticked. The caller
  /// appends the event and then calls [#follow].
  Checklist start(Tx tx, Incident incident, Response response, Plan plan, Instant at) {
    versions.keep(tx, plan);
    var roles = plan.steps().stream().map(PlanStep::role).distinct().toList();
    var owners = Owners.find(tx, people, roles, incident);
    var steps = new ArrayList<Step>();
    for (var step : plan.steps()) {
      steps.add(
          NewStep.planned(
              step, steps.size() + 1, response, owners.of(step.role()), at, incident.knownAt()));
    }
    var checklist = Checklist.begin(response, plan.steps(), steps);
    for (var fact : responses.facts(tx, incident.id())) {
      checklist
          .doneBy(fact.fact())
          // What came after an earlier response of this incident says nothing about this one.
          .filter(step -> !step.isAfterwards())
          .map(
              step ->
                  step.completed(fact.by(), fact.at(), Proof.words(fact.evidence(), fact.point())))
          .ifPresent(checklist::put);
    }
    flow.apply(tx, incident, checklist);
    return checklist;
  }

  /// What people are told and what happens by itself, after the event of what changed.
  void follow(
      Tx tx, Incident incident, Checklist checklist, List<Step> changed, @Nullable Actor actor) {
    flow.follow(tx, incident, checklist, changed, actor);
  }

  Step complete(Tx tx, UUID id, Proof proof, int version, Actor actor) {
    var open = lock.lock(tx, id, actor);
    var step = open.step();
    if (step.version() != version) {
      throw Problem.staleVersion("step", version, step.version());
    }
    Authority.requireMayDo(step, actor);
    open.checklist().requireCompletable(step);
    proof.requireFor(step);
    photos.require(tx, open.incident(), proof.photos());
    var done = step.completed(actor.ref(), flow.now(), proof);
    write(
        tx,
        open,
        done,
        happening(open.incident(), "step.completed").detail("evidence", done.evidence()),
        actor);
    return done;
  }

  Step reopen(Tx tx, UUID id, String reason, Actor actor) {
    var open = lock.lock(tx, id, actor);
    Authority.requireMayDo(open.step(), actor);
    open.checklist().requireReopenable(open.step());
    var reopened = open.step().reopened(flow.now());
    write(
        tx,
        open,
        reopened,
        happening(open.incident(), "step.reopened").detail("reason", reason.strip()),
        actor);
    return reopened;
  }

  /// The signature of a leader, or of an owner who may sign. A signed order is done with it.
  ///
  /// @param order the words of the order, where the step is one that is not written yet
  Step sign(Tx tx, UUID id, @Nullable String order, Actor actor) {
    var open = lock.lock(tx, id, actor);
    var step = open.step();
    authority.requireSigner(tx, step, actor);
    open.checklist().requireSignable(step);
    var signed = step.signed(actor.ref(), flow.now());
    if (step.evidenceKind() == PlanStep.Evidence.Kind.SIGNED_ORDER && !step.isDone()) {
      var words = Proof.words(order == null ? "" : order, null);
      words.requireFor(step);
      signed = signed.completed(actor.ref(), flow.now(), words);
    }
    write(
        tx,
        open,
        signed,
        happening(open.incident(), "step.signed").detail("evidence", signed.evidence()),
        actor);
    return signed;
  }

  /// An order signs and ticks the step that waits for it, as [StepFlow#ordered] says. The caller
  /// then calls [#follow].
  List<Step> ordered(
      Tx tx,
      Incident incident,
      Checklist checklist,
      PlanStep.Fact fact,
      Signature signature,
      String words) {
    return flow.ordered(tx, incident, checklist, fact, signature, words);
  }

  /// The system itself learnt something; ticks the step that waits for it, now or when a response
  /// starts; after the end also one of the last phase. What happened has happened: predecessors do
  /// not matter.
  public void learn(
      Tx tx,
      Incident incident,
      PlanStep.Fact fact,
      String evidence,
      @Nullable Point point,
      @Nullable Actor actor) {
    learn(tx, incident, fact, evidence, point, null, actor);
  }

  /// Somebody's signature, given elsewhere.
  public record Signature(PersonRef by, Instant at) {}

  /// As the other one, of what was signed where it was made: that signs the step, too.
  public void learn(
      Tx tx,
      Incident incident,
      PlanStep.Fact fact,
      String evidence,
      @Nullable Point point,
      @Nullable Signature signature,
      @Nullable Actor actor) {
    var by = actor == null ? null : actor.ref();
    responses.remember(
        tx, incident.id(), new ResponseStore.KnownFact(fact, evidence, point, by, flow.now()));
    for (var response : responses.goingOnIn(tx, incident.id())) {
      var checklist = checklist(tx, response);
      var waiting = checklist.doneBy(fact).filter(step -> !step.isDone() && checklist.goesOn(step));
      if (waiting.isPresent()) {
        var done = waiting.get().completed(by, flow.now(), Proof.words(evidence, point));
        if (signature != null && done.signatureRequired() && done.signedAt() == null) {
          done = done.signed(signature.by(), signature.at());
        }
        write(
            tx,
            new StepLock.Locked(incident, checklist, waiting.get()),
            done,
            happening(incident, "step.completed").detail("evidence", evidence),
            actor);
        return;
      }
    }
  }

  /// More is known of the incident: other steps may be needed.
  void reassess(Tx tx, Incident incident, @Nullable Actor actor) {
    var active = responses.activeIn(tx, incident.id());
    if (active.isPresent()) {
      var checklist = checklist(tx, active.get());
      var changed = flow.apply(tx, incident, checklist);
      if (!changed.isEmpty()) {
        timeline.append(
            tx, happening(incident, "step.reassessed").by(actor).changedAll("steps", changed));
        flow.follow(tx, incident, checklist, changed, actor);
      }
    }
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
            .filter(step -> !step.answerable().equals(owners))
            .map(step -> step.ownedBy(owners))
            .toList();
    if (!moved.isEmpty()) {
      store.update(tx, moved);
      timeline.append(
          tx, happening(incident, "step.handed_over").by(actor).changedAll("steps", moved));
    }
  }

  /// Nothing of an exercise goes on after it; answers what changed.
  List<Step> abandon(Tx tx, Response response) {
    return flow.abandon(tx, checklist(tx, response));
  }

  Checklist checklist(Tx tx, Response response) {
    return flow.checklist(tx, response);
  }

  private void write(
      Tx tx, StepLock.Locked open, Step changed, Happening what, @Nullable Actor actor) {
    flow.write(tx, open.incident(), open.checklist(), changed, what.by(actor), actor);
  }
}
