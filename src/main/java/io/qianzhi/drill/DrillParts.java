package io.qianzhi.drill;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.CommandService;
import io.qianzhi.command.SceneService;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.command.group.MusterService;
import io.qianzhi.command.group.WithdrawalService;
import io.qianzhi.command.order.OrderService;
import io.qianzhi.command.release.ReleaseService;
import io.qianzhi.command.report.ReportService;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.exercise.ExerciseService;
import io.qianzhi.geo.CityMap;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Roles;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.timeline.Feed;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.tracking.Tracking;
import io.qianzhi.unit.UnitService;
import java.time.InstantSource;

/// What the simulation works with: the same services as everybody.
public record DrillParts(
    Database database,
    VirtualThreads virtualThreads,
    Feed feed,
    People people,
    UnitService units,
    TrackService tracks,
    Tracking tracking,
    IncidentService incidents,
    CallService calls,
    DispatchService dispatch,
    CommandService command,
    SceneService scene,
    ResponseService responses,
    GroupService groups,
    MusterService musters,
    WithdrawalService withdrawals,
    OrderService orders,
    ReportService reports,
    ReleaseService releases,
    ExerciseService exercises,
    Operations operations,
    Roles roles,
    NoticeService notices,
    CityFolder city,
    CityMap map,
    InstantSource clock) {}
