package io.qianzhi.command.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order (指令): to whom, what, and everything that became of it.
///
/// @param number counts the orders of the incident
/// @param responsible who may acknowledge it (签收)
/// @param told everybody who gets a notice of it
/// @param voice given by voice and written down by somebody else; `issuedBy` is who gave it
/// @param deliveredAt when it first reached a device of a responsible one
/// @param feedbackBy when the next feedback is due
/// @param endedBy who refused, reassigned or cancelled it; nobody where the incident was closed
/// @param overdue nobody had acknowledged in time; stays
/// @param rungs what the clock has done because nobody acknowledged
public record Order(
    UUID id,
    UUID incidentId,
    int number,
    Addressee addressee,
    List<PersonRef> responsible,
    List<PersonRef> told,
    String text,
    boolean urgent,
    @Nullable Instant dueAt,
    State state,
    PersonRef draftedBy,
    Instant draftedAt,
    @Nullable PersonRef issuedBy,
    @Nullable Instant issuedAt,
    boolean voice,
    @Nullable Instant confirmedAt,
    @Nullable Instant deliveredAt,
    @Nullable Instant acknowledgeBy,
    @Nullable PersonRef acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    List<Feedback> feedback,
    @Nullable Instant feedbackBy,
    boolean feedbackOverdue,
    @Nullable String result,
    @Nullable PersonRef doneBy,
    @Nullable Instant doneAt,
    @Nullable PersonRef verifiedBy,
    @Nullable Instant verifiedAt,
    @Nullable PersonRef endedBy,
    @Nullable Instant endedAt,
    @Nullable String reason,
    @Nullable UUID reassignedFrom,
    @Nullable UUID reassignedTo,
    boolean overdue,
    boolean escalated,
    List<Fired> rungs,
    boolean drill,
    int version) {

  private static final Set<State> UNANSWERED = EnumSet.of(State.ISSUED, State.DELIVERED);

  /// Where an order stands.
  public enum State {
    DRAFT,
    ISSUED,
    DELIVERED,
    ACKNOWLEDGED,
    DONE,
    VERIFIED,
    REFUSED,
    REASSIGNED,
    CANCELLED,
    /// The incident was closed before it was done.
    UNFINISHED
  }

  /// What the clock does when nobody acknowledges, one after another, each once.
  public enum Rung {
    REMIND,
    NEXT_PERSON,
    SUPERVISOR
  }

  /// To whom: a working group, a unit or a person.
  public record Addressee(Kind kind, UUID id, String name) {
    /// What can be given an order.
    public enum Kind {
      GROUP,
      UNIT,
      PERSON
    }
  }

  /// How it is going.
  public record Feedback(Instant at, PersonRef by, String text) {}

  /// A rung of the ladder that was reached.
  public record Fired(Rung rung, Instant at, List<PersonRef> told) {}

  /// Nothing more will happen to it.
  @JsonIgnore
  public boolean isOver() {
    return switch (state) {
      case VERIFIED, REFUSED, REASSIGNED, CANCELLED, UNFINISHED -> true;
      default -> false;
    };
  }

  @JsonIgnore
  public boolean isUnanswered() {
    return UNANSWERED.contains(state);
  }

  public boolean isResponsible(UUID personId) {
    return responsible.stream().anyMatch(person -> person.id().equals(personId));
  }

  /// Whether somebody is addressed by it, or gave it.
  public boolean concerns(UUID personId) {
    return isResponsible(personId)
        || told.stream().anyMatch(person -> person.id().equals(personId))
        || (issuedBy != null && issuedBy.id().equals(personId));
  }

  /// Whether somebody is addressed by it and it is not over.
  public boolean isFor(UUID personId) {
    return !isOver()
        && state != State.DRAFT
        && (isResponsible(personId)
            || told.stream().anyMatch(person -> person.id().equals(personId)));
  }

  Order edited(Addressee to, String newText, boolean newUrgent, @Nullable Instant newDueAt) {
    require("edited", State.DRAFT);
    var edit = new OrderEdit(this);
    edit.addressee = to;
    edit.text = newText;
    edit.urgent = newUrgent;
    edit.dueAt = newDueAt;
    return edit.order();
  }

  /// @param giver in whose name it is in force from now on
  Order issued(
      PersonRef giver,
      List<PersonRef> nowResponsible,
      List<PersonRef> nowTold,
      Instant answerBy,
      Instant at) {
    require("issued", State.DRAFT);
    var edit = new OrderEdit(this);
    edit.state = State.ISSUED;
    edit.issuedBy = giver;
    edit.issuedAt = at;
    edit.responsible = nowResponsible;
    edit.told = nowTold;
    edit.acknowledgeBy = answerBy;
    return edit.order();
  }

  /// The giver of an order by voice confirms what was written down.
  Order confirmed(PersonRef by, Instant at) {
    requireGiver(by);
    var edit = new OrderEdit(this);
    edit.confirmedAt = confirmedAt == null ? at : confirmedAt;
    return edit.order();
  }

  /// @throws Problem `not_your_order`
  void requireGiver(PersonRef by) {
    if (!voice || issuedBy == null || !issuedBy.id().equals(by.id())) {
      throw Problem.forbidden(
          "not_your_order", "Only whoever gave this order by voice can confirm it.");
    }
  }

  Order acknowledged(PersonRef by, Instant at, Duration untilFeedback) {
    require("acknowledged", State.ISSUED, State.DELIVERED);
    var edit = new OrderEdit(this);
    edit.state = State.ACKNOWLEDGED;
    edit.acknowledgedBy = by;
    edit.acknowledgedAt = at;
    edit.feedbackBy = at.plus(untilFeedback);
    return edit.order();
  }

  Order reported(PersonRef by, String words, Instant at, Duration untilFeedback) {
    requireAcknowledged("reported on");
    var edit = new OrderEdit(this);
    edit.feedback = new ArrayList<>(feedback);
    edit.feedback.add(new Feedback(at, by, words));
    edit.feedbackBy = at.plus(untilFeedback);
    edit.feedbackOverdue = false;
    return edit.order();
  }

  /// @throws Problem `order_not_acknowledged`: an order cannot be done without acknowledgement
  Order done(PersonRef by, String words, Instant at) {
    requireAcknowledged("done");
    var edit = new OrderEdit(this);
    edit.state = State.DONE;
    edit.doneBy = by;
    edit.doneAt = at;
    edit.result = words;
    edit.feedbackBy = null;
    edit.feedbackOverdue = false;
    return edit.order();
  }

  /// @throws Problem `own_work` when somebody would verify what he has done himself
  Order verified(PersonRef by, Instant at) {
    requireAnother(by);
    var edit = new OrderEdit(this);
    edit.state = State.VERIFIED;
    edit.verifiedBy = by;
    edit.verifiedAt = at;
    return edit.order();
  }

  /// It is not done yet: it goes back to who did it.
  Order sentBack(PersonRef by, String why, Instant at, Duration untilFeedback) {
    requireAnother(by);
    var edit = new OrderEdit(this);
    edit.state = State.ACKNOWLEDGED;
    edit.doneBy = null;
    edit.doneAt = null;
    edit.result = null;
    edit.reason = why;
    edit.feedbackBy = at.plus(untilFeedback);
    return edit.order();
  }

  private void requireAnother(PersonRef by) {
    require("verified", State.DONE);
    if ((doneBy != null && doneBy.id().equals(by.id()))
        || (acknowledgedBy != null && acknowledgedBy.id().equals(by.id()))) {
      throw Problem.forbidden(
          "own_work", "Somebody else must verify what you have carried out yourself.");
    }
  }

  Order refused(PersonRef by, String why, Instant at) {
    require("refused", State.ISSUED, State.DELIVERED, State.ACKNOWLEDGED);
    return ended(State.REFUSED, by, why, at);
  }

  Order cancelled(PersonRef by, String why, Instant at) {
    require("cancelled", State.DRAFT, State.ISSUED, State.DELIVERED, State.ACKNOWLEDGED);
    return ended(State.CANCELLED, by, why, at);
  }

  Order reassigned(UUID to, PersonRef by, String why, Instant at) {
    require(
        "reassigned",
        State.ISSUED,
        State.DELIVERED,
        State.ACKNOWLEDGED,
        State.REFUSED,
        State.UNFINISHED);
    var edit = new OrderEdit(this);
    edit.reassignedTo = to;
    return edit.ended(State.REASSIGNED, by, why, at);
  }

  private Order ended(State how, PersonRef by, String why, Instant at) {
    return new OrderEdit(this).ended(how, by, why, at);
  }

  /// Whether the clock of feedback runs.
  @JsonIgnore
  boolean isCarriedOut() {
    return state == State.ACKNOWLEDGED;
  }

  private void requireAcknowledged(String what) {
    if (isUnanswered()) {
      throw Problem.conflict(
          "order_not_acknowledged",
          "Order %d must be acknowledged before it is %s.".formatted(number, what));
    }
    require(what, State.ACKNOWLEDGED);
  }

  private void require(String what, State... allowed) {
    if (!Set.of(allowed).contains(state)) {
      throw Problem.conflict(
          "order_in_other_state",
          "Order %d is %s and cannot be %s.".formatted(number, Json.word(state), what));
    }
  }
}
