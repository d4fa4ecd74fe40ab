package io.qianzhi.command.order;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The operations of orders.
public final class OrderApi {
  private static final String ID = "orderId";

  private OrderApi() {}

  private record Pressed(@Nullable Instant pressedAt) {}

  private record Feedback(String text, @Nullable Instant pressedAt) {}

  private record Completion(String result, @Nullable Instant pressedAt) {}

  private record Verification(boolean accepted, @Nullable String note) {}

  private record Reason(String reason) {}

  private record Reassignment(OrderService.To addressee, String reason) {}

  private record Confirmation(boolean confirmed, @Nullable String reason) {}

  public static void bind(Operations operations, OrderService orders, Database database) {
    operations.command(
        "createOrder",
        (tx, request) ->
            orders.create(
                tx,
                request.id("incidentId"),
                request.body(OrderService.NewOrder.class),
                request.actor()));
    operations.command(
        "editOrder",
        (tx, request) ->
            orders.edit(
                tx, request.id(ID), request.body(OrderService.Change.class), request.actor()));
    operations.command(
        "issueOrder", (tx, request) -> orders.issue(tx, request.id(ID), request.actor()));
    bindAnswers(operations, orders);
    bindEnds(operations, orders);
    operations.query(
        "listOrderReceipts",
        request ->
            database.inTransaction(tx -> orders.receipts(tx, request.id(ID), request.actor())));
  }

  private static void bindAnswers(Operations operations, OrderService orders) {
    operations.command(
        "acknowledgeOrder",
        (tx, request) ->
            orders
                .answers()
                .acknowledge(
                    tx,
                    request.id(ID),
                    request
                        .bodyIfGiven(Pressed.class)
                        .orElseGet(() -> new Pressed(null))
                        .pressedAt(),
                    request.actor()));
    operations.command(
        "addOrderFeedback",
        (tx, request) -> {
          var body = request.body(Feedback.class);
          return orders
              .answers()
              .report(tx, request.id(ID), body.text(), body.pressedAt(), request.actor());
        });
    operations.command(
        "completeOrder",
        (tx, request) -> {
          var body = request.body(Completion.class);
          return orders
              .answers()
              .complete(tx, request.id(ID), body.result(), body.pressedAt(), request.actor());
        });
    operations.command(
        "refuseOrder",
        (tx, request) ->
            orders
                .answers()
                .refuse(tx, request.id(ID), request.body(Reason.class).reason(), request.actor()));
  }

  private static void bindEnds(Operations operations, OrderService orders) {
    operations.command(
        "verifyOrder",
        (tx, request) -> {
          var body = request.body(Verification.class);
          return orders.verify(tx, request.id(ID), body.accepted(), body.note(), request.actor());
        });
    operations.command(
        "cancelOrder",
        (tx, request) ->
            orders.cancel(
                tx, request.id(ID), request.body(Reason.class).reason(), request.actor()));
    operations.command(
        "reassignOrder",
        (tx, request) -> {
          var body = request.body(Reassignment.class);
          return orders.reassign(
              tx, request.id(ID), body.addressee(), body.reason(), request.actor());
        });
    operations.command(
        "confirmVoiceOrder",
        (tx, request) -> {
          var body = request.body(Confirmation.class);
          return orders.confirm(
              tx, request.id(ID), body.confirmed(), body.reason(), request.actor());
        });
  }
}
