package io.qianzhi.command.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether the log is as it was written: some streams, their events, and where their chains break.
///
/// @param next the `after` of the next streams, null when these were the last
public record Proof(int streams, int events, List<Break> broken, @Nullable String next) {
  /// Where a chain breaks first.
  ///
  /// @param eventId the row, null when it is the one that is gone
  public record Break(
      String stream, int version, @Nullable Long eventId, Verification.Fault fault) {}

  private static final UUID FIRST = new UUID(0, 0);
  private static final String INCIDENT = Happening.stream(FIRST).replace(FIRST.toString(), "");

  @JsonProperty
  public boolean intact() {
    return broken.isEmpty();
  }

  /// Proves the next streams in the order of their names: those there are, and those that every
  /// incident must have.
  public static Proof of(Tx tx, Timeline timeline, String after, int limit) {
    var names = new TreeSet<>(timeline.streams(tx, after, limit));
    var lastIncident =
        after.startsWith(INCIDENT) ? UUID.fromString(after.substring(INCIDENT.length())) : FIRST;
    IncidentService.idsAfter(tx, lastIncident, limit).stream()
        .map(Happening::stream)
        .forEach(names::add);
    var chosen = names.stream().limit(limit).toList();
    int events = 0;
    var broken = new ArrayList<Break>();
    for (String stream : chosen) {
      var found = timeline.verify(tx, stream);
      events += found.events();
      var version = found.firstBrokenVersion();
      var fault = found.fault();
      if (version != null && fault != null) {
        broken.add(new Break(stream, version, found.firstBrokenId(), fault));
      }
    }
    return new Proof(chosen.size(), events, broken, names.size() < limit ? null : chosen.getLast());
  }
}
