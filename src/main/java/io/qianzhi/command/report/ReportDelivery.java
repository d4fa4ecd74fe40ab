package io.qianzhi.command.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One report on its way to one receiver, and the receiver's word that it has it (回执).
///
/// @param channel a code of conf/reports.yaml, null where it was handed over otherwise
/// @param name who receives
/// @param at when it came into this state
/// @param detail what the last try met with
public record ReportDelivery(
    UUID id,
    @JsonIgnore UUID reportId,
    @Nullable String channel,
    String name,
    Kind kind,
    State state,
    int attempts,
    Instant at,
    @Nullable String detail,
    @Nullable Receipt receipt) {

  /// How it goes there.
  public enum Kind {
    WEBHOOK,
    MAIL,
    BY_HAND
  }

  /// Where it stands.
  public enum State {
    QUEUED,
    SENT,
    FAILED,
    RECEIVED
  }

  /// @param recordedBy null = the receiver itself said so
  public record Receipt(
      String receivedBy, Instant at, @Nullable String note, @Nullable PersonRef recordedBy) {}

  static ReportDelivery queued(UUID reportId, ReportRules.Channel channel, Instant at) {
    return new ReportDelivery(
        UUID.randomUUID(),
        reportId,
        channel.code(),
        channel.name(),
        channel.kind(),
        State.QUEUED,
        0,
        at,
        null,
        null);
  }

  static ReportDelivery byHand(UUID reportId, Receipt receipt) {
    return new ReportDelivery(
        UUID.randomUUID(),
        reportId,
        null,
        receipt.receivedBy(),
        Kind.BY_HAND,
        State.RECEIVED,
        0,
        receipt.at(),
        null,
        receipt);
  }

  /// Tried again from the beginning.
  ReportDelivery again(Instant when) {
    return with(State.QUEUED, 0, when, null, null);
  }

  ReportDelivery sent(Instant when, String answer) {
    return with(State.SENT, attempts, when, answer, receipt);
  }

  /// This try failed; there will be another one.
  ReportDelivery missed(String reason) {
    return with(state, attempts, at, reason, receipt);
  }

  ReportDelivery failed(Instant when, String reason) {
    return with(State.FAILED, attempts, when, reason, receipt);
  }

  ReportDelivery received(Receipt word) {
    return with(State.RECEIVED, attempts, word.at(), detail, word);
  }

  /// Whether it has reached the receiver's side.
  boolean hasArrived() {
    return state == State.SENT || state == State.RECEIVED;
  }

  private ReportDelivery with(
      State newState,
      int newAttempts,
      Instant when,
      @Nullable String newDetail,
      @Nullable Receipt newReceipt) {
    return new ReportDelivery(
        id, reportId, channel, name, kind, newState, newAttempts, when, newDetail, newReceipt);
  }
}
