package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The after-action report (复盘报告), made from the log and nothing else.
///
/// @param incident as it stood at the end of the log
/// @param asOf what the log said then
/// @param log whether it can be relied on
public record AfterAction(
    JsonNode incident,
    Text type,
    Instant asOf,
    Verification log,
    Instant answeredAt,
    List<Intervals> intervals,
    List<DeadlineResult> deadlines,
    List<DeliveryResult> deliveries,
    List<InCommand> command,
    List<JsonNode> responses,
    Review review,
    List<Finding> findings) {

  /// Who was in command, from when to when.
  ///
  /// @param how the kind of the event that brought it about
  public record InCommand(PersonRef person, Instant since, @Nullable Instant until, String how) {}
}
