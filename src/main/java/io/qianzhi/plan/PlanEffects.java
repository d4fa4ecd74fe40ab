package io.qianzhi.plan;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.identity.People;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.timeline.Timeline;
import java.util.Objects;
import java.util.Optional;

/// The effects that plans carry out by themselves: tell the people of some roles, start the clock
/// of a step, ask for a decision.
final class PlanEffects {
  private final StepFlow flow;
  private final People people;
  private final ResponseNotices notices;
  private final Timeline timeline;

  PlanEffects(StepFlow flow, People people, ResponseNotices notices, Timeline timeline) {
    this.flow = flow;
    this.people = people;
    this.notices = notices;
    this.timeline = timeline;
  }

  void register(Effects effects) {
    effects.on(Effect.Kind.PAGE_ROLES, this::pageRoles);
    effects.on(Effect.Kind.START_CLOCK, this::startClock);
    effects.on(Effect.Kind.ASK_DECISION, this::askDecision);
  }

  private void pageRoles(Tx tx, Effects.Firing firing) {
    var incident = firing.incident();
    var roles = firing.effect().roles();
    var owners = Owners.find(tx, people, roles, incident);
    var addressees =
        roles.stream().flatMap(role -> owners.of(role).stream()).map(PersonRef::id).distinct();
    var message = Objects.requireNonNull(firing.effect().message());
    timeline.append(
        tx,
        happening(incident, "step.roles_paged")
            .by(firing.actor())
            .detail("code", firing.step().code())
            .detail("title", firing.step().title())
            .detail("roles", roles));
    notices.paged(tx, incident, firing.step(), message, addressees.toList());
  }

  private void startClock(Tx tx, Effects.Firing firing) {
    var checklist = flow.checklist(tx, firing.response());
    named(checklist, firing)
        .filter(step -> !step.isSettled() && step.dueAt() == null)
        .ifPresent(
            step ->
                flow.write(
                    tx,
                    firing.incident(),
                    checklist,
                    step.clockStarted(flow.now()),
                    happening(firing.incident(), "step.clock_started")
                        .by(firing.actor())
                        .detail("because", firing.step().title()),
                    firing.actor()));
  }

  private void askDecision(Tx tx, Effects.Firing firing) {
    named(flow.checklist(tx, firing.response()), firing)
        .filter(step -> step.state() == Step.State.OPEN)
        .ifPresent(
            step -> {
              timeline.append(
                  tx,
                  StepClocks.describe(
                      happening(firing.incident(), "step.decision_asked").by(firing.actor()),
                      step));
              notices.decisionWanted(tx, firing.incident(), step);
            });
  }

  private static Optional<Step> named(Checklist checklist, Effects.Firing firing) {
    return checklist.all().stream()
        .filter(step -> step.code().equals(firing.effect().step()) && step.round() == 1)
        .findFirst();
  }
}
