package io.qianzhi.command.order;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parts of an order that change, while they do.
final class OrderEdit {
  private final Order old;
  Order.Addressee addressee;
  List<PersonRef> responsible;
  List<PersonRef> told;
  String text;
  boolean urgent;
  @Nullable Instant dueAt;
  Order.State state;
  @Nullable PersonRef issuedBy;
  @Nullable Instant issuedAt;
  @Nullable Instant confirmedAt;
  @Nullable Instant deliveredAt;
  @Nullable Instant acknowledgeBy;
  @Nullable PersonRef acknowledgedBy;
  @Nullable Instant acknowledgedAt;
  List<Order.Feedback> feedback;
  @Nullable Instant feedbackBy;
  boolean feedbackOverdue;
  @Nullable String result;
  @Nullable PersonRef doneBy;
  @Nullable Instant doneAt;
  @Nullable PersonRef verifiedBy;
  @Nullable Instant verifiedAt;
  @Nullable PersonRef endedBy;
  @Nullable Instant endedAt;
  @Nullable String reason;
  @Nullable UUID reassignedTo;
  boolean overdue;
  boolean escalated;
  List<Order.Fired> rungs;

  OrderEdit(Order old) {
    this.old = old;
    addressee = old.addressee();
    responsible = old.responsible();
    told = old.told();
    text = old.text();
    urgent = old.urgent();
    dueAt = old.dueAt();
    state = old.state();
    issuedBy = old.issuedBy();
    issuedAt = old.issuedAt();
    confirmedAt = old.confirmedAt();
    deliveredAt = old.deliveredAt();
    acknowledgeBy = old.acknowledgeBy();
    acknowledgedBy = old.acknowledgedBy();
    acknowledgedAt = old.acknowledgedAt();
    feedback = old.feedback();
    feedbackBy = old.feedbackBy();
    feedbackOverdue = old.feedbackOverdue();
    result = old.result();
    doneBy = old.doneBy();
    doneAt = old.doneAt();
    verifiedBy = old.verifiedBy();
    verifiedAt = old.verifiedAt();
    endedBy = old.endedBy();
    endedAt = old.endedAt();
    reason = old.reason();
    reassignedTo = old.reassignedTo();
    overdue = old.overdue();
    escalated = old.escalated();
    rungs = old.rungs();
  }

  Order ended(Order.State how, @Nullable PersonRef by, @Nullable String why, Instant at) {
    state = how;
    endedBy = by;
    endedAt = at;
    reason = why;
    feedbackBy = null;
    feedbackOverdue = false;
    return order();
  }

  Order order() {
    return new Order(
        old.id(),
        old.incidentId(),
        old.number(),
        addressee,
        responsible,
        told,
        text,
        urgent,
        dueAt,
        state,
        old.draftedBy(),
        old.draftedAt(),
        issuedBy,
        issuedAt,
        old.voice(),
        confirmedAt,
        deliveredAt,
        acknowledgeBy,
        acknowledgedBy,
        acknowledgedAt,
        feedback,
        feedbackBy,
        feedbackOverdue,
        result,
        doneBy,
        doneAt,
        verifiedBy,
        verifiedAt,
        endedBy,
        endedAt,
        reason,
        old.reassignedFrom(),
        reassignedTo,
        overdue,
        escalated,
        rungs,
        old.drill(),
        old.version() + 1);
  }
}
