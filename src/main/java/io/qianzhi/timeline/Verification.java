package io.qianzhi.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What recomputing a stream's hash chain found.
///
/// @param events how many events are whole, from the first on
/// @param firstBrokenId the row at which the chain breaks, null when it is the one that is gone
/// @param seal the hash of the last event: kept elsewhere, it proves later that nothing before it
///   was touched
public record Verification(
    int events,
    @Nullable Integer firstBrokenVersion,
    @Nullable Long firstBrokenId,
    @Nullable Fault fault,
    String seal) {

  /// How a chain is broken.
  public enum Fault {
    /// The row's content is not what its hash was made of.
    CHANGED,
    /// A row is gone.
    MISSING,
    /// The row does not follow the one before it: one of the two was replaced.
    REPLACED,
    /// The row is newer than what the list of streams knows.
    UNKNOWN
  }

  @JsonProperty
  public boolean intact() {
    return fault == null;
  }
}
