package io.qianzhi;

import io.qianzhi.command.CommandService;
import io.qianzhi.command.OnScene;
import io.qianzhi.command.SceneService;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.command.group.MusterService;
import io.qianzhi.command.group.WithdrawalService;
import io.qianzhi.command.order.OrderService;
import io.qianzhi.command.release.PublicAddress;
import io.qianzhi.command.release.PublicReleases;
import io.qianzhi.command.release.ReleaseParts;
import io.qianzhi.command.release.ReleaseService;
import io.qianzhi.command.report.Reporting;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.dispatch.Recommender;
import io.qianzhi.plan.Effect;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.pdf.Pdf;

/// The layer that acts: dispatch, plan and command, and what each means for the others.
record Conduct(
    DispatchService dispatch,
    ResponseService responses,
    SceneService scene,
    CommandService command,
    GroupService groups,
    MusterService musters,
    WithdrawalService withdrawals,
    OrderService orders,
    Reporting reporting,
    ReleaseService releases,
    PublicReleases publicReleases) {

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
    var assignments = dispatch.assignments();
    var onScene = new OnScene(assignments, units);
    var scene = new SceneService(rules.command(), incidents, responses, onScene, timeline, clock);
    var groups =
        new GroupService(
            rules.groups(), incidents, people, onScene, responses, notices, timeline, clock);
    var musters =
        new MusterService(
            rules.groups(),
            incidents,
            groups,
            onScene,
            people,
            notices,
            deadlines,
            timeline,
            clock);
    var withdrawals =
        new WithdrawalService(
            rules.groups(), incidents, people, onScene, responses, notices, timeline, clock);
    var orders =
        new OrderService(
            rules.orders(),
            incidents,
            people,
            groups,
            assignments,
            units,
            notices,
            deadlines,
            timeline,
            clock);
    var command =
        new CommandService(
            rules.command(),
            incidents,
            people,
            notices,
            responses,
            onScene,
            scene,
            new BriefingSheets(
                rules.eventTypes(),
                assignments,
                units,
                responses,
                onScene,
                scene,
                groups,
                orders,
                withdrawals,
                clock),
            timeline,
            clock);
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
                assignments,
                responses,
                scene,
                groups,
                orders,
                withdrawals),
            new Reporting.Setup(
                rules.reports(),
                settings.report(),
                rules.city().name(),
                settings.http().publicUrl(),
                settings.auth().tokenSecret()));
    incidents.seenBy(assignments::isOnIt);
    incidents.seenBy(groups::includes);
    incidents.seenBy(orders::includes);
    scene.onPresence(groups::presenceChanged);
    scene.onPresence(musters::presenceChanged);
    incidents.onGraded(responses::graded);
    incidents.onAssessed(responses::assessed);
    incidents.course().beforeClosing(responses::requireEnded);
    responses.proposals().onEnded(reporting.reports().clocks()::responseEnded);
    dispatch.onProgress(new Progress(responses, command, scene, units));
    reporting.listen(responses.steps().effects());
    new StepEffects(responses, dispatch, picture.cordons()).register();
    var address = address(settings.http().publicUrl(), rules);
    var releases =
        releases(base, ground, alerts, picture, rules, address, dispatch.assignments(), responses);
    incidents.onGraded(releases.clocks()::graded);
    incidents.course().onClosed(releases.clocks()::incidentClosed);
    responses.requireEffects();
    return new Conduct(
        dispatch,
        responses,
        scene,
        command,
        groups,
        musters,
        withdrawals,
        orders,
        reporting,
        releases,
        new PublicReleases(base.database(), address, rules.releases(), clock));
  }

  private static PublicAddress address(String publicUrl, Rulebook rules) {
    var city = rules.city().name();
    return new PublicAddress(
        publicUrl, city, rules.releases().publisher(city), rules.people().drill());
  }

  private static ReleaseService releases(
      Base base,
      Ground ground,
      Alerts alerts,
      Picture picture,
      Rulebook rules,
      PublicAddress address,
      AssignmentService assignments,
      ResponseService responses) {
    var releases =
        new ReleaseService(
            new ReleaseParts(
                rules.releases(),
                rules.eventTypes(),
                rules.unitCodes().serviceNames(),
                address,
                picture.incidents(),
                picture.calls(),
                assignments,
                responses,
                ground.people(),
                alerts.notices(),
                base.deadlines(),
                ground.timeline(),
                base.clock()));
    responses
        .steps()
        .effects()
        .on(
            Effect.Kind.RELEASE_DRAFT,
            (tx, firing) -> releases.draftFor(tx, firing.incident(), firing.actor()));
    return releases;
  }
}
