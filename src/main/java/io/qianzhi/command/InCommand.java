package io.qianzhi.command;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is in command of an incident: nobody or one person, and from one it passes only to the other
/// end of a transfer.
final class InCommand {
  private final CommandStore store;
  private final IncidentService incidents;
  private final StepService steps;
  private final OnScene onScene;
  private final SceneService scene;
  private final CommandNotices notices;
  private final Timeline timeline;

  InCommand(
      CommandStore store,
      IncidentService incidents,
      StepService steps,
      OnScene onScene,
      SceneService scene,
      CommandNotices notices,
      Timeline timeline) {
    this.store = store;
    this.incidents = incidents;
    this.steps = steps;
    this.onScene = onScene;
    this.scene = scene;
    this.notices = notices;
    this.timeline = timeline;
  }

  Optional<PersonRef> of(Tx tx, UUID incidentId) {
    return store.inCommand(tx, incidentId);
  }

  /// Command passes as an accepted transfer says, and everybody at the scene is told.
  ///
  /// @param actor null = by the arrival of a unit
  /// @throws Problem `command_moved` when somebody else has come into command
  CommandTransfer pass(Tx tx, CommandTransfer transfer, @Nullable Actor actor) {
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
    steps.commanderChanged(tx, incident, actor);
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
}
