package io.qianzhi.command.review;

import static io.qianzhi.command.review.Sheet.clock;
import static io.qianzhi.command.review.Sheet.duration;
import static io.qianzhi.command.review.Sheet.time;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.command.review.ReviewSettings.Interval;
import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The after-action report as it is printed, in one language.
final class AfterActionPage {
  private final AfterAction report;
  private final boolean english;

  private AfterActionPage(AfterAction report, boolean english) {
    this.report = report;
    this.english = english;
  }

  static String html(AfterAction report, boolean english) {
    return new AfterActionPage(report, english).html();
  }

  private String html() {
    var incident = report.incident();
    var sheet =
        new Sheet(incident.path("drill").asBoolean(), say("复盘报告", "After-action report"))
            .line(incident.path("number").asText() + "　" + say(report.type()))
            .line(incident.path("place").asText())
            .line(say("接警 ", "Call answered ") + time(report.answeredAt()))
            .line(say("数据截至 ", "Facts as of ") + time(report.asOf()))
            .line(proof())
            .heading(say("一、处置时效", "1. Intervals"))
            .table(intervalHead(), report.intervals().stream().map(this::intervals).toList())
            .lines(standards())
            .heading(say("二、时限", "2. Deadlines"))
            .table(
                columns("项目,责任,期限,完成,结果,依据", "What,Who,Due,Done,Outcome,Basis"),
                List.of(26, 13, 13, 13, 16, 19),
                report.deadlines().stream().map(this::deadline).toList())
            .line(unsigned())
            .line(skipped())
            .heading(say("三、通知送达", "3. Deliveries"))
            .table(
                columns("人员,事项,发出,送达,看到,签收", "Person,What,Sent,Received,Displayed,Acknowledged"),
                report.deliveries().stream().map(this::delivery).toList())
            .heading(say("四、响应调整", "4. Changes of the response"))
            .table(
                columns("调整,理由,专家意见,紧急先行签发,决定", "Change,Reason,Experts,Signed first,Decided"),
                report.proposals().stream().map(this::proposal).toList())
            .heading(say("五、现场指挥", "5. Command"))
            .table(
                columns("指挥,自,至", "In command,Since,Until"),
                report.command().stream()
                    .map(one -> List.of(one.person().name(), time(one.since()), time(one.until())))
                    .toList())
            .heading(say("六、结论", "6. What was learnt"))
            .line(report.review().summary().isEmpty() ? "—" : report.review().summary())
            .heading(say("七、整改事项", "7. Findings"))
            .table(
                columns("序号,问题,措施,责任,期限,核验", "No,Finding,Measure,Owner,Due,Verified by"),
                report.findings().stream().map(this::finding).toList());
    var signer = report.review().signedBy();
    return sheet
        .line(
            signer == null
                ? say("草稿，尚未签发", "Draft, not signed yet")
                : say("签发 ", "Signed ") + signer.name() + "　" + time(report.review().signedAt()))
        .html();
  }

  private String proof() {
    var log = report.log();
    return log.fault() == null
        ? say("记录完整，", "Log intact, ")
            + log.events()
            + say(" 条；封印 ", " entries; seal ")
            + log.seal()
        : say("记录不完整：第 ", "Log broken at entry ") + log.firstBrokenVersion() + say(" 条", "");
  }

  private List<String> intervalHead() {
    var head = new ArrayList<String>();
    head.add(say("力量", "Unit"));
    head.addAll(
        columns(
            "接警→派警,派警→签收,派警→出动,出动→到场,派警→到场,接警→到场",
            "Call→sent,Sent→ack,Sent→out,Out→scene,Sent→scene,Call→scene"));
    return head;
  }

  private List<String> intervals(Intervals unit) {
    var row = new ArrayList<String>();
    row.add(unit.callSign());
    for (Interval interval : Interval.values()) {
      var one =
          unit.measured().stream()
              .filter(each -> each.interval() == interval)
              .findFirst()
              .orElseThrow();
      row.add((Boolean.FALSE.equals(one.met()) ? "!" : "") + duration(one.seconds()));
    }
    return row;
  }

  /// What the intervals were held against, each once.
  private List<String> standards() {
    return report.intervals().stream()
        .flatMap(unit -> unit.measured().stream())
        .flatMap(one -> one.standards().stream())
        .map(
            one ->
                say(one.name())
                    + (one.isDefault()
                        ? say("（本系统默认，由城市确认）", " (default of this system)")
                        : "（" + one.basis() + "）"))
        .distinct()
        .toList();
  }

  private String unsigned() {
    var steps =
        report.unsigned().stream()
            .map(one -> one.code() + " " + say(one.title()))
            .collect(Collectors.joining(say("、", ", ")));
    return say("已办未签：", "Done and never signed: ") + (steps.isEmpty() ? say("无", "none") : steps);
  }

  private String skipped() {
    var steps =
        report.skipped().stream()
            .map(
                one ->
                    "%s %s（%s %s：%s）"
                        .formatted(
                            one.code(),
                            say(one.title()),
                            one.skippedBy(),
                            clock(one.skippedAt()),
                            one.reason()))
            .collect(Collectors.joining(say("、", ", ")));
    return say("跳过的步骤：", "Steps left out: ") + (steps.isEmpty() ? say("无", "none") : steps);
  }

