package io.qianzhi.plan;

import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from a change of steps: other steps, clocks, notices and effects, all in the same
/// transaction.
final class StepFlow {
  private final StepStore store;
  private final PlanVersions versions;
  private final EventTypes types;
  private final StepClocks clocks;
  private final ResponseNotices notices;
  private final Effects effects;
  private final Timeline timeline;
  private final InstantSource clock;

  StepFlow(
      StepStore store,
      PlanVersions versions,
      EventTypes types,
      StepClocks clocks,
      ResponseNotices notices,
      Effects effects,
      Timeline timeline,
      InstantSource clock) {
    this.store = store;
    this.versions = versions;
    this.types = types;
    this.clocks = clocks;
    this.notices = notices;
    this.effects = effects;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// The steps of a response with the plan it started with.
  Checklist checklist(Tx tx, Response response) {
    return new Checklist(
        response,
        versions.steps(tx, response.planCode(), response.planVersion()),
        store.ofResponse(tx, response.id()));
  }

  /// A change with everything that follows from it, as one event.
  void write(
      Tx tx,
      Incident incident,
      Checklist checklist,
      Step changed,
      Happening what,
      @Nullable Actor actor) {
    checklist.put(changed);
    var touched = apply(tx, incident, checklist);
    timeline.append(tx, StepClocks.describe(what, changed).changedAll("steps", touched));
    follow(tx, incident, checklist, touched, actor);
  }

  /// Stores what was put into the checklist and what changes with it; answers all of that, for the
  /// event that the caller appends before it calls [#follow].
  List<Step> apply(Tx tx, Incident incident, Checklist checklist) {
    checklist.follow(situation(incident));
    var changed = checklist.changed();
    var opened = checklist.opened();
    if (!opened.isEmpty()) {
      store.insert(tx, opened);
    }
    if (!changed.isEmpty()) {
      store.update(tx, changed);
    }
    var touched = new ArrayList<>(changed);
    touched.addAll(opened);
    for (var step : touched) {
      if (checklist.goesOn(step)) {
        clocks.follow(tx, step);
      } else {
        clocks.stop(tx, step);
      }
    }
    return touched;
  }

  /// An order signs and ticks the step that waits for it, and if the response has ended by it,
  /// settles what is left; answers what changed, for the event that the caller appends before it
  /// calls [#follow].
  List<Step> ordered(
      Tx tx,
      Incident incident,
      Checklist checklist,
      PlanStep.Fact fact,
      StepService.Signature signature,
      String words) {
    var by = signature.by();
    var at = signature.at();
    checklist
        .doneBy(fact)
        .filter(step -> !step.isDone())
        .map(step -> step.signed(by, at).completed(by, at, Proof.words(words, null)))
        .ifPresent(checklist::put);
    if (!checklist.response().isActive()) {
      checklist.settleAtEnd();
      silence(tx, checklist);
    }
    return apply(tx, incident, checklist);
  }

  /// What is open is not needed any more, whatever its phase, and nobody is reminded; answers what
  /// changed, for the event that the caller appends.
  List<Step> abandon(Tx tx, Checklist checklist) {
    var left = checklist.all().stream().filter(step -> !step.isSettled()).toList();
    left.forEach(
        step -> {
          clocks.stop(tx, step);
          notices.settled(tx, step.id(), null);
        });
    var changed = left.stream().filter(step -> !step.isDone()).map(Step::notNeeded).toList();
    if (!changed.isEmpty()) {
      store.update(tx, changed);
    }
    return changed;
  }

  /// Of steps that are neither open nor complete when their response ends nobody is reminded.
  private void silence(Tx tx, Checklist checklist) {
    for (var step : checklist.all()) {
      if (!checklist.goesOn(step) && !step.isSettled()) {
        clocks.stop(tx, step);
        notices.settled(tx, step.id(), null);
      }
    }
  }

  /// What people are told and what happens by itself, after the event.
  void follow(
      Tx tx, Incident incident, Checklist checklist, List<Step> touched, @Nullable Actor actor) {
    for (var step : touched) {
      boolean notNeeded = step.state() == Step.State.NOT_NEEDED;
      // What is done but not signed keeps its notices: the leader has yet to deal with it.
      if (step.isSettled() || (step.signedAt() != null && !step.isDone())) {
        notices.settled(tx, step.id(), notNeeded ? null : actor);
      }
    }
    askForSignatures(tx, incident, checklist);
    // Last, because effects may change steps themselves.
    effects.fire(tx, incident, checklist, now(), actor);
  }

  /// Tells the leaders of steps that now wait for nothing but their signature, once.
  private void askForSignatures(Tx tx, Incident incident, Checklist checklist) {
    var waiting = checklist.newlyWaitingForSignature();
    if (!waiting.isEmpty()) {
      var asked = waiting.stream().map(Step::asked).toList();
      store.update(tx, asked);
      asked.forEach(checklist::put);
      asked.forEach(step -> notices.signatureWanted(tx, incident, checklist.response(), step));
    }
  }

  private Condition.Situation situation(Incident incident) {
    return new Condition.Situation(
        incident.grade(),
        types.require(incident.typeCode()).family(),
        types.andAbove(incident.typeCode()));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
