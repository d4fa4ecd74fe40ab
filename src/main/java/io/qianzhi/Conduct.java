package io.qianzhi;

import io.qianzhi.command.CommandService;
import io.qianzhi.command.report.Reporting;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.dispatch.Recommender;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.pdf.Pdf;

/// The layer that acts: dispatch, plan and command, and what each means for the others.
record Conduct(
    DispatchService dispatch,
    ResponseService responses,
    CommandService command,
    Reporting reporting) {

  static Conduct of(
      Base base, Ground ground, Alerts alerts, Picture picture, Rulebook rules, Settings settings) {
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
    var reporting =
        Reporting.of(
            new Reporting.Ground(
                base.vertx(),
                base.database(),
                base.virtualThreads(),
                deadlines,
                timeline,
                clock,
                new Pdf(base.vertx())),
            new Reporting.Sources(
                rules.eventTypes(),
                people,
                notices,
                incidents,
                units,
                dispatch.assignments(),
                responses,
                command),
            new Reporting.Setup(
                rules.reports(),
                settings.report(),
                rules.city().name(),
                settings.http().publicUrl(),
                settings.auth().tokenSecret()));
    incidents.seenBy(dispatch.assignments()::isOnIt);
    incidents.onGraded(responses::graded);
    incidents.onAssessed(responses::assessed);
    dispatch.onProgress(new Progress(responses, command, units));
    reporting.listen(responses.steps().effects());
    responses.requireEffects();
    return new Conduct(dispatch, responses, command, reporting);
  }
}
