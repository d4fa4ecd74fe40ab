package io.qianzhi;

import io.qianzhi.command.CommandService;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.dispatch.Recommender;
import io.qianzhi.plan.ResponseService;

/// The layer that acts: dispatch, plan and command, and what each means for the others.
record Conduct(DispatchService dispatch, ResponseService responses, CommandService command) {

  static Conduct of(Base base, Ground ground, Alerts alerts, Picture picture, Rulebook rules) {
    var clock = base.clock();
    var deadlines = base.deadlines();
    var people = ground.people();
    var timeline = ground.timeline();
    var notices = alerts.notices();
    var incidents = picture.incidents();
    var units = picture.units();
    var tracks = picture.tracks();

    var recommender =
        new Recommender(
            rules.runCards(), rules.dispatch(), units, tracks, base.map().roads(), clock);
    var dispatch =
        new DispatchService(
            incidents,
            units,
            tracks,
            recommender,
            notices,
            deadlines,
            timeline,
            rules.dispatch(),
            clock);
    var responses =
        new ResponseService(
            rules.plans(),
            rules.eventTypes(),
            rules.plan(),
            incidents,
            people,
            notices,
            timeline,
            deadlines,
            clock);
    var command =
        new CommandService(rules.command(), incidents, people, notices, responses, timeline, clock);
    incidents.seenBy(dispatch.assignments()::isOnIt);
    incidents.onGraded(responses::graded);
    incidents.onAssessed(responses::assessed);
    dispatch.onProgress(new Progress(responses, command, units));
    responses.requireEffects();
    return new Conduct(dispatch, responses, command);
  }
}
