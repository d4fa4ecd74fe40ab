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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How somebody comes to be in command: the first to arrive, whoever asks for it, whoever a leader
/// names. Every decision is made under the lock of the incident's row; what becomes of a request is
/// in [TransferAnswers].
public final class CommandService {
  private final CommandStore store = new CommandStore();
  private final SceneStore checkIns = new SceneStore();
  private final CommandSettings settings;
  private final IncidentService incidents;
  private final InCommand inCommand;
  private final TransferAnswers answers;
  private final CommandNotices notices;
  private final Briefing.Source briefings;
  private final People people;
  private final Timeline timeline;
  private final InstantSource clock;

  public CommandService(
      CommandSettings settings,
      IncidentService incidents,
      People people,
      NoticeService notices,
      ResponseService responses,
      OnScene onScene,
      SceneService scene,
      Briefing.Source briefings,
      Timeline timeline,
      InstantSource clock) {
    this.settings = settings;
    this.incidents = incidents;
    this.notices = new CommandNotices(notices, people);
    this.inCommand =
        new InCommand(store, incidents, responses.steps(), onScene, scene, this.notices, timeline);
    this.answers =
        new TransferAnswers(
            store, settings, incidents, inCommand, onScene, people, this.notices, timeline, clock);
    this.briefings = briefings;
    this.people = people;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// What becomes of a transfer that was asked for.
  public TransferAnswers answers() {
    return answers;
  }

  public List<CommandTransfer> transfersOf(Tx tx, Collection<UUID> incidentIds) {
    return store.transfersOf(tx, incidentIds);
  }

  /// A unit has reached the scene. The leader of the first one is in command until somebody is
  /// named.
  public void unitArrived(Tx tx, UUID incidentId, PersonRef crewLeader) {
    var incident = incidents.lock(tx, incidentId);
    if (incident.isOpen() && inCommand.of(tx, incidentId).isEmpty()) {
      inCommand.pass(
          tx,
          CommandTransfer.taken(CommandTransfer.Kind.ARRIVAL, incidentId, crewLeader, now()),
          null);
    }
  }

  /// Takes command where nobody has it, else asks the one who has; the asker signs after reading
  /// the sheet.
  ///
  /// @throws Problem `not_at_scene`, `already_in_command` or `transfer_open`
  CommandTransfer request(Tx tx, UUID incidentId, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    requireAtScene(tx, incidentId, actor);
    var me = actor.ref();
    var commander = inCommand.of(tx, incidentId).orElse(null);
    if (commander == null) {
      return inCommand.pass(
          tx, CommandTransfer.taken(CommandTransfer.Kind.REQUEST, incidentId, me, now()), actor);
    }
    requireAnother(commander, actor.personId(), "You are in command already.");
    requireNoneOpen(tx, incidentId);
    var transfer =
        CommandTransfer.requested(commander, me, briefings.of(tx, incident), incidentId, now());
    propose(tx, incident, transfer, "command.requested", actor);
    return transfer;
  }

  /// A leader names who shall be in command; that person and the one in command both sign.
  ///
  /// @throws Problem `already_in_command`, `cannot_command` or `transfer_open`
  CommandTransfer appoint(
      Tx tx, UUID incidentId, UUID personId, @Nullable String why, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var person = people.require(tx, personId, incident.drill(), "personId");
    requireMayCommand(person.roles());
    var commander = inCommand.of(tx, incidentId).orElse(null);
    if (commander != null) {
      requireAnother(commander, personId, person.name() + " is in command already.");
    }
    requireNoneOpen(tx, incidentId);
    var transfer =
        CommandTransfer.appointed(
            commander,
            person.ref(),
            actor.ref(),
            why == null || why.isBlank() ? null : why.strip(),
            briefings.of(tx, incident),
            incidentId,
            now());
    propose(tx, incident, transfer, "command.appointed", actor);
    return transfer;
  }

  private void propose(
      Tx tx, Incident incident, CommandTransfer transfer, String kind, Actor actor) {
    var from = transfer.from();
    store.save(tx, transfer);
    timeline.append(
        tx,
        happening(incident, kind)
            .by(actor)
            .detail("from", from == null ? null : from.name())
            .detail("to", transfer.to().name())
            .detail("reason", transfer.reason())
            .changed("commandTransfers", transfer));
    notices.proposed(tx, incident, transfer, now().plus(settings.acknowledgeWithin()));
  }

  private static void requireAnother(PersonRef commander, UUID personId, String sentence) {
    if (commander.id().equals(personId)) {
      throw Problem.conflict("already_in_command", sentence);
    }
  }

  private void requireNoneOpen(Tx tx, UUID incidentId) {
    store
        .openTransfer(tx, incidentId)
        .ifPresent(
            open -> {
              throw Problem.conflict(
                      "transfer_open",
                      "A transfer to %s waits for signatures; it must be decided or withdrawn first."
                          .formatted(open.to().name()))
                  .with("person", open.to().name());
            });
  }

  private static void requireMayCommand(Collection<String> roles) {
    if (!mayCommand(roles)) {
      throw Problem.forbidden("cannot_command", "Command is taken by a leader or a responder.");
    }
  }

  static boolean mayCommand(Collection<String> roles) {
    return roles.contains("leader") || roles.contains("responder");
  }

  private void requireAtScene(Tx tx, UUID incidentId, Actor actor) {
    requireMayCommand(actor.roles());
    var checkIn = checkIns.latestCheckIn(tx, incidentId, actor.personId());
    if (checkIn.isEmpty() || checkIn.get().leftAt() != null) {
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

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
