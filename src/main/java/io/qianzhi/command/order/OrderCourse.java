package io.qianzhi.command.order;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What becomes of an order without anybody's doing: it arrives, nobody answers, its incident ends.
final class OrderCourse {
  private OrderCourse() {}

  static Order delivered(Order order, Instant at) {
    var edit = new OrderEdit(order);
    edit.state = Order.State.DELIVERED;
    edit.deliveredAt = at;
    return edit.order();
  }

  /// The next rung that was not reached yet.
  static Optional<Order.Rung> nextRung(Order order) {
    return Arrays.stream(Order.Rung.values())
        .filter(rung -> order.rungs().stream().noneMatch(fired -> fired.rung() == rung))
        .findFirst();
  }

  /// A rung is reached: nobody has acknowledged.
  ///
  /// @param alsoResponsible who may acknowledge it from now on
  static Order climbed(
      Order order,
      Order.Rung rung,
      List<PersonRef> alsoResponsible,
      List<PersonRef> nowTold,
      Instant at) {
    var edit = new OrderEdit(order);
    edit.overdue = true;
    edit.escalated = order.escalated() || rung == Order.Rung.SUPERVISOR;
    edit.responsible = new ArrayList<>(order.responsible());
    alsoResponsible.stream()
        .filter(person -> !order.isResponsible(person.id()))
        .forEach(edit.responsible::add);
    edit.rungs = new ArrayList<>(order.rungs());
    edit.rungs.add(new Order.Fired(rung, at, nowTold));
    return edit.order();
  }

  static Order feedbackMissed(Order order) {
    var edit = new OrderEdit(order);
    edit.feedbackOverdue = true;
    return edit.order();
  }

  /// The incident is closed: what was not done by then stays so.
  static Optional<Order> unfinished(Order order, Instant at) {
    return order.isOver() || order.state() == Order.State.DONE
        ? Optional.empty()
        : Optional.of(new OrderEdit(order).ended(Order.State.UNFINISHED, null, null, at));
  }
}
