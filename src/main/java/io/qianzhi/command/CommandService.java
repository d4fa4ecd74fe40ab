package io.qianzhi.command;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.AreaCode;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is in command. At most one person is in command of an incident; a transfer needs both, and
/// the old one keeps it until then. Every decision is made under the lock of the incident's row.
public final class CommandService {
  private final CommandStore store = new CommandStore();
  private final CommandSettings settings;
  private final IncidentService incidents;
  private final CommandNotices notices;
  private final ResponseService responses;
  private final OnScene onScene;
  private final SceneService scene;
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
    this.responses = responses;
    this.onScene = onScene;
    this.scene = scene;
    this.briefings = briefings;
    this.people = people;
    this.timeline = timeline;
    this.clock = clock;
  }

  public List<CommandTransfer> transfersOf(Tx tx, Collection<UUID> incidentIds) {
    return store.transfersOf(tx, incidentIds);
  }

  /// A unit has reached the scene. The leader of the first one is in command until somebody is
  /// named.
  public void unitArrived(Tx tx, UUID incidentId, PersonRef crewLeader) {
    var incident = incidents.lock(tx, incidentId);
    if (incident.isOpen() && store.inCommand(tx, incidentId).isEmpty()) {
      pass(
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
    var inCommand = store.inCommand(tx, incidentId);
    if (inCommand.isEmpty()) {
      return pass(
          tx, CommandTransfer.taken(CommandTransfer.Kind.REQUEST, incidentId, me, now()), actor);
    }
    requireAnother(inCommand.get(), actor.personId(), "You are in command already.");
    requireNoneOpen(tx, incidentId);
    var transfer =
        CommandTransfer.requested(
            inCommand.get(), me, briefings.of(tx, incident), incidentId, now());
    propose(tx, incident, transfer, "command.requested", actor);
    return transfer;
  }

  /// A leader names who shall be in command; that person and the one in command both sign.
  ///
  /// @throws Problem `already_in_command`, `cannot_command` or `transfer_open`
  CommandTransfer appoint(
      Tx tx, UUID incidentId, UUID personId, @Nullable String why, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var person =
        people.findAll(tx, List.of(personId)).stream()
            .filter(one -> one.drill() == incident.drill())
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "personId",
                        FieldRule.NO_SUCH_THING,
                        "There is no person " + personId + "."));
    requireMayCommand(person.roles());
    var inCommand = store.inCommand(tx, incidentId).orElse(null);
    if (inCommand != null) {
      requireAnother(inCommand, personId, person.name() + " is in command already.");
    }
    requireNoneOpen(tx, incidentId);
    var transfer =
        CommandTransfer.appointed(
            inCommand,
            person.ref(),
            actor.ref(),
            words(why),
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

  private static void requireAnother(PersonRef inCommand, UUID personId, String sentence) {
    if (inCommand.id().equals(personId)) {
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
    var checkIn = store.latestCheckIn(tx, incidentId, actor.personId());
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

  /// Whoever takes command has read the briefing sheet.
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
    var inCommand = store.inCommand(tx, incident.id()).orElse(null);
    var decided = transfer.decided(decision, actor.ref(), inCommand, words(reason), now());
    if (transfer.toSignedAt() == null && decided.toSignedAt() != null) {
      requireThere(tx, incident, actor);
    }
    switch (decided.state()) {
      case ACCEPTED -> {
        notices.settled(tx, decided, actor);
        return pass(tx, decided, actor);
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
      default -> {
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
    var inCommand = store.inCommand(tx, incident.id()).orElse(null);
    if (inCommand != null && !isAbove(tx, actor, inCommand)) {
      throw Problem.forbidden(
          "not_higher_level",
          "Only a higher level than %s can take command over.".formatted(inCommand.name()));
    }
    var taken =
        transfer.takenOver(actor.ref(), inCommand, reason.strip(), settings.takeoverAfter(), now());
    notices.settled(tx, taken, actor);
    return pass(tx, taken, actor);
  }

  /// A leader is above crews; among leaders, whoever answers for a wider area, and the
  /// commander-in-chief above departments.
  private boolean isAbove(Tx tx, Actor actor, PersonRef inCommand) {
    var theirs = people.find(tx, inCommand.id()).orElseThrow();
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

  /// Command passes. Nobody but the transfer's two ends can be in between.
  private CommandTransfer pass(Tx tx, CommandTransfer transfer, @Nullable Actor actor) {
    var since = transfer.passedAt();
    var from = transfer.from();
    var takeover = transfer.takeover();
    if (!store.pass(tx, transfer.incidentId(), from, transfer.to(), since)) {
      throw Problem.conflict(
          "command_moved", "Somebody else has come into command. Read the incident again.");
    }
    store.save(tx, transfer);
    var incident = incidents.setCommander(tx, transfer.incidentId(), transfer.to(), since);
    timeline.append(
        tx,
        happening(incident, passing(transfer))
            .by(actor)
            .detail("reason", takeover == null ? null : takeover.reason())
            .detail("from", from == null ? null : from.name())
            .detail("to", transfer.to().name())
            .changed("incidents", incident)
            .changed("commandTransfers", transfer));
    responses.steps().commanderChanged(tx, incident, actor);
    scene.learnCommand(tx, incident, actor);
    notices.changed(
        tx,
        incident,
        transfer,
        onScene.now(tx, incident.id()).people().stream().map(PersonRef::id).toList(),
        actor == null ? null : actor.personId());
    return transfer;
  }

  private static String passing(CommandTransfer transfer) {
    if (transfer.takeover() != null) {
      return "command.taken_over";
    }
    return transfer.from() == null ? "command.taken" : "command.transferred";
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

  private static @Nullable String words(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.strip();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
