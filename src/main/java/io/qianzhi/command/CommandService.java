package io.qianzhi.command;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is at the scene and who is in command. At most one person is in command of an incident; a
/// transfer needs both, and the old one keeps it until then. Every decision is made under the lock
/// of the incident's row.
public final class CommandService {
  private final CommandStore store = new CommandStore();
  private final CommandSettings settings;
  private final IncidentService incidents;
  private final CommandNotices notices;
  private final ResponseService responses;
  private final Timeline timeline;
  private final InstantSource clock;

  public CommandService(
      CommandSettings settings,
      IncidentService incidents,
      People people,
      NoticeService notices,
      ResponseService responses,
      Timeline timeline,
      InstantSource clock) {
    this.settings = settings;
    this.incidents = incidents;
    this.notices = new CommandNotices(notices, people);
    this.responses = responses;
    this.timeline = timeline;
    this.clock = clock;
  }

  public List<CheckIn> checkInsOf(Tx tx, Collection<UUID> incidentIds) {
    return store.checkInsOf(tx, incidentIds);
  }

  public List<CommandTransfer> transfersOf(Tx tx, Collection<UUID> incidentIds) {
    return store.transfersOf(tx, incidentIds);
  }

  /// The actor says he is at the scene; how far he is from it is kept either way.
  CheckIn checkIn(Tx tx, UUID incidentId, CheckIn.Fix fix, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var checkIn = CheckIn.judge(incidentId, incident.point(), actor.ref(), fix, settings, now());
    store.insert(tx, checkIn);
    timeline.append(
        tx,
        happening(incident, "person.checked_in")
            .by(actor)
            .detail("distanceMeters", checkIn.distanceMeters())
            .detail("atScene", checkIn.atScene())
            .changed("checkIns", checkIn));
    if (checkIn.atScene()) {
      responses.arrivedAtScene(tx, incident, checkIn.point(), checkIn.distanceMeters(), actor);
    }
    return checkIn;
  }

  /// A unit has reached the scene. The leader of the first one is in command until somebody is
  /// named.
  public void unitArrived(Tx tx, UUID incidentId, PersonRef crewLeader) {
    var incident = incidents.lock(tx, incidentId);
    store.arrived(tx, incidentId, crewLeader.id(), now());
    if (incident.isOpen() && store.inCommand(tx, incidentId).isEmpty()) {
      pass(tx, CommandTransfer.taken(incidentId, crewLeader, now()), null);
    }
  }

  /// Takes command where nobody has it, else asks the one who has.
  ///
  /// @throws Problem `not_at_scene`, `already_in_command` or `transfer_open`
  CommandTransfer request(Tx tx, UUID incidentId, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    requireAtScene(tx, incidentId, actor);
    var me = actor.ref();
    var inCommand = store.inCommand(tx, incidentId);
    if (inCommand.isEmpty()) {
      return pass(tx, CommandTransfer.taken(incidentId, me, now()), actor);
    }
    var commander = inCommand.get();
    if (commander.id().equals(me.id())) {
      throw Problem.conflict("already_in_command", "You are in command already.");
    }
    store
        .openTransfer(tx, incidentId)
        .ifPresent(
            open -> {
              throw Problem.conflict(
                      "transfer_open",
                      "%s has already asked %s for command; wait for the answer."
                          .formatted(open.to().name(), commander.name()))
                  .with("person", open.to().name());
            });
    var transfer = CommandTransfer.requested(incidentId, commander, me, now());
    store.save(tx, transfer);
    timeline.append(
        tx,
        happening(incident, "command.requested")
            .by(actor)
            .detail("from", commander.name())
            .detail("to", me.name())
            .changed("commandTransfers", transfer));
    notices.requested(tx, incident, transfer, commander, now().plus(settings.acknowledgeWithin()));
    return transfer;
  }

  private void requireAtScene(Tx tx, UUID incidentId, Actor actor) {
    if (!actor.hasRole("leader") && !actor.hasRole("responder")) {
      throw Problem.forbidden("cannot_command", "Command is taken by a leader or a responder.");
    }
    var checkIn = store.latestCheckIn(tx, incidentId, actor.personId());
    if (checkIn.isEmpty()) {
      throw Problem.conflict("not_at_scene", "Command is taken at the scene. Check in there first.")
          .with("radiusMeters", settings.checkInRadiusMeters());
    }
    if (!checkIn.get().atScene()) {
      throw Problem.conflict(
              "not_at_scene",
              "You checked in %.0f m away. Go to the scene, within %d m, and check in again."
                  .formatted(checkIn.get().distanceMeters(), settings.checkInRadiusMeters()))
          .with("radiusMeters", settings.checkInRadiusMeters())
          .with("meters", checkIn.get().distanceMeters());
    }
  }

  /// The one in command hands over or refuses; the asker may withdraw.
  public CommandTransfer decide(
      Tx tx, UUID id, CommandTransfer.State decision, @Nullable String reason, Actor actor) {
    var incident = lock(tx, id, actor);
    var transfer = store.transfer(tx, id).orElseThrow();
    var inCommand = store.inCommand(tx, incident.id()).orElseThrow();
    var why = reason == null || reason.isBlank() ? null : reason.strip();
    var decided = transfer.decided(decision, actor.ref(), inCommand, why, now());
    notices.settled(tx, decided, actor);
    if (decision == CommandTransfer.State.ACCEPTED) {
      return pass(tx, decided, actor);
    }
    store.save(tx, decided);
    boolean refused = decision == CommandTransfer.State.REFUSED;
    timeline.append(
        tx,
        happening(incident, refused ? "command.refused" : "command.withdrawn")
            .by(actor)
            .detail("to", decided.to().name())
            .detail("reason", why)
            .changed("commandTransfers", decided));
    if (refused) {
      notices.refused(tx, incident, decided);
    }
    return decided;
  }

  /// Command passes. Nobody but the transfer's two ends can be in between.
  private CommandTransfer pass(Tx tx, CommandTransfer transfer, @Nullable Actor actor) {
    var since = Objects.requireNonNull(transfer.decidedAt());
    var from = transfer.from();
    if (!store.pass(tx, transfer.incidentId(), from, transfer.to(), since)) {
      throw Problem.conflict(
          "command_moved", "Somebody else has come into command. Read the incident again.");
    }
    store.save(tx, transfer);
    var incident = incidents.setCommander(tx, transfer.incidentId(), transfer.to(), since);
    timeline.append(
        tx,
        happening(incident, from == null ? "command.taken" : "command.transferred")
            .by(actor)
            .detail("from", from == null ? null : from.name())
            .detail("to", transfer.to().name())
            .changed("incidents", incident)
            .changed("commandTransfers", transfer));
    responses.steps().commanderChanged(tx, incident, actor);
    notices.changed(
        tx,
        incident,
        transfer,
        store.peopleAtScene(tx, incident.id()),
        actor == null ? null : actor.personId());
    return transfer;
  }

  /// The two ends of a transfer may see it wherever it is; others only in their area.
  private Incident lock(Tx tx, UUID id, Actor actor) {
    var transfer =
        store.transfer(tx, id).orElseThrow(() -> Problem.notFound("command transfer", id));
    var from = transfer.from();
    boolean concerned =
        transfer.to().id().equals(actor.personId())
            || (from != null && from.id().equals(actor.personId()));
    return incidents.lockFor(
        tx,
        transfer.incidentId(),
        actor,
        concerned,
        () -> Problem.notFound("command transfer", id));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
