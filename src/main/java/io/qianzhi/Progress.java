package io.qianzhi;

import io.qianzhi.command.CommandService;
import io.qianzhi.command.SceneService;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.UnitService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What dispatch means for plan and command: the first units sent tick a step, the first crew that
/// arrives is in command until somebody is named, and a crew leaves the scene with its unit.
final class Progress implements DispatchService.ProgressListener {
  private final ResponseService responses;
  private final CommandService command;
  private final SceneService scene;
  private final UnitService units;

  Progress(
      ResponseService responses, CommandService command, SceneService scene, UnitService units) {
    this.responses = responses;
    this.command = command;
    this.scene = scene;
    this.units = units;
  }

  @Override
  public void progressed(
      Tx tx, Incident incident, List<Assignment> assignments, @Nullable Actor actor) {
    var sent = new ArrayList<String>();
    for (var assignment : assignments) {
      switch (assignment.state()) {
        case ON_SCENE ->
            crew(tx, assignment).stream()
                .findFirst()
                .ifPresent(leader -> command.unitArrived(tx, incident.id(), leader));
        case CLEARED, CANCELLED -> scene.unitLeft(tx, incident, crew(tx, assignment), actor);
        default -> sent.add(assignment.callSign());
      }
    }
    if (!sent.isEmpty()) {
      responses.dispatched(tx, incident.id(), sent, actor);
    }
  }

  private List<PersonRef> crew(Tx tx, Assignment assignment) {
    return units.byIds(tx, List.of(assignment.unitId())).getFirst().crew();
  }
}
