package io.qianzhi.command.group;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.Authority;
import io.qianzhi.command.OnScene;
import io.qianzhi.command.Receipt;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The safety of those who work at the scene: a safety officer, an agreed signal, and the signal to
/// withdraw. Every decision is made under the lock of the incident's row.
public final class WithdrawalService {
  private final WithdrawalStore store = new WithdrawalStore();
  private final GroupRules.WithdrawalRules rules;
  private final IncidentService incidents;
  private final People people;
  private final OnScene onScene;
  private final ResponseService responses;
  private final NoticeService notices;
  private final Timeline timeline;
  private final InstantSource clock;

  public WithdrawalService(
      GroupRules rules,
      IncidentService incidents,
      People people,
      OnScene onScene,
      ResponseService responses,
      NoticeService notices,
      Timeline timeline,
      InstantSource clock) {
    this.rules = rules.withdrawal();
    this.incidents = incidents;
    this.people = people;
    this.onScene = onScene;
    this.responses = responses;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
    incidents.course().onClosed(this::incidentClosed);
  }

  public List<Withdrawal> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// What is agreed for the incident, or stands there.
  public Optional<Withdrawal> current(Tx tx, UUID incidentId) {
    return store.current(tx, incidentId);
  }

  /// Who watches over everybody, and how the signal sounds; may be agreed anew until it is given.
  ///
  /// @throws Problem `not_commanding`, `withdrawal_given` or `incident_closed`
  Withdrawal agree(Tx tx, UUID incidentId, UUID officerId, String signal, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    Authority.require(incident, actor, Authority.COMMANDING);
    var officer = people.require(tx, officerId, incident.drill(), "safetyOfficerId").ref();
    var words = signal.strip();
    var agreed =
        store
            .current(tx, incidentId)
            .map(known -> known.agreedAnew(officer, words, actor.ref(), now()))
            .orElseGet(
                () ->
                    Withdrawal.agreed(
                        incidentId, officer, words, actor.ref(), now(), incident.drill()));
    store.save(tx, agreed);
    timeline.append(
        tx,
        happening(incident, "withdrawal.agreed")
            .by(actor)
            .detail("officer", officer.name())
            .detail("signal", words)
            .changed("withdrawals", agreed));
    var body = "安全员：%s；撤离信号：%s".formatted(officer.name(), words);
    responses.steps().learn(tx, incident, PlanStep.Fact.WITHDRAWAL_SIGNAL, body, null, actor);
    tell(
        tx,
        incident,
        null,
        new Text("撤离信号已约定", "The withdrawal signal is agreed"),
        new Text(body, "Safety officer %s; signal: %s".formatted(officer.name(), words)),
        everybody(tx, incident, agreed, actor));
    return agreed;
  }

  /// Everybody at the scene is told at once. It is given once, however many press.
  ///
  /// @throws Problem `not_on_scene` or `incident_closed`
  Withdrawal give(Tx tx, UUID incidentId, @Nullable String reason, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var agreed =
        store
            .current(tx, incidentId)
            .orElseGet(
                () ->
                    Withdrawal.agreed(
                        incidentId, null, rules.signal(), null, null, incident.drill()));
    requireMayGive(tx, incident, agreed, actor);
    if (agreed.state() == Withdrawal.State.GIVEN) {
      return agreed;
    }
    var why = reason == null || reason.isBlank() ? null : reason.strip();
    var told = everybody(tx, incident, agreed, actor);
    var given = agreed.given(actor.ref(), now(), why, told);
    store.save(tx, given);
    timeline.append(
        tx,
        happening(incident, "withdrawal.given")
            .by(actor)
            .detail("signal", given.signal())
            .detail("reason", why)
            .detail("people", told.stream().map(PersonRef::name).toList())
            .changed("withdrawals", given));
    tell(
        tx,
        incident,
        given.id(),
        new Text("撤离信号：立即撤离！", "Withdraw now!"),
        new Text(
            "%s。%s 撤到安全区后清点人数并回报。".formatted(given.signal(), why == null ? "" : why + "。"),
            "%s. %s Withdraw to safety, count your people and answer."
                .formatted(given.signal(), why == null ? "" : why + ".")),
        told);
    return given;
  }

