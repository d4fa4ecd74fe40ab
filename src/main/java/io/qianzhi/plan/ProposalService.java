package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes of a running response: its level is raised or lowered, or it ends. Proposed by who runs
/// it, judged by experts, signed by whom the new level demands; decided under the lock of the
/// incident's row.
public final class ProposalService {
  private final ProposalStore store = new ProposalStore();
  private final ResponseStore responses = new ResponseStore();
  private final PlanSettings settings;
  private final Signers signers;
  private final IncidentService incidents;
  private final People people;
  private final StepService steps;
  private final ResponseClock expected;
  private final ResponseNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;
  private final List<EndedListener> endedListeners = new ArrayList<>();

  /// Hears of a response that has ended, in its transaction and after its event.
  @FunctionalInterface
  public interface EndedListener {
    void ended(Tx tx, Incident incident, Actor actor);
  }

  ProposalService(
      PlanSettings settings,
      Signers signers,
      IncidentService incidents,
      People people,
      StepService steps,
      ResponseClock expected,
      ResponseNotices notices,
      Timeline timeline,
      InstantSource clock) {
    this.settings = settings;
    this.signers = signers;
    this.incidents = incidents;
    this.people = people;
    this.steps = steps;
    this.expected = expected;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
  }

  public void onEnded(EndedListener listener) {
    endedListeners.add(listener);
  }

  public List<Proposal> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// @param level where it leads; an end has none
  /// @throws Problem `cannot_propose`, `response_not_active`, `activation_unsigned`,
  ///   `not_controlled` or `proposal_open`
  Proposal propose(
      Tx tx,
      UUID responseId,
      Proposal.Kind kind,
      @Nullable Integer level,
      String reason,
      Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("response", responseId);
    var known = responses.find(tx, responseId).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    var response = responses.find(tx, responseId).orElseThrow();
    ProposalRules.requireMayPropose(incident, actor);
    var why = ProposalRules.words("reason", reason, "Say why.");
    response.requireActive();
    int to =
        kind == Proposal.Kind.END ? response.level() : ProposalRules.target(response, kind, level);
    ProposalRules.requirePossible(incident, response, kind);
    store
        .openOf(tx, responseId)
        .ifPresent(
            open -> {
              throw Problem.conflict(
                      "proposal_open",
                      "A proposal of %s is not decided yet; settle that first."
                          .formatted(open.proposedBy().name()))
                  .with("person", open.proposedBy().name());
            });
    var proposal =
        Proposal.of(
            response,
            kind,
            to,
            why,
            kind.opinions(settings.opinions()),
            signers.seats(tx, incident, kind.decision(), to),
            missing(tx, response, kind),
            actor.ref(),
            now());
    write(tx, proposal, told(incident, "proposal.made", proposal, actor));
    if (proposal.isBeforeSigners()) {
      notices.signatureWanted(tx, incident, proposal);
    }
    notices.opinionWanted(tx, incident, proposal);
    return proposal;
  }

  /// Who signs an end shall read what stays undone or unsigned by it.
  private List<Proposal.Missing> missing(Tx tx, Response response, Proposal.Kind kind) {
    return kind == Proposal.Kind.END ? steps.checklist(tx, response).missingAtEnd() : List.of();
  }

  /// @throws Problem `expert_duty_required` or `proposal_decided`
  Proposal giveOpinion(Tx tx, UUID id, String text, boolean inFavour, Actor actor) {
    var locked = lock(tx, id, actor);
    if (!hasDuty(tx, actor, PlanRoles.EXPERT)) {
      throw Problem.forbidden(
          "expert_duty_required", "Opinions are given by the experts. Ask one of them.");
    }
    var words = ProposalRules.words("text", text, "Say what you think.");
    var before = locked.proposal();
    var judged = before.judged(new Proposal.Opinion(actor.ref(), words, inFavour, now()));
    write(
        tx,
        judged,
        told(locked.incident(), "proposal.judged", judged, actor)
            .detail("inFavour", inFavour)
            .detail("text", words));
    notices.acknowledged(tx, id, actor);
    if (judged.isJudged() && !before.isJudged()) {
      notices.settled(tx, id, actor);
      if (judged.isBeforeSigners()) {
        notices.signatureWanted(tx, locked.incident(), judged);
      }
    }
    return judged;
  }

  /// The signer signs or refuses; who proposed may withdraw.
  ///
  /// @throws Problem `proposal_decided`, `opinion_missing`, `urgent_reason_missing`,
  ///   `not_the_signer`, `not_controlled` or `not_your_proposal`
  Proposal decide(Tx tx, UUID id, ProposalDecision decided, Actor actor) {
    var locked = lock(tx, id, actor);
    return switch (decided.decision()) {
      case WITHDRAWN ->
          settle(
              tx, locked, locked.proposal().withdrawn(actor.ref(), now(), decided.note()), actor);
      case REFUSED -> refuse(tx, locked, decided.note(), actor);
      case SIGNED -> sign(tx, locked, decided, actor);
      case OPEN ->
          throw Problem.invalidField("decision", FieldRule.NOT_ONE_OF, "It is open already.");
    };
  }

