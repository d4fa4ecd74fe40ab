package io.qianzhi.command.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One clock of the incident and how it ended.
///
/// @param subject the step's code, the kind of report or release, the order's number or the unit
/// @param who answers for it
/// @param lateSeconds by how much it was missed, null when it was not
/// @param basis who set it; empty = a default of this system
public record DeadlineResult(
    Kind kind,
    String subject,
    Text title,
    List<String> who,
    Instant dueAt,
    @Nullable Instant doneAt,
    Outcome outcome,
    @Nullable Long lateSeconds,
    String basis,
    boolean isDefault) {

  /// What had to be done in time.
  public enum Kind {
    STEP,
    REPORT,
    RELEASE,
    ACKNOWLEDGEMENT,
    ORDER
  }

  /// How it ended. Late and missed stay so for ever.
  public enum Outcome {
    MET,
    LATE,
    MISSED,
    RUNNING,
    /// Somebody left the step out, with a reason.
    SKIPPED,
    NOT_OWED
  }

  /// Every clock that was ever started, in the order in which they ran out.
  static List<DeadlineResult> of(Picture picture, Instant asOf) {
    var all = new ArrayList<DeadlineResult>();
    each(picture, "steps", "dueAt").map(step -> step(step, asOf)).forEach(all::add);
    each(picture, "reportClocks", "dueAt")
        .map(clock -> clock(Kind.REPORT, clock, asOf))
        .forEach(all::add);
    each(picture, "releaseClocks", "dueAt")
        .map(clock -> clock(Kind.RELEASE, clock, asOf))
        .forEach(all::add);
    each(picture, "assignments", "acknowledgeBy").map(one -> unit(one, asOf)).forEach(all::add);
    each(picture, "orders", "acknowledgeBy").map(order -> order(order, asOf)).forEach(all::add);
    all.sort(Comparator.comparing(DeadlineResult::dueAt).thenComparing(DeadlineResult::subject));
    return all;
  }

  private static Stream<JsonNode> each(Picture picture, String collection, String due) {
    return picture.all(collection).stream().filter(one -> one.path(due).isTextual());
  }

  private static DeadlineResult step(JsonNode step, Instant asOf) {
    var state = step.path("state").asText();
    boolean signed =
        !step.path("signatureRequired").asBoolean() || Recorded.time(step, "signedAt") != null;
    var done = later(Recorded.time(step, "completedAt"), Recorded.time(step, "signedAt"));
    return result(
        Kind.STEP,
        step.path("code").asText(),
        Recorded.text(step.path("title")),
        names(step.path("owners")),
        due(step, "dueAt"),
        state.equals("done") && signed ? done : null,
        switch (state) {
          case "open", "done" -> null;
          case "skipped" -> Outcome.SKIPPED;
          default -> Outcome.NOT_OWED;
        },
        asOf,
        step.path("basis").asText(),
        step.path("deadlineIsDefault").asBoolean());
  }

  private static @Nullable Outcome notOwed(boolean so) {
    return so ? Outcome.NOT_OWED : null;
  }

  /// Of a report or a release.
  private static DeadlineResult clock(Kind kind, JsonNode clock, Instant asOf) {
    return result(
        kind,
        clock.path("kind").asText(),
        Recorded.text(clock.path("name")),
        List.of(),
        due(clock, "dueAt"),
        Recorded.time(clock, "metAt"),
        notOwed(clock.path("state").asText().equals("not_owed")),
        asOf,
        clock.path("basis").asText(),
        clock.path("isDefault").asBoolean());
  }

  private static DeadlineResult unit(JsonNode assignment, Instant asOf) {
    var state = assignment.path("state").asText();
    var times = assignment.path("times");
    // Who forgot the button but set out has acknowledged all the same.
    var done =
        Stream.of("acknowledged", "en_route", "on_scene", "cleared")
            .map(each -> Recorded.time(times, each))
            .filter(each -> each != null)
            .findFirst()
            .orElse(null);
    var cancelled = Recorded.time(times, "cancelled");
    return result(
        Kind.ACKNOWLEDGEMENT,
        assignment.path("callSign").asText(),
        new Text("派警签收", "Dispatch acknowledged"),
        List.of(assignment.path("callSign").asText()),
        due(assignment, "acknowledgeBy"),
        done,
        notOwed(
            done == null && state.equals("cancelled") && !assignment.path("overdue").asBoolean()),
        cancelled == null ? asOf : cancelled,
        "",
        true);
  }

  private static DeadlineResult order(JsonNode order, Instant asOf) {
    return result(
        Kind.ORDER,
        order.path("number").asText(),
        new Text(
            "指令%s签收".formatted(order.path("number").asText()),
            "Order %s acknowledged".formatted(order.path("number").asText())),
        names(order.path("responsible")),
        due(order, "acknowledgeBy"),
        Recorded.time(order, "acknowledgedAt"),
        notOwed(Recorded.time(order, "endedAt") != null && !order.path("overdue").asBoolean()),
        asOf,
        "",
        true);
  }

  /// @param excused what it is when it was not done; null = it is owed all the same
  private static DeadlineResult result(
      Kind kind,
      String subject,
      Text title,
      List<String> who,
      Instant dueAt,
      @Nullable Instant doneAt,
      @Nullable Outcome excused,
      Instant asOf,
      String basis,
      boolean isDefault) {
    var end = doneAt == null ? asOf : doneAt;
    boolean passed = end.isAfter(dueAt);
    var outcome =
        doneAt != null
            ? (passed ? Outcome.LATE : Outcome.MET)
            : excused != null ? excused : passed ? Outcome.MISSED : Outcome.RUNNING;
    boolean late = outcome == Outcome.LATE || outcome == Outcome.MISSED;
    return new DeadlineResult(
        kind,
        subject,
        title,
        who,
        dueAt,
        doneAt,
        outcome,
        late ? Long.valueOf(Duration.between(dueAt, end).toSeconds()) : null,
        basis,
        isDefault);
  }

  private static Instant due(JsonNode entity, String field) {
    return Instant.parse(entity.path(field).asText());
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static List<String> names(JsonNode people) {
    return people.valueStream().map(person -> person.path("name").asText()).toList();
  }
}