  private List<String> deadline(DeadlineResult one) {
    boolean bad =
        one.outcome() == DeadlineResult.Outcome.LATE
            || one.outcome() == DeadlineResult.Outcome.MISSED;
    var outcome =
        switch (one.outcome()) {
          case MET -> say("按时", "met");
          case LATE -> say("迟 ", "late ") + duration(one.lateSeconds());
          case MISSED -> say("未办，超 ", "missed ") + duration(one.lateSeconds());
          case RUNNING -> say("未到期", "running");
          case SKIPPED -> say("跳过", "skipped");
          case NOT_OWED -> say("不需", "not owed");
        };
    return List.of(
        subject(one) + say(one.title()),
        one.who().isEmpty() ? "—" : String.join(say("、", ", "), one.who()),
        due(one.dueAt()),
        clock(one.doneAt()),
        (bad ? "!" : "") + outcome,
        one.isDefault() ? say("本系统默认", "default") : one.basis());
  }

  /// One of another year without its time of the day.
  private String due(Instant at) {
    var day = CityTime.day(at);
    return day.getYear() == CityTime.day(report.asOf()).getYear() ? clock(at) : day.toString();
  }

  /// What its title does not say.
  private static String subject(DeadlineResult one) {
    return switch (one.kind()) {
      case REPORT, RELEASE, ORDER -> "";
      case STEP, ACKNOWLEDGEMENT -> one.subject() + " ";
    };
  }

  private List<String> proposal(JsonNode one) {
    var level = one.path("level").asText();
    var from = one.path("fromLevel").asText();
    var what =
        one.path("kind").asText().equals("end")
            ? say("终止 %s 级响应", "end of level %s").formatted(level)
            : say("%s 级调为 %s 级", "level %s to %s").formatted(from, level);
    var opinions =
        one.path("opinions")
            .valueStream()
            .map(
                said ->
                    said.at("/by/name").asText()
                        + (said.path("inFavour").asBoolean()
                            ? say(" 同意：", " agrees: ")
                            : say(" 不同意：", " disagrees: "))
                        + said.path("text").asText())
            .collect(Collectors.joining(say("；", "; ")));
    var urgent = one.path("urgentReason").asText("");
    return List.of(
        what,
        one.at("/proposedBy/name").asText() + say("：", ": ") + one.path("reason").asText(),
        opinions.isEmpty() ? "—" : opinions,
        urgent.isEmpty() ? "—" : "!" + urgent,
        decision(one));
  }

  /// How it was decided, when and by whom; of two signatures by both.
  private String decision(JsonNode proposal) {
    var words =
        switch (proposal.path("state").asText()) {
          case "signed" -> say("签发 ", "signed ");
          case "refused" -> say("未同意 ", "refused ");
          case "withdrawn" -> say("撤回 ", "withdrawn ");
          default -> "";
        };
    if (words.isEmpty()) {
      return say("未决定", "open");
    }
    var people =
        proposal.path("state").asText().equals("signed")
            ? proposal
                .path("seats")
                .valueStream()
                .sorted(Comparator.comparing(seat -> seat.path("signedAt").asText()))
                .map(seat -> seat.at("/signedBy/name").asText())
                .collect(Collectors.joining(say("、", ", ")))
            : proposal.at("/decidedBy/name").asText();
    var at = clock(Recorded.time(proposal, "decidedAt"));
    return words + people + " " + at;
  }

  private List<String> delivery(DeliveryResult one) {
    var acknowledged =
        one.acknowledgedAt() != null
            ? clock(one.acknowledgedAt())
            : one.withdrawnAt() != null ? say("已撤回", "withdrawn") : "!" + say("未签收", "never");
    return List.of(
        one.person().name(),
        say(one.title()),
        clock(Objects.requireNonNullElse(one.sentAt(), one.createdAt())),
        clock(reached(one)),
        clock(one.displayedAt()),
        (one.late() && !acknowledged.startsWith("!") ? "!" : "") + acknowledged);
  }

  /// By when it had reached a device: who has seen it has received it.
  private static @Nullable Instant reached(DeliveryResult one) {
    return Stream.of(
            Optional.ofNullable(one.receivedAt()),
            Optional.ofNullable(one.displayedAt()),
            Optional.ofNullable(one.acknowledgedAt()))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private List<String> finding(Finding one) {
    return List.of(
        String.valueOf(one.number()),
        one.text(),
        one.measure(),
        one.owner(),
        one.dueOn().toString(),
        switch (one.state()) {
          case OPEN -> say("未核验", "not yet");
          case WITHDRAWN -> say("已撤回", "withdrawn");
          case VERIFIED ->
              Objects.requireNonNull(one.verifiedBy()).name() + " " + one.verification();
        });
  }

  private List<String> columns(String zh, String en) {
    return List.of(say(zh, en).split(","));
  }

  private String say(Text words) {
    return say(words.zh(), words.en());
  }

  private String say(String zh, String en) {
    return english ? en : zh;
  }
}
