package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.area.AreaCode;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.util.List;
import java.util.UUID;

/// The supervisor's list (督办): what is overdue or was done late in his area, and what he says to
/// it.
final class SupervisionService {
  private static final int LIMIT = 500;

  private final StepStore store;
  private final IncidentService incidents;
  private final StepLock lock;
  private final StepNotices told;
  private final StepFlow flow;
  private final Timeline timeline;

  SupervisionService(
      StepStore store,
      IncidentService incidents,
      StepLock lock,
      StepNotices told,
      StepFlow flow,
      Timeline timeline) {
    this.store = store;
    this.incidents = incidents;
    this.lock = lock;
    this.told = told;
    this.flow = flow;
    this.timeline = timeline;
  }

  /// A step with where it is.
  record Supervised(Step step, Where incident) {}

  record Where(
      UUID id, String number, String typeCode, String place, Incident.State state, boolean drill) {

    static Where of(Incident incident) {
      return new Where(
          incident.id(),
          incident.number(),
          incident.typeCode(),
          incident.place(),
          incident.state(),
          incident.drill());
    }
  }

  /// What is open first, the oldest deadline first.
  List<Supervised> list(Tx tx, Actor actor) {
    return store.lateIn(tx, AreaCode.prefix(actor.areaCode()), actor.drill(), LIMIT).stream()
        .map(step -> new Supervised(step, Where.of(incidents.get(tx, step.incidentId()))))
        .toList();
  }

  /// @throws Problem `step_not_overdue`
  Step remark(Tx tx, UUID id, String text, Actor actor) {
    var open = lock.lock(tx, id, actor);
    var step = open.step();
    if (!step.overdue()) {
      throw Problem.conflict(
              "step_not_overdue",
              "Step %s is not overdue, so there is nothing to urge.".formatted(step.code()))
          .with("step", step.title());
    }
    if (text.isBlank()) {
      throw Problem.invalidField("text", FieldRule.MISSING, "Say what shall be done.");
    }
    var remark = new Ladder.Remark(actor.ref(), flow.now(), text.strip());
    var remarked = step.with(step.ladder().remarked(remark));
    store.update(tx, List.of(remarked));
    timeline.append(
        tx,
        StepClocks.describe(happening(open.incident(), "step.supervised"), remarked)
            .by(actor)
            .detail("text", remark.text())
            .changed("steps", remarked));
    told.supervised(tx, open.incident(), remarked, remark);
    return remarked;
  }
}
