package io.qianzhi.command;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.area.AreaCode;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of a transfer that was asked for: the briefing sheet is read, both sign, one
/// refuses, whoever asked withdraws, or a higher level takes over from who does not answer.
public final class TransferAnswers {
  private final CommandStore store;
  private final CommandSettings settings;
  private final IncidentService incidents;
  private final InCommand inCommand;
  private final OnScene onScene;
  private final People people;
  private final CommandNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;

  TransferAnswers(
      CommandStore store,
      CommandSettings settings,
      IncidentService incidents,
      InCommand inCommand,
      OnScene onScene,
      People people,
      CommandNotices notices,
      Timeline timeline,
      InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.incidents = incidents;
    this.inCommand = inCommand;
    this.onScene = onScene;
    this.people = people;
    this.notices = notices;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Whoever takes command has read the briefing sheet.
  ///
  /// @throws Problem `transfer_decided` or `not_your_request`
  CommandTransfer brief(Tx tx, UUID id, Actor actor) {
    var incident = lock(tx, id, actor);
    var briefed = store.transfer(tx, id).orElseThrow().briefed(actor.ref(), now());
    store.save(tx, briefed);
    append(tx, incident, briefed, "command.briefed", actor);
    return briefed;
  }

  /// One of both signs or refuses; who asked may withdraw. Command passes when both have signed.
  ///
  /// @throws Problem `not_at_scene` when somebody signs who was named and is not there
  public CommandTransfer decide(
      Tx tx, UUID id, CommandTransfer.State decision, @Nullable String reason, Actor actor) {
    var incident = lock(tx, id, actor);
    var transfer = store.transfer(tx, id).orElseThrow();
    var commander = inCommand.of(tx, incident.id()).orElse(null);
    var why = reason == null || reason.isBlank() ? null : reason.strip();
    var decided = transfer.decided(decision, actor.ref(), commander, why, now());
    if (transfer.toSignedAt() == null && decided.toSignedAt() != null) {
      requireThere(tx, incident, actor);
    }
    switch (decided.state()) {
      case ACCEPTED -> {
        notices.settled(tx, decided, actor);
        return inCommand.pass(tx, decided, actor);
      }
      case REQUESTED -> {
        store.save(tx, decided);
        append(tx, incident, decided, "command.signed", actor);
        notices.signed(tx, decided, actor);
      }
      case REFUSED -> {
        notices.settled(tx, decided, actor);
        store.save(tx, decided);
        append(tx, incident, decided, "command.refused", actor);
        notices.refused(tx, incident, decided);
      }
      case WITHDRAWN -> {
        notices.settled(tx, decided, actor);
        store.save(tx, decided);
        append(tx, incident, decided, "command.withdrawn", actor);
      }
    }
    return decided;
  }

  /// A higher level takes command over from who does not answer.
  ///
  /// @throws Problem `not_higher_level`, `answer_awaited` or `signature_awaited`
  CommandTransfer takeOver(Tx tx, UUID id, String reason, Actor actor) {
    var incident = lock(tx, id, actor);
    var transfer = store.transfer(tx, id).orElseThrow();
    var commander = inCommand.of(tx, incident.id()).orElse(null);
    if (commander != null && !isAbove(tx, actor, commander)) {
      throw Problem.forbidden(
          "not_higher_level",
          "Only a higher level than %s can take command over.".formatted(commander.name()));
    }
    var taken =
        transfer.takenOver(actor.ref(), commander, reason.strip(), settings.takeoverAfter(), now());
    notices.settled(tx, taken, actor);
    return inCommand.pass(tx, taken, actor);
  }

  /// A leader is above crews; among leaders, whoever answers for a wider area, and the
  /// commander-in-chief above departments.
  private boolean isAbove(Tx tx, Actor actor, PersonRef commander) {
    var theirs = people.find(tx, commander.id()).orElseThrow();
    if (!theirs.roles().contains("leader")) {
      return true;
    }
    boolean wider =
        AreaCode.covers(actor.areaCode(), theirs.areaCode())
            && !actor.areaCode().equals(theirs.areaCode());
    boolean chief =
        people.find(tx, actor.personId()).orElseThrow().duties().contains(PlanRoles.LEADER)
            && !theirs.duties().contains(PlanRoles.LEADER);
    return wider || chief;
  }

  private void requireThere(Tx tx, Incident incident, Actor actor) {
    if (!onScene.now(tx, incident.id()).includes(actor.personId())) {
      throw Problem.conflict("not_at_scene", "Command is taken at the scene. Check in there first.")
          .with("radiusMeters", settings.checkInRadiusMeters());
    }
  }

  /// The two ends of a transfer may see it wherever it is; others only in their area.
  private Incident lock(Tx tx, UUID id, Actor actor) {
    var transfer =
        store.transfer(tx, id).orElseThrow(() -> Problem.notFound("command transfer", id));
    return incidents.lockFor(
        tx,
        transfer.incidentId(),
        actor,
        transfer.concerns(actor.personId()),
        () -> Problem.notFound("command transfer", id));
  }

  private void append(
      Tx tx, Incident incident, CommandTransfer transfer, String kind, Actor actor) {
    timeline.append(
        tx,
        happening(incident, kind)
            .by(actor)
            .detail("to", transfer.to().name())
            .detail("reason", transfer.reason())
            .changed("commandTransfers", transfer));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
