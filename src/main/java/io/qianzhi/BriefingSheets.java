package io.qianzhi;

import io.qianzhi.command.Briefing;
import io.qianzhi.command.OnScene;
import io.qianzhi.command.SceneService;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.command.group.Withdrawal;
import io.qianzhi.command.group.WithdrawalService;
import io.qianzhi.command.order.Order;
import io.qianzhi.command.order.OrderService;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the briefing sheet of a transfer of command from what all features know.
record BriefingSheets(
    EventTypes types,
    AssignmentService assignments,
    UnitService units,
    ResponseService responses,
    OnScene onScene,
    SceneService scene,
    GroupService groups,
    OrderService orders,
    WithdrawalService withdrawals,
    InstantSource clock)
    implements Briefing.Source {
  private static final int NOTES_AT_MOST = 10;

  @Override
  public Briefing of(Tx tx, Incident incident) {
    var ids = List.of(incident.id());
    var there = assignments.ofIncidents(tx, ids).stream().filter(Assignment::isOpen).toList();
    return new Briefing(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        situation(tx, incident),
        forces(tx, there),
        onScene.now(tx, incident.id()).headcount(),
        groups.ofIncidents(tx, ids).stream()
            .filter(group -> !group.isDissolved())
            .map(
                group -> new Briefing.WorkingGroup(group.code(), group.name(), group.lead().name()))
            .toList(),
        hazards(tx, incident, there),
        orders.ofIncidents(tx, ids).stream()
            .filter(order -> !order.isOver() && order.state() != Order.State.DRAFT)
            .map(BriefingSheets::open)
            .toList(),
        withdrawals.current(tx, incident.id()).map(BriefingSheets::signal).orElse(null));
  }

  private Briefing.Situation situation(Tx tx, Incident incident) {
    var response = active(tx, incident);
    var post =
        scene.postsOf(tx, List.of(incident.id())).stream()
            .map(one -> one.contact() == null ? one.name() : one.name() + "，" + one.contact())
            .findFirst()
            .orElse(null);
    return new Briefing.Situation(
        incident.number(),
        types.require(incident.typeCode()).name(),
        incident.place(),
        incident.description(),
        incident.grade(),
        incident.casualties(),
        response == null ? null : response.planName(),
        response == null ? null : response.level(),
        post);
  }

  private @Nullable Response active(Tx tx, Incident incident) {
    return responses.ofIncidents(tx, List.of(incident.id())).stream()
        .filter(response -> response.state() == Response.State.ACTIVE)
        .findFirst()
        .orElse(null);
  }

  private List<Briefing.Force> forces(Tx tx, List<Assignment> there) {
    var byId =
        units.byIds(tx, there.stream().map(Assignment::unitId).toList()).stream()
            .collect(Collectors.<Unit, UUID, Unit>toMap(Unit::id, Function.identity()));
    return there.stream()
        .map(
            assignment ->
                new Briefing.Force(
                    assignment.callSign(),
                    assignment.service(),
                    Json.word(assignment.state()),
                    Objects.requireNonNull(byId.get(assignment.unitId())).crewSize()))
        .toList();
  }

  /// Life-safety steps that are open, and the last words of the crews.
  private List<String> hazards(Tx tx, Incident incident, List<Assignment> there) {
    var response = active(tx, incident);
    var steps =
        response == null
            ? Stream.<String>empty()
            : responses.steps().ofIncidents(tx, List.of(incident.id())).stream()
                .filter(step -> step.responseId().equals(response.id()))
                .filter(step -> step.lifeSafety() && !step.isDone())
                .map(step -> "未完成：" + step.code() + " " + step.title().zh());
    var notes =
        there.stream()
            .flatMap(
                assignment -> assignment.notes().stream().map(note -> new Said(assignment, note)))
            .sorted(Comparator.comparing((Said said) -> said.note().at()).reversed())
            .limit(NOTES_AT_MOST)
            .map(said -> said.assignment().callSign() + "：" + said.note().text());
    return Stream.concat(steps, notes).toList();
  }

  private record Said(Assignment assignment, Assignment.Note note) {}

  private static Briefing.OpenOrder open(Order order) {
    return new Briefing.OpenOrder(
        order.number(),
        order.addressee().name(),
        order.text(),
        Json.word(order.state()),
        order.overdue() || order.feedbackOverdue());
  }

  private static Briefing.WithdrawalSignal signal(Withdrawal withdrawal) {
    PersonRef officer = withdrawal.safetyOfficer();
    return new Briefing.WithdrawalSignal(
        withdrawal.signal(),
        officer == null ? null : officer.name(),
        withdrawal.state() == Withdrawal.State.GIVEN);
  }
}
