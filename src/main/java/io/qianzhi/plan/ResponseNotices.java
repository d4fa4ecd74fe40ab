package io.qianzhi.plan;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is told what about responses, in the transaction of what happened.
final class ResponseNotices {
  private final NoticeService notices;
  private final People people;
  private final Signers signers;
  private final PlanSettings settings;
  private final InstantSource clock;

  ResponseNotices(
      NoticeService notices,
      People people,
      Signers signers,
      PlanSettings settings,
      InstantSource clock) {
    this.notices = notices;
    this.people = people;
    this.signers = signers;
    this.settings = settings;
    this.clock = clock;
  }

  void proposed(Tx tx, Incident incident, Response response) {
    var title = ResponseWords.proposedTitle(response);
    var body =
        ResponseWords.situation(
            incident,
            new Text(
                response.reason().zh() + "。请确认启动或说明不启动的理由。",
                response.reason().en() + ". Confirm it, or say why not."));
    var addressees = ids(dutyChiefs(tx, incident));
    addressees.addAll(ids(leaders(tx, incident)));
    tell(tx, incident, Notice.Kind.RESPONSE_PROPOSED, response.id(), title, body, addressees, true);
  }

  void started(Tx tx, Incident incident, Response response, List<Step> steps) {
    var stepsOf = new LinkedHashMap<UUID, Integer>();
    leaders(tx, incident).forEach(leader -> stepsOf.put(leader.id(), 0));
    for (var step : steps.stream().filter(one -> one.state() != Step.State.NOT_NEEDED).toList()) {
      step.owners().forEach(owner -> stepsOf.merge(owner.id(), 1, Integer::sum));
    }
    var byCount =
        stepsOf.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    var all = new ArrayList<NewNotice>();
    byCount.forEach(
        (count, addressees) ->
            all.addAll(
                write(
                    incident,
                    Notice.Kind.RESPONSE_STARTED,
                    response.id(),
                    ResponseWords.startedTitle(response),
                    ResponseWords.startedBody(incident, count),
                    addressees)));
    notices.notifyAll(tx, all.stream().map(NewNotice::urgent).toList());
  }

  /// To the leaders; of the activation order to whom the level demands.
  void signatureWanted(Tx tx, Incident incident, Response response, Step step) {
    boolean order = step.doneBy() == PlanStep.Fact.ACTIVATION_ORDER;
    var seats =
        response.seats().isEmpty()
            ? signers.seats(tx, incident, LevelSigners.Decision.ACTIVATION, response.level())
            : response.seats();
    tell(
        tx,
        incident,
        Notice.Kind.SIGNATURE_WANTED,
        step.id(),
        ResponseWords.signatureTitle(step),
        ResponseWords.signatureBody(incident, step),
        order
            ? SignatureSeat.waitedFor(seats).stream().map(PersonRef::id).toList()
            : ids(leaders(tx, incident)),
        true);
  }

  /// To the experts; where there are none, to the duty chiefs, who find one.
  void opinionWanted(Tx tx, Incident incident, Proposal proposal) {
    var experts = ids(people.withDuty(tx, PlanRoles.EXPERT, incident.areaCode(), incident.drill()));
    tell(
        tx,
        incident,
        Notice.Kind.OPINION_WANTED,
        proposal.id(),
        ProposalWords.opinionTitle(proposal),
        ProposalWords.body(incident, proposal),
        experts.isEmpty() ? ids(dutyChiefs(tx, incident)) : experts,
        true);
  }

  void signatureWanted(Tx tx, Incident incident, Proposal proposal) {
    tell(
        tx,
        incident,
        Notice.Kind.SIGNATURE_WANTED,
        proposal.id(),
        ProposalWords.signatureTitle(proposal),
        ProposalWords.body(incident, proposal),
        SignatureSeat.waitedFor(proposal.seats()).stream().map(PersonRef::id).toList(),
        true);
  }

  /// To whoever proposed it and leads, and if the response goes on or ends by it, to the owners of
  /// what is to be done now.
  void decided(Tx tx, Incident incident, Proposal proposal, List<Step> steps) {
    var addressees = ids(dutyChiefs(tx, incident));
    addressees.addAll(ids(leaders(tx, incident)));
    addressees.add(proposal.proposedBy().id());
    steps.forEach(step -> step.owners().forEach(owner -> addressees.add(owner.id())));
    var commander = incident.commander();
    if (commander != null) {
      addressees.add(commander.person().id());
    }
    var decidedBy = proposal.decidedBy();
    if (decidedBy != null) {
      addressees.remove(decidedBy.id());
    }
    tell(
        tx,
        incident,
        Notice.Kind.RESPONSE_CHANGED,
        proposal.responseId(),
        ProposalWords.decidedTitle(proposal),
        ProposalWords.decidedBody(incident, proposal),
        addressees,
        false);
  }

