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
    List<JsonNode> proposals,
    List<Unsigned> unsigned,
    List<Skipped> skipped,
    Review review,
    List<Finding> findings) {

  /// A step that was done and whose signature was missing when its response ended (未签).
  public record Unsigned(
      String code, Text title, String doneBy, @Nullable Instant doneAt, String evidence) {

    static List<Unsigned> of(Picture picture) {
      return picture.all("steps").stream()
          .filter(step -> step.path("state").asText().equals("done"))
          .filter(step -> step.path("signatureRequired").asBoolean())
          .filter(step -> !step.path("signedAt").isTextual())
          .filter(step -> hasEnded(picture, step.path("responseId").asText()))
          .map(
              step ->
                  new Unsigned(
                      step.path("code").asText(),
                      Recorded.text(step.path("title")),
                      step.at("/completedBy/name").asText(),
                      Recorded.time(step, "completedAt"),
                      step.path("evidence").asText()))
          .toList();
    }

    private static boolean hasEnded(Picture picture, String responseId) {
      var response = picture.find("responses", responseId);
      return response != null && response.path("state").asText().equals("ended");
    }
  }

  /// A step that somebody left out.
  public record Skipped(
      String code, Text title, String reason, String skippedBy, @Nullable Instant skippedAt) {

    static List<Skipped> of(Picture picture) {
      return picture.all("steps").stream()
          .filter(step -> step.path("state").asText().equals("skipped"))
          .map(
              step ->
                  new Skipped(
                      step.path("code").asText(),
                      Recorded.text(step.path("title")),
                      step.at("/skipped/reason").asText(),
                      step.at("/skipped/by/name").asText(),
                      Recorded.time(step.path("skipped"), "at")))
          .toList();
    }
  }

  /// Who was in command, from when to when.
  ///
  /// @param how the kind of the event that brought it about
  public record InCommand(PersonRef person, Instant since, @Nullable Instant until, String how) {}
}
