package io.qianzhi.drill;

import io.qianzhi.alert.Notice;
import io.qianzhi.command.group.Group;
import io.qianzhi.command.group.Muster;
import io.qianzhi.command.order.Order;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What simulated people answer: orders, countings, the groups they lead, and what they are told.
final class AnswerPlays {
  /// Answered by what they ask for, not by having been read.
  private static final Set<Notice.Kind> ANSWERED_OTHERWISE =
      EnumSet.of(
          Notice.Kind.ASSIGNMENT,
          Notice.Kind.ASSIGNMENT_OVERDUE,
          Notice.Kind.ORDER,
          Notice.Kind.ORDER_OVERDUE,
          Notice.Kind.COMMAND_REQUEST,
          Notice.Kind.MUSTER);

  private AnswerPlays() {}

  static void add(ExerciseScene scene, Playbook book) {
    orders(scene.orders(), scene.people(), book);
    musters(scene.musters(), scene.people(), book);
    groups(scene.groups(), scene.people(), book);
    for (var notice : scene.notices()) {
      boolean open = notice.acknowledgedAt() == null && notice.withdrawnAt() == null;
      if (open && !ANSWERED_OTHERWISE.contains(notice.kind())) {
        scene
            .people()
            .of(notice.person())
            .ifPresent(
                who ->
                    book.add(
                        "notice " + notice.id(),
                        notice.createdAt(),
                        book.rules().reads(),
                        who,
                        "setNoticeState",
                        Map.of("noticeId", notice.id()),
                        Map.of("state", "acknowledged")));
      }
    }
  }

  static void orders(List<Order> orders, StandIns people, Playbook book) {
    for (var order : orders) {
      if (order.isUnanswered()) {
        people
            .oneOf(order.responsible())
            .ifPresent(
                who ->
                    book.add(
                        "acknowledge " + order.id(),
                        Objects.requireNonNull(order.issuedAt()),
                        book.rules().reads(),
                        who,
                        "acknowledgeOrder",
                        Map.of("orderId", order.id()),
                        Map.of()));
      } else if (order.state() == Order.State.ACKNOWLEDGED) {
        var by = Objects.requireNonNull(order.acknowledgedBy());
        people
            .of(by)
            .ifPresent(
                who ->
                    book.add(
                        "done " + order.id() + order.acknowledgedAt(),
                        Objects.requireNonNull(order.acknowledgedAt()),
                        book.rules().works(),
                        who,
                        "completeOrder",
                        Map.of("orderId", order.id()),
                        Map.of("result", "已落实。")));
      }
    }
  }

  static void musters(List<Muster> musters, StandIns people, Playbook book) {
    for (var muster : musters) {
      if (muster.state() != Muster.State.RUNNING) {
        continue;
      }
      for (var entry : muster.entries()) {
        if (entry.state() == Muster.Entry.Count.WAITING) {
          people
              .oneOf(entry.answerers())
              .ifPresent(
                  who ->
                      book.add(
                          "count " + muster.id() + entry.id(),
                          muster.calledAt(),
                          book.rules().reads(),
                          who,
                          "answerMuster",
                          Map.of("musterId", muster.id()),
                          Map.of("entryId", entry.id(), "count", entry.expected())));
        }
      }
    }
  }

  private static void groups(List<Group> groups, StandIns people, Playbook book) {
    for (var group : groups) {
      if (group.state() == Group.State.FORMED) {
        people
            .of(group.lead())
            .ifPresent(
                lead ->
                    book.add(
                        "group " + group.id() + lead.personId(),
                        group.formedAt(),
                        book.rules().decides(),
                        lead,
                        "acknowledgeGroup",
                        Map.of("groupId", group.id()),
                        Map.of()));
      }
    }
  }
}
