package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What people make of a plan's steps on the spot: left out, given to somebody else, added; each
/// can be taken back, and is decided under the lock of the incident's row.
final class ArrangementService {
  private final PlanSettings settings;
  private final PlanRoles roles;
  private final Authority authority;
  private final StepLock lock;
  private final ResponseStore responses;
  private final IncidentService incidents;
  private final People people;
  private final StepNotices told;
  private final StepFlow flow;

  ArrangementService(
      PlanSettings settings,
      PlanRoles roles,
      Authority authority,
      StepLock lock,
      ResponseStore responses,
      IncidentService incidents,
      People people,
      StepNotices told,
      StepFlow flow) {
    this.settings = settings;
    this.roles = roles;
    this.authority = authority;
    this.lock = lock;
    this.responses = responses;
    this.incidents = incidents;
    this.people = people;
    this.told = told;
    this.flow = flow;
  }

  /// What depends on it need not wait for it any more; its own effects do not happen.
  Step skip(Tx tx, UUID id, String reason, Actor actor) {
    var open = lock.lock(tx, id, actor);
    authority.requireMayDecide(tx, open.incident(), open.step(), actor);
    open.checklist().requireSkippable(open.step());
    var why = words("reason", reason, "Say why it is skipped.");
    var skipped = open.step().skipped(why, actor.ref(), flow.now());
    write(tx, open, skipped, said(open, "step.skipped").detail("reason", why), actor);
    return skipped;
  }

  Step unskip(Tx tx, UUID id, Actor actor) {
    var open = lock.lock(tx, id, actor);
    authority.requireMayDecide(tx, open.incident(), open.step(), actor);
    open.checklist().requireSkipped(open.step());
    var again = open.step().reopened(flow.now());
    write(tx, open, again, said(open, "step.unskipped"), actor);
    return again;
  }

  /// @throws Problem `step_delegated` when somebody else has been asked
  Step delegate(Tx tx, UUID id, UUID personId, @Nullable String note, Actor actor) {
    var open = lock.lock(tx, id, actor);
    var step = open.step();
    authority.requireMayDecide(tx, open.incident(), step, actor);
    open.checklist().requireOpen(step);
    if (step.delegation() != null) {
      throw Problem.conflict(
              "step_delegated",
              "Step %s has been given to %s; take it back first."
                  .formatted(step.code(), step.delegation().to().name()))
          .with("step", step.title());
    }
    var to = candidate(tx, open.incident(), personId);
    if (step.owners().contains(to)) {
      throw Problem.invalidField("personId", FieldRule.IMPOSSIBLE, "The step is theirs already.");
    }
    var why = note == null || note.isBlank() ? null : note.strip();
    var delegated = step.delegated(actor.ref(), to, why, flow.now());
    write(
        tx,
        open,
        delegated,
        said(open, "step.delegated").detail("to", to.name()).detail("note", why),
        actor);
    told.delegated(tx, open.incident(), delegated, Objects.requireNonNull(delegated.delegation()));
    return delegated;
  }

  /// @throws Problem `step_not_delegated`
  Step takeBack(Tx tx, UUID id, Actor actor) {
    var open = lock.lock(tx, id, actor);
    var step = open.step();
    authority.requireMayDecide(tx, open.incident(), step, actor);
    open.checklist().requireOpen(step);
    var delegation = step.delegation();
    if (delegation == null) {
      throw Problem.conflict(
              "step_not_delegated", "Step %s is its owners' own.".formatted(step.code()))
          .with("step", step.title());
    }
    var back = step.takenBack();
    write(
        tx,
        open,
        back,
        said(open, "step.taken_back").detail("from", delegation.to().name()),
        actor);
    told.takenBack(tx, id);
    return back;
  }

  /// @throws Problem `cannot_add_step` or `too_many_steps`
  Step add(Tx tx, UUID responseId, NewStep.Addition addition, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("response", responseId);
    var known = responses.find(tx, responseId).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    var response = responses.find(tx, responseId).orElseThrow();
    if (!incident.isCommandedBy(actor.personId())
        && !actor.hasRole("duty_chief")
        && !actor.hasRole("leader")) {
      throw Problem.forbidden(
          "cannot_add_step",
          "The duty chief, a leader or whoever is in command adds steps. Ask one of them.");
    }
    response.requireActive();
    words("title", addition.title(), "Say what has to be done.");
    var checklist = flow.checklist(tx, response);
    int before = (int) checklist.all().stream().filter(step -> step.added() != null).count();
    if (before >= settings.addedStepsLimit()) {
      throw Problem.conflict(
          "too_many_steps", "%d steps have been added to this response already.".formatted(before));
    }
    int last = checklist.all().stream().mapToInt(Step::position).max().orElse(0);
    var added =
        NewStep.added(
            addition,
            before + 1,
            last + 1,
            response,
            owners(tx, incident, addition),
            actor.ref(),
            flow.now());
    flow.write(
        tx,
        incident,
        checklist,
        added,
        happening(incident, "step.added")
            .by(actor)
            .detail("people", added.owners().stream().map(PersonRef::name).toList()),
        actor);
    told.added(tx, incident, added);
    return added;
  }

  private List<PersonRef> owners(Tx tx, Incident incident, NewStep.Addition addition) {
    var role = addition.role();
    var personId = addition.personId();
    if ((role == null) == (personId == null)) {
      throw Problem.invalidField(
          "role", FieldRule.MISSING, "Name a role or a person, and not both.");
    }
    if (role == null) {
      return List.of(candidate(tx, incident, Objects.requireNonNull(personId)));
    }
    if (!roles.has(role)) {
      throw Problem.invalidField("role", FieldRule.NO_SUCH_THING, "There is no role " + role + ".");
    }
    return Owners.find(tx, people, List.of(role), incident).of(role);
  }

  private PersonRef candidate(Tx tx, Incident incident, UUID personId) {
    return authority.candidates(tx, incident).stream()
        .filter(one -> one.id().equals(personId))
        .map(one -> new PersonRef(one.id(), one.name()))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalidField(
                    "personId",
                    FieldRule.NO_SUCH_THING,
                    "Nobody of this incident's area who has a checklist is meant by this."));
  }

  /// Who can be given a step of an incident.
  List<Authority.Candidate> candidates(Tx tx, UUID incidentId, Actor actor) {
    return authority.candidates(tx, incidents.require(tx, incidentId, actor));
  }

  private static Happening said(StepLock.Locked open, String kind) {
    return happening(open.incident(), kind);
  }

  private void write(Tx tx, StepLock.Locked open, Step changed, Happening what, Actor actor) {
    flow.write(tx, open.incident(), open.checklist(), changed, what.by(actor), actor);
  }

  private static String words(String field, String words, String missing) {
    if (words.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, missing);
    }
    return words.strip();
  }
}
