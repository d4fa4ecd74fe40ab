package io.qianzhi.command.release;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.util.Map;

/// What releases are made with.
///
/// @param services the names of services, by their code
public record ReleaseParts(
    ReleaseRules rules,
    EventTypes types,
    Map<String, Text> services,
    PublicAddress addresses,
    IncidentService incidents,
    CallService calls,
    AssignmentService assignments,
    ResponseService responses,
    People people,
    NoticeService notices,
    Deadlines deadlines,
    Timeline timeline,
    InstantSource clock) {}