  /// Who sees the danger first may give it: it is life safety.
  private void requireMayGive(Tx tx, Incident incident, Withdrawal agreed, Actor actor) {
    if (!Authority.has(incident, actor, Authority.COMMANDING)
        && !agreed.isSafetyOfficer(actor.personId())
        && !onScene.now(tx, incident.id()).includes(actor.personId())) {
      throw Problem.forbidden(
          "not_on_scene", "The signal is given by who commands or works at the scene.");
    }
  }

  /// The danger is over; what was agreed stays in force.
  ///
  /// @throws Problem `not_commanding` or `withdrawal_not_given`
  Withdrawal lift(Tx tx, UUID id, @Nullable String note, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("withdrawal", id));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, false, () -> Problem.notFound("withdrawal", id));
    Authority.require(incident, actor, Authority.COMMANDING);
    var given = store.find(tx, id).orElseThrow();
    var over = given.lifted(actor.ref(), now());
    store.save(tx, over);
    var changed = new ArrayList<Withdrawal>();
    changed.add(over);
    if (over.agreedAt() != null) {
      var again =
          Withdrawal.agreed(
              over.incidentId(),
              over.safetyOfficer(),
              over.signal(),
              over.agreedBy(),
              over.agreedAt(),
              over.drill());
      store.save(tx, again);
      changed.add(again);
    }
    timeline.append(
        tx,
        happening(incident, "withdrawal.lifted")
            .by(actor)
            .detail("note", note)
            .changedAll("withdrawals", changed));
    notices.withdraw(tx, id);
    tell(
        tx,
        incident,
        null,
        new Text("撤离信号解除", "The withdrawal signal is lifted"),
        new Text(
            "请听从现场指挥官安排。" + (note == null ? "" : note),
            "Follow the one in command. " + (note == null ? "" : note)),
        over.told());
    return over;
  }

  /// What was agreed for the incident ends with it, and a signal that still stands.
  private void incidentClosed(Tx tx, UUID incidentId) {
    store
        .current(tx, incidentId)
        .map(current -> current.ended(now()))
        .ifPresent(
            over -> {
              store.save(tx, over);
              timeline.append(
                  tx,
                  happening(incidents.get(tx, incidentId), "withdrawal.ended")
                      .detail("signal", over.signal())
                      .changed("withdrawals", over));
            });
  }

  /// Who has acknowledged the signal and who has not.
  List<Receipt> receipts(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("withdrawal", id));
    incidents.require(tx, known.incidentId(), actor);
    return Receipt.of(notices.about(tx, id), person -> Receipt.Part.TOLD);
  }

  /// Everybody at the scene, whoever is in command and the safety officer, but not who says it.
  private List<PersonRef> everybody(Tx tx, Incident incident, Withdrawal withdrawal, Actor actor) {
    var all = new LinkedHashMap<UUID, PersonRef>();
    onScene.now(tx, incident.id()).people().forEach(person -> all.put(person.id(), person));
    var commander = incident.commander();
    if (commander != null) {
      all.putIfAbsent(commander.person().id(), commander.person());
    }
    var officer = withdrawal.safetyOfficer();
    if (officer != null) {
      all.putIfAbsent(officer.id(), officer);
    }
    all.remove(actor.personId());
    return List.copyOf(all.values());
  }

  /// @param signalId the signal that must be acknowledged; null = only said
  private void tell(
      Tx tx,
      Incident incident,
      @Nullable UUID signalId,
      Text title,
      Text body,
      Collection<PersonRef> to) {
    notices.notifyAll(
        tx,
        to.stream()
            .map(
                person ->
                    NewNotice.to(
                            person.id(),
                            Notice.Kind.WITHDRAWAL,
                            title,
                            body,
                            incident.areaCode(),
                            incident.drill())
                        .about(incident.id(), signalId)
                        .urgent())
            .map(
                notice ->
                    signalId == null
                        ? notice
                        : notice.acknowledgeBy(now().plus(rules.acknowledgeWithin())))
            .toList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
