package io.qianzhi.command.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The review of one incident (复盘评估); its id is the incident's.
///
/// @param summary what was learnt
/// @param signedBy null = it may still be changed
public record Review(
    UUID incidentId,
    String summary,
    @Nullable PersonRef signedBy,
    @Nullable Instant signedAt,
    int version) {

  static Review begun(UUID incidentId) {
    return new Review(incidentId, "", null, null, 0);
  }

  @JsonProperty
  UUID id() {
    return incidentId;
  }

  Review summarised(String newSummary) {
    requireOpen();
    return new Review(incidentId, newSummary.strip(), null, null, version + 1);
  }

  Review signed(PersonRef by, Instant at) {
    requireOpen();
    if (summary.isBlank()) {
      throw Problem.conflict(
          "summary_missing", "Write what was learnt before the review is signed.");
    }
    return new Review(incidentId, summary, by, at, version + 1);
  }

  /// @throws Problem `review_signed`
  void requireOpen() {
    if (signedBy != null) {
      throw Problem.conflict(
          "review_signed",
          "%s has signed this review; it stays as it is.".formatted(signedBy.name()));
    }
  }
}
