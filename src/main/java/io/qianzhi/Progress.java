package io.qianzhi;

import io.qianzhi.command.CommandService;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.unit.UnitService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What dispatch means for plan and command: the first units sent tick a step, the first crew that
/// arrives is in command until somebody is named.
final class Progress implements DispatchService.ProgressListener {
  private final ResponseService responses;
  private final CommandService command;
  private final UnitService units;

  Progress(ResponseService responses, CommandService command, UnitService units) {
    this.responses = responses;
    this.command = command;
    this.units = units;
  }

  @Override
  public void progressed(
      Tx tx, Incident incident, List<Assignment> assignments, @Nullable Actor actor) {
    var arrived = assignments.stream().filter(a -> a.state() == Assignment.State.ON_SCENE).toList();
    if (arrived.isEmpty()) {
      responses.dispatched(
          tx, incident.id(), assignments.stream().map(Assignment::callSign).toList(), actor);
      return;
    }
    for (var assignment : arrived) {
      units.byIds(tx, List.of(assignment.unitId())).getFirst().crew().stream()
          .findFirst()
          .ifPresent(leader -> command.unitArrived(tx, incident.id(), leader));
    }
  }
}
