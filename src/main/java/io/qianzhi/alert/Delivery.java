package io.qianzhi.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One try to tell a person, over one channel on one device.
///
/// @param at when it reached its state
/// @param detail why it failed, or how often it was tried
public record Delivery(
    Channel channel, String device, State state, Instant at, @Nullable String detail) {

  /// Ways to reach a person.
  public enum Channel {
    /// An open page over the live socket.
    APP,
    WEB_PUSH
  }

  /// How far a delivery has come. Forward only; a failed one may still turn out to have arrived.
  public enum State {
    QUEUED,
    FAILED,
    SENT,
    RECEIVED,
    DISPLAYED,
    ACKNOWLEDGED;

    /// The later of both: what is known to have arrived is never taken back.
    public State advance(State reported) {
      return reported.compareTo(this) > 0 ? reported : this;
    }
  }
}