  /// It lasts longer than expected: to the duty chiefs and to whoever is in command.
  void due(Tx tx, Incident incident, Response response) {
    var addressees = ids(dutyChiefs(tx, incident));
    Owners.commander(incident).forEach(commander -> addressees.add(commander.id()));
    tell(
        tx,
        incident,
        Notice.Kind.RESPONSE_DUE,
        response.id(),
        ResponseWords.dueTitle(response),
        ResponseWords.dueBody(incident),
        addressees,
        true);
  }

  void extended(Tx tx, UUID responseId) {
    notices.withdraw(tx, responseId, Notice.Kind.RESPONSE_DUE);
  }

  /// The plan itself tells the people of some roles.
  void paged(Tx tx, Incident incident, Step step, Text message, Collection<UUID> people) {
    var addressees = people.isEmpty() ? ids(dutyChiefs(tx, incident)) : people;
    tell(
        tx,
        incident,
        Notice.Kind.ROLE_PAGED,
        step.id(),
        message,
        ResponseWords.situation(incident, step.title()),
        addressees,
        true);
  }

  void decisionWanted(Tx tx, Incident incident, Step step) {
    var owners = step.owners().stream().map(PersonRef::id).toList();
    tell(
        tx,
        incident,
        Notice.Kind.DECISION_WANTED,
        step.id(),
        ResponseWords.decisionTitle(step),
        ResponseWords.decisionBody(incident, step),
        owners.isEmpty() ? ids(dutyChiefs(tx, incident)) : owners,
        true);
  }

  /// It is decided. Experts who were not waited for are still asked what they think.
  void signed(Tx tx, Proposal signed, Actor actor) {
    if (signed.wantsOpinion()) {
      acknowledged(tx, signed.id(), actor);
      notices.withdraw(tx, signed.id(), Notice.Kind.SIGNATURE_WANTED);
    } else {
      settled(tx, signed.id(), actor);
    }
  }

  /// The actor has dealt with it; others have yet to.
  void acknowledged(Tx tx, UUID subjectId, Actor actor) {
    notices.acknowledgeSubject(tx, subjectId, actor);
  }

  /// One thing that was told about it is pointless now.
  void withdraw(Tx tx, UUID subjectId, Notice.Kind kind) {
    notices.withdraw(tx, subjectId, kind);
  }

  /// The actor has dealt with it, and nobody else needs to any more.
  void settled(Tx tx, UUID subjectId, @Nullable Actor actor) {
    if (actor != null) {
      notices.acknowledgeSubject(tx, subjectId, actor);
    }
    notices.withdraw(tx, subjectId);
  }

  List<Person> leaders(Tx tx, Incident incident) {
    return people.withDuty(tx, PlanRoles.LEADER, incident.areaCode(), incident.drill());
  }

  List<Person> dutyChiefs(Tx tx, Incident incident) {
    return people.withRole(tx, "duty_chief", incident.areaCode(), incident.drill());
  }

  static Set<UUID> ids(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void tell(
      Tx tx,
      Incident incident,
      Notice.Kind kind,
      UUID subjectId,
      Text title,
      Text body,
      Collection<UUID> addressees,
      boolean mustAcknowledge) {
    Instant by = clock.instant().plus(settings.acknowledgeWithin());
    notices.notifyAll(
        tx,
        write(incident, kind, subjectId, title, body, addressees).stream()
            .map(NewNotice::urgent)
            .map(notice -> mustAcknowledge ? notice.acknowledgeBy(by) : notice)
            .toList());
  }

  private static List<NewNotice> write(
      Incident incident,
      Notice.Kind kind,
      UUID subjectId,
      Text title,
      Text body,
      Collection<UUID> addressees) {
    return addressees.stream()
        .map(
            person ->
                NewNotice.to(person, kind, title, body, incident.areaCode(), incident.drill())
                    .about(incident.id(), subjectId))
        .toList();
  }
}
