package io.qianzhi.command.order;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What those say to whom an order was given, themselves or told to the control room.
public final class OrderAnswers {
  private static final List<String> CONTROL_ROOM = List.of("operator", "duty_chief");

  private final OrderBook book;
  private final OrderRules rules;
  private final OrderClock orderClock;
  private final OrderNotices notices;

  OrderAnswers(OrderBook book, OrderRules rules, OrderClock orderClock, OrderNotices notices) {
    this.book = book;
    this.rules = rules;
    this.orderClock = orderClock;
    this.notices = notices;
  }

  /// 签收, by a responsible one or told to the control room.
  ///
  /// @param pressedAt when the button was pressed on a device that had no network then; null = now
  /// @throws Problem `not_your_order` or `order_in_other_state`
  Order acknowledge(Tx tx, UUID id, @Nullable Instant pressedAt, Actor actor) {
    var locked = book.lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    if (locked.order().state() == Order.State.ACKNOWLEDGED) {
      return locked.order();
    }
    var acknowledged =
        locked
            .order()
            .acknowledged(actor.ref(), pressed(pressedAt, locked.order()), rules.betweenFeedback());
    book.write(tx, locked.incident(), acknowledged, "order.acknowledged", null, actor);
    orderClock.acknowledged(tx, acknowledged);
    notices.settled(tx, acknowledged, actor);
    return acknowledged;
  }

  /// Feedback: how it is going.
  ///
  /// @throws Problem `not_your_order`, `order_not_acknowledged` or `order_in_other_state`
  Order report(Tx tx, UUID id, String text, @Nullable Instant pressedAt, Actor actor) {
    var locked = book.lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var reported =
        locked
            .order()
            .reported(
                actor.ref(),
                text.strip(),
                pressed(pressedAt, locked.order()),
                rules.betweenFeedback());
    book.write(tx, locked.incident(), reported, "order.reported", text.strip(), actor);
    notices.settled(tx, reported, actor);
    return reported;
  }

  /// 办结.
  ///
  /// @throws Problem `not_your_order`, `order_not_acknowledged` or `order_in_other_state`
  Order complete(Tx tx, UUID id, String result, @Nullable Instant pressedAt, Actor actor) {
    var locked = book.lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var done = locked.order().done(actor.ref(), result.strip(), pressed(pressedAt, locked.order()));
    book.write(tx, locked.incident(), done, "order.done", result.strip(), actor);
    notices.settled(tx, done, actor);
    notices.answered(
        tx,
        locked.incident(),
        done,
        new Text(
            "指令%d已办结，请核销".formatted(done.number()),
            "Order %d is done; verify it".formatted(done.number())),
        result.strip());
    return done;
  }

  /// @throws Problem `not_your_order` or `order_in_other_state`
  Order refuse(Tx tx, UUID id, String reason, Actor actor) {
    var locked = book.lock(tx, id, actor);
    requireResponsible(locked.order(), actor);
    var why = OrderBook.required(reason, "reason", "Say why it cannot be carried out.");
    var refused = locked.order().refused(actor.ref(), why, book.now());
    book.write(tx, locked.incident(), refused, "order.refused", why, actor);
    notices.over(tx, refused, actor);
    notices.answered(
        tx,
        locked.incident(),
        refused,
        new Text(
            "指令%d被拒收".formatted(refused.number()),
            "Order %d was refused".formatted(refused.number())),
        why);
    return refused;
  }

  private static void requireResponsible(Order order, Actor actor) {
    if (!order.isResponsible(actor.personId()) && CONTROL_ROOM.stream().noneMatch(actor::hasRole)) {
      throw Problem.forbidden(
          "not_your_order",
          "Order %d is answered by %s.".formatted(order.number(), order.addressee().name()));
    }
  }

  /// When the button was pressed, kept between the issue and now: a device's clock may be wrong.
  private Instant pressed(@Nullable Instant pressedAt, Order order) {
    var now = book.now();
    var issued = order.acknowledgedAt() == null ? order.issuedAt() : order.acknowledgedAt();
    if (pressedAt == null
        || pressedAt.isAfter(now)
        || pressedAt.isBefore(Objects.requireNonNullElse(issued, now))) {
      return now;
    }
    return pressedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