  private Proposal refuse(Tx tx, Locked locked, @Nullable String why, Actor actor) {
    var proposal = locked.proposal();
    proposal.requireOpen();
    Signers.require(proposal.seats(), proposal.level(), actor);
    if (why == null) {
      throw Problem.invalidField("note", FieldRule.MISSING, "Say why it is refused.");
    }
    var refused = settle(tx, locked, proposal.refused(actor.ref(), now(), why), actor);
    notices.decided(tx, locked.incident(), refused, List.of());
    return refused;
  }

  private Proposal settle(Tx tx, Locked locked, Proposal settled, Actor actor) {
    boolean refused = settled.state() == Proposal.State.REFUSED;
    write(
        tx,
        settled,
        told(locked.incident(), refused ? "proposal.refused" : "proposal.withdrawn", settled, actor)
            .detail("note", settled.note()));
    notices.settled(tx, settled.id(), actor);
    return settled;
  }

  private Proposal sign(Tx tx, Locked locked, ProposalDecision decided, Actor actor) {
    var open = locked.proposal();
    open.requireOpen();
    var seat = Signers.require(open.seats(), open.level(), actor);
    var proposal =
        open.missing(missing(tx, locked.response(), open.kind())).signable(decided.urgentReason());
    if (proposal.kind() == Proposal.Kind.END) {
      ProposalRules.requireControlled(locked.incident());
    }
    var signed = proposal.signed(seat, actor.ref(), now(), decided.noteTo(open));
    if (signed.state() == Proposal.State.OPEN) {
      write(tx, signed, told(locked.incident(), "proposal.signed", signed, actor));
      notices.acknowledged(tx, signed.id(), actor);
      return signed;
    }
    carryOut(tx, locked, signed, actor);
    return signed;
  }

  private void carryOut(Tx tx, Locked locked, Proposal signed, Actor actor) {
    var incident = locked.incident();
    boolean ends = signed.kind() == Proposal.Kind.END;
    var response =
        ends ? locked.response().ended(now()) : locked.response().levelled(signed.level());
    responses.save(tx, response);
    expected.follow(tx, response);
    var checklist = steps.checklist(tx, response);
    var changed =
        steps.ordered(
            tx,
            incident,
            checklist,
            ends ? PlanStep.Fact.TERMINATION_ORDER : PlanStep.Fact.LEVEL_REVIEW,
            new StepService.Signature(actor.ref(), now()),
            ProposalWords.order(signed));
    write(
        tx,
        signed,
        told(incident, ends ? "response.ended" : "response.level_changed", signed, actor)
            .detail("plan", response.planName())
            .detail("note", signed.note())
            .detail("unsigned", signed.unsigned())
            .changed("responses", response)
            .changedAll("steps", changed));
    notices.signed(tx, signed, actor);
    notices.decided(tx, incident, signed, checklist.active());
    steps.follow(tx, incident, checklist, changed, actor);
    if (ends) {
      endedListeners.forEach(listener -> listener.ended(tx, incident, actor));
    }
  }

  private void write(Tx tx, Proposal proposal, Happening what) {
    store.save(tx, proposal);
    timeline.append(tx, what.changed("proposals", proposal));
  }

  private static Happening told(Incident incident, String kind, Proposal proposal, Actor actor) {
    return happening(incident, kind)
        .by(actor)
        .detail("proposal", proposal.kind())
        .detail("level", proposal.level())
        .detail("reason", proposal.reason())
        .detail("urgent", ProposalWords.urgentAside(proposal));
  }

  /// What is not decided by the end of an exercise never is.
  void drop(Tx tx, Incident incident, Actor actor) {
    store.ofIncidents(tx, List.of(incident.id())).stream()
        .filter(proposal -> proposal.state() == Proposal.State.OPEN)
        .map(proposal -> proposal.refused(actor.ref(), now(), null))
        .forEach(
            dropped -> {
              write(tx, dropped, told(incident, "proposal.refused", dropped, actor));
              notices.settled(tx, dropped.id(), actor);
            });
  }

  private record Locked(Incident incident, Response response, Proposal proposal) {}

  private Locked lock(Tx tx, UUID id, Actor actor) {
    Supplier<Problem> notThere = () -> Problem.notFound("proposal", id);
    var known = store.find(tx, id).orElseThrow(notThere);
    var incident = incidents.lockFor(tx, known.incidentId(), actor, false, notThere);
    var response = responses.find(tx, known.responseId()).orElseThrow();
    var proposal = store.find(tx, id).orElseThrow();
    // The activation order may have set another level since an end was proposed.
    if (proposal.kind() == Proposal.Kind.END
        && proposal.state() == Proposal.State.OPEN
        && proposal.level() != response.level()) {
      var seats = signers.seats(tx, incident, LevelSigners.Decision.END, response.level());
      proposal = proposal.seated(response.level(), seats);
    }
    return new Locked(incident, response, proposal);
  }

  private boolean hasDuty(Tx tx, Actor actor, String duty) {
    return people.find(tx, actor.personId()).map(Person::duties).orElse(List.of()).contains(duty);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
