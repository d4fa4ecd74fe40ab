package io.qianzhi.command.report;

import io.qianzhi.command.group.Group;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.command.group.Withdrawal;
import io.qianzhi.command.group.WithdrawalService;
import io.qianzhi.command.order.Order;
import io.qianzhi.command.order.OrderService;
import io.qianzhi.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// What was commanded at the scene, as measures of a report: working groups formed, orders given
/// with what became of them, withdrawals.
record CommandMeasures(GroupService groups, OrderService orders, WithdrawalService withdrawals) {
  List<ReportWords.Moment> of(Tx tx, UUID incidentId) {
    var ids = List.of(incidentId);
    var moments = new ArrayList<ReportWords.Moment>();
    groups(moments, groups.ofIncidents(tx, ids));
    orders.ofIncidents(tx, ids).forEach(order -> order(moments, order));
    withdrawals.ofIncidents(tx, ids).forEach(withdrawal -> withdrawal(moments, withdrawal));
    return moments;
  }

  /// Groups formed at once are one sentence.
  private static void groups(List<ReportWords.Moment> moments, Collection<Group> all) {
    var formed =
        all.stream()
            .collect(Collectors.groupingBy(Group::formedAt, TreeMap::new, Collectors.toList()));
    formed.forEach(
        (at, together) ->
            moments.add(
                new ReportWords.Moment(
                    at,
                    "成立"
                        + together.stream()
                            .map(group -> group.name().zh())
                            .collect(Collectors.joining("、")))));
  }

  /// Drafts and what was taken back are no measures; an order given to another is told as that one.
  private static void order(List<ReportWords.Moment> moments, Order order) {
    var issuedAt = order.issuedAt();
    if (issuedAt == null
        || order.state() == Order.State.CANCELLED
        || order.state() == Order.State.REASSIGNED) {
      return;
    }
    var state = ReportWords.state(order.state());
    moments.add(
        new ReportWords.Moment(
            issuedAt,
            "向%s下达指令%d：%s（%s）"
                .formatted(
                    order.addressee().name(),
                    order.number(),
                    ReportWords.unstopped(order.text()),
                    state)));
    var doneAt = order.doneAt();
    if (doneAt != null) {
      moments.add(
          new ReportWords.Moment(
              doneAt,
              "指令%d%s：%s"
                  .formatted(order.number(), state, Objects.requireNonNull(order.result()))));
    }
  }

  private static void withdrawal(List<ReportWords.Moment> moments, Withdrawal withdrawal) {
    var givenAt = withdrawal.givenAt();
    if (givenAt == null) {
      return;
    }
    var why = withdrawal.reason() == null ? "" : "（" + withdrawal.reason() + "）";
    moments.add(new ReportWords.Moment(givenAt, "发出撤离信号，命令现场人员撤离" + why));
    Instant liftedAt = withdrawal.liftedAt();
    if (liftedAt != null && withdrawal.liftedBy() != null) {
      moments.add(new ReportWords.Moment(liftedAt, "险情排除，解除撤离"));
    }
  }
}
