package io.qianzhi;

import io.qianzhi.alert.AlertApi;
import io.qianzhi.area.AreaApi;
import io.qianzhi.command.CommandApi;
import io.qianzhi.command.StaffSearch;
import io.qianzhi.command.group.GroupApi;
import io.qianzhi.command.group.SafetyApi;
import io.qianzhi.command.order.OrderApi;
import io.qianzhi.command.release.ReleaseApi;
import io.qianzhi.command.report.ReportApi;
import io.qianzhi.command.review.PrintApi;
import io.qianzhi.command.review.ReviewApi;
import io.qianzhi.dispatch.DispatchApi;
import io.qianzhi.exercise.ExerciseApi;
import io.qianzhi.identity.IdentityApi;
import io.qianzhi.incident.IncidentApi;
import io.qianzhi.plan.PlanApi;
import io.qianzhi.timeline.TimelineApi;
import io.qianzhi.tracking.TrackApi;
import io.qianzhi.unit.UnitApi;

/// Binds every operation of the contract to the feature that carries it out.
final class FrontDoor {
  private FrontDoor() {}

  /// @throws IllegalStateException when an operation has nobody
  static void bind(
      Base base,
      Ground ground,
      Alerts alerts,
      Picture picture,
      Conduct conduct,
      Afterwards afterwards,
      Rulebook rules) {
    var operations = base.operations();
    var database = base.database();
    var incidents = picture.incidents();
    var tracks = picture.tracks();
    IdentityApi.bind(operations, ground.sessions(), database);
    AreaApi.bind(operations, rules.city().areas(), base.map());
    ReferenceApi.bind(operations, rules, base.map().bounds(), alerts.publicKey());
    TimelineApi.bind(operations, ground.timeline(), incidents::require, database);
    AlertApi.bind(operations, database, alerts.notices(), alerts.subscriptions());
    UnitApi.bind(operations, picture.units(), tracks::latest, database);
    TrackApi.bind(operations, tracks);
    IncidentApi.bindPlaces(operations, picture.whereabouts(), base.map().addresses(), database);
    IncidentApi.bindCordons(operations, picture.cordons());
    IncidentApi.bind(
        operations,
        incidents,
        picture.assessments(),
        picture.calls(),
        database,
        conduct.dispatch().assignments()::anyOpen);
    DispatchApi.bind(operations, conduct.dispatch(), database);
    PlanApi.bind(operations, conduct.responses(), database);
    CommandApi.bind(
        operations,
        conduct.command(),
        conduct.scene(),
        new StaffSearch(incidents, ground.people(), rules.plans().roles()),
        database);
    GroupApi.bind(operations, conduct.groups(), database);
    SafetyApi.bind(operations, conduct.musters(), conduct.withdrawals(), database);
    OrderApi.bind(operations, conduct.orders(), database);
    ReportApi.bind(operations, database, conduct.reporting());
    ReleaseApi.bind(
        operations,
        conduct.releases(),
        rules.releases(),
        conduct.publicReleases(),
        incidents,
        database);
    ReviewApi.bind(
        operations, afterwards.replays(), afterwards.reports(), afterwards.reviews(), database);
    PrintApi.bind(operations, afterwards.reports(), afterwards.forms(), afterwards.pdf(), database);
    ExerciseApi.bind(operations, afterwards.exercises(), afterwards.pdf(), database);
    IncidentDetailApi.bind(operations, database, alerts, picture, conduct, afterwards.exercises());
    operations.requireComplete();
  }
}
