package io.qianzhi.exercise;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.group.MusterService;
import io.qianzhi.command.release.ReleaseService;
import io.qianzhi.command.report.ReportService;
import io.qianzhi.command.review.AfterActionService;
import io.qianzhi.command.review.ReviewSettings;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.AssessmentService;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.unit.UnitService;
import java.time.InstantSource;

/// What exercises work with: the same services as everybody.
public record ExerciseParts(
    People people,
    IncidentService incidents,
    AssessmentService assessments,
    CallService calls,
    UnitService units,
    AssignmentService assignments,
    ResponseService responses,
    MusterService musters,
    ReportService reports,
    ReleaseService releases,
    AfterActionService afterActions,
    ReviewSettings review,
    NoticeService notices,
    Deadlines deadlines,
    Timeline timeline,
    InstantSource clock) {}
