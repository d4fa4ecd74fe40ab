package io.qianzhi.drill;

import io.qianzhi.alert.Notice;
import io.qianzhi.command.CheckIn;
import io.qianzhi.command.CommandPost;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.command.group.Group;
import io.qianzhi.command.group.Muster;
import io.qianzhi.command.group.Withdrawal;
import io.qianzhi.command.order.Order;
import io.qianzhi.command.release.Release;
import io.qianzhi.command.release.ReleaseClock;
import io.qianzhi.command.report.Report;
import io.qianzhi.command.report.ReportClock;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.exercise.Exercise;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Proposal;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An exercise as simulated people see it.
record ExerciseScene(
    Exercise exercise,
    Incident incident,
    List<Assignment> assignments,
    List<Response> responses,
    List<Step> steps,
    List<Proposal> proposals,
    List<CheckIn> checkIns,
    List<CommandTransfer> transfers,
    List<CommandPost> posts,
    List<Group> groups,
    List<Muster> musters,
    List<Withdrawal> withdrawals,
    List<Order> orders,
    List<Report> reports,
    List<ReportClock> reportClocks,
    List<Release> releases,
    List<ReleaseClock> releaseClocks,
    List<Notice> notices,
    StandIns people) {

  Optional<Response> active() {
    return responses.stream().filter(one -> one.state() == Response.State.ACTIVE).findFirst();
  }

  /// Units at the scene, the first first.
  List<Assignment> atScene() {
    return assignments.stream()
        .filter(one -> one.state() == Assignment.State.ON_SCENE)
        .sorted(Comparator.comparing(ExerciseScene::arrived))
        .toList();
  }

  static Instant arrived(Assignment assignment) {
    return Objects.requireNonNull(
        assignment.times().get(Json.word(Assignment.State.ON_SCENE)), "arrived");
  }
}
