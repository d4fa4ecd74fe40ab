package io.qianzhi.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing one person must know, with every try to tell them.
///
/// @param withdrawnAt when it became pointless, such as for an assignment that was cancelled
/// @param chainId the first notice of the chain this one belongs to
/// @param reminders how often it was sent again
/// @param escalateTo who is told next when it is not acknowledged
public record Notice(
    UUID id,
    @Nullable UUID incidentId,
    PersonRef person,
    Kind kind,
    @Nullable UUID subjectId,
    Text title,
    Text body,
    Urgency urgency,
    State state,
    Instant createdAt,
    @Nullable Instant acknowledgeBy,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant withdrawnAt,
    boolean drill,
    List<Delivery> deliveries,
    int version,
    @JsonIgnore String areaCode,
    @JsonIgnore UUID chainId,
    @JsonIgnore int reminders,
    @JsonIgnore List<NextInChain> escalateTo) {

  /// What a notice is about.
  public enum Kind {
    ASSIGNMENT,
    ASSIGNMENT_OVERDUE,
    RESPONSE_PROPOSED,
    RESPONSE_STARTED,
    SIGNATURE_WANTED,
    STEP_DUE,
    STEP_OVERDUE,
    ROLE_PAGED,
    DECISION_WANTED,
    OPINION_WANTED,
    RESPONSE_CHANGED,
    RESPONSE_DUE,
    STEP_DELEGATED,
    STEP_SUPERVISED,
    COMMAND_REQUEST,
    COMMAND_CHANGED,
    COMMAND_APPOINTMENT,
    INCIDENT_HANDED_OVER,
    ORDER,
    ORDER_OVERDUE,
    ORDER_ANSWERED,
    ORDER_CONFIRMATION,
    GROUP_FORMED,
    MUSTER,
    MUSTER_MISSING,
    WITHDRAWAL,
    REPORT_DUE,
    REPORT_LATE,
    REPORT_FAILED,
    RELEASE_DRAFTED,
    RELEASE_CHECK,
    RELEASE_APPROVAL,
    RELEASE_REFUSED,
    RELEASE_OVERDUE,
    EXERCISE
  }

  /// High goes out over all channels at once.
  public enum Urgency {
    NORMAL,
    HIGH
  }

  /// The furthest any device has come with it. Forward only.
  public enum State {
    QUEUED,
    SENT,
    RECEIVED,
    DISPLAYED,
    ACKNOWLEDGED;

    /// The later of both: reports arrive late, twice and out of order.
    public State advance(State reported) {
      return reported.compareTo(this) > 0 ? reported : this;
    }
  }

  /// Whether somebody still waits for it to be acknowledged.
  @JsonIgnore
  public boolean isOpen() {
    return acknowledgedAt == null && withdrawnAt == null;
  }

  /// Whether one of the person's devices has it.
  @JsonIgnore
  public boolean hasReached() {
    return state.compareTo(State.RECEIVED) >= 0;
  }

  /// How far it has come on one device, if anything is known.
  Delivery.@Nullable State stateOn(Delivery.Channel channel, String device) {
    return deliveries.stream()
        .filter(delivery -> delivery.channel() == channel && delivery.device().equals(device))
        .map(Delivery::state)
        .findFirst()
        .orElse(null);
  }

  /// Whether this says more of a device than is known.
  boolean isNews(Delivery delivery) {
    var known = stateOn(delivery.channel(), delivery.device());
    return known == null || known.advance(delivery.state()) != known;
  }

  /// After a report; one of what is known already changes nothing.
  Notice reached(State reported, Instant at) {
    var acknowledged =
        acknowledgedAt == null && reported == State.ACKNOWLEDGED ? at : acknowledgedAt;
    return with(state.advance(reported), acknowledged, withdrawnAt, reminders);
  }

  Notice withdrawn(Instant at) {
    return with(state, acknowledgedAt, withdrawnAt == null ? at : withdrawnAt, reminders);
  }

  Notice reminded() {
    return with(state, acknowledgedAt, withdrawnAt, reminders + 1);
  }

  /// Whether a push that is still queued has lost its point: a calm one as soon as an open page has
  /// the notice, an urgent one when it was seen, any when nobody waits for it.
  boolean pushIsPointless() {
    return !isOpen()
        || state.compareTo(urgency == Urgency.HIGH ? State.DISPLAYED : State.RECEIVED) >= 0;
  }

  private Notice with(
      State newState,
      @Nullable Instant newAcknowledgedAt,
      @Nullable Instant newWithdrawnAt,
      int newReminders) {
    return new Notice(
        id,
        incidentId,
        person,
        kind,
        subjectId,
        title,
        body,
        urgency,
        newState,
        createdAt,
        acknowledgeBy,
        newAcknowledgedAt,
        newWithdrawnAt,
        drill,
        deliveries,
        version,
        areaCode,
        chainId,
        newReminders,
        escalateTo);
  }
}
