package io.qianzhi.drill;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.CommandService;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.geo.CityMap;
import io.qianzhi.identity.People;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Database;
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
    NoticeService notices,
    CityFolder city,
    CityMap map,
    InstantSource clock) {}
