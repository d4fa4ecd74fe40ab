package io.qianzhi.command.report;

import io.qianzhi.command.order.Order;
import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Response;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The wording of reports, in Chinese: they are official documents.
final class ReportWords {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("M月d日H时mm分", Locale.CHINA).withZone(CityTime.ZONE);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA).withZone(CityTime.ZONE);
  private static final DateTimeFormatter FILE_DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(CityTime.ZONE);
  private static final List<String> GRADES = List.of("Ⅰ级（特别重大）", "Ⅱ级（重大）", "Ⅲ级（较大）", "Ⅳ级（一般）");
  private static final String DIGITS = "一二三四五六七八九十";

  private ReportWords() {}

  /// Something that happened, for a sentence.
  record Moment(Instant at, String what) {}

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  static String day(Instant at) {
    return DAY.format(at);
  }

  static String fileDay(Instant at) {
    return FILE_DAY.format(at);
  }

  static String grade(@Nullable Integer grade) {
    return grade == null ? "未分级" : GRADES.get(grade - 1);
  }

  static String level(int level) {
    return numeral(level) + "级响应";
  }

  /// 一 … 九十九, as Chinese numbers paragraphs and follow-ups.
  static String numeral(int number) {
    int tens = number / 10;
    int ones = number % 10;
    var head = tens == 0 ? "" : (tens == 1 ? "" : digit(tens)) + "十";
    return head + (ones == 0 ? "" : digit(ones));
  }

  private static String digit(int one) {
    return DIGITS.substring(one - 1, one);
  }

  /// 首报, 续报一, 终报.
  static String kind(Report.Kind kind, int sequence) {
    return switch (kind) {
      case PHONE -> "电话首报";
      case WRITTEN -> "首报";
      case FOLLOW_UP -> "续报" + numeral(sequence);
      case FINAL -> "终报";
    };
  }

  static String title(Incident incident, String typeName) {
    return "关于%s%s的情况报告".formatted(incident.place(), typeName);
  }

  static String source(Incident incident) {
    return incident.callCount() > 1 ? "群众报警（%d起）".formatted(incident.callCount()) : "群众报警";
  }

  static String casualties(Casualties known) {
    return "死亡%d人，失联%d人，被困%d人，重伤%d人，轻伤%d人"
        .formatted(known.dead(), known.missing(), known.trapped(), known.serious(), known.light());
  }

  static String spoken(Incident incident, String typeName) {
    return "%s接报，%s发生%s。目前%s。等级%s。"
        .formatted(
            moment(incident.knownAt()),
            incident.place(),
            typeName,
            casualties(incident.casualties()),
            grade(incident.grade()));
  }

  static String trend(Incident incident) {
    return switch (incident.state()) {
      case OPEN -> "现场处置正在进行，事态尚未得到控制。";
      case CONTROLLED -> "事态已得到控制，后续处置正在进行。";
      case CLOSED -> "现场处置已结束。";
    };
  }

  static Moment known(Incident incident) {
    var what = incident.description().isBlank() ? "" : "：" + unstopped(incident.description());
    return new Moment(incident.knownAt(), "接到报警" + what);
  }

  static Moment dispatched(Instant at, int units) {
    return new Moment(at, "调派首批力量，累计调派%d支力量".formatted(units));
  }

  static Moment arrived(Instant at, String callSign) {
    return new Moment(at, "首支力量%s到达现场".formatted(callSign));
  }

  static Moment commanded(Instant at, String name) {
    return new Moment(at, "%s任现场指挥官".formatted(name));
  }

  static Moment started(Response response) {
    var at = Objects.requireNonNull(response.startedAt());
    return new Moment(at, "启动%s预案".formatted(response.planName().zh()));
  }

  static Moment activated(Response.Activation activation) {
    return new Moment(activation.signedAt(), "签发启动令，启动" + level(activation.level()));
  }

  /// Where an order stands.
  static String state(Order.State state) {
    return switch (state) {
      case DRAFT -> "拟稿";
      case ISSUED, DELIVERED -> "已下达，待签收";
      case ACKNOWLEDGED -> "正在办理";
      case DONE -> "已办结";
      case VERIFIED -> "已核销";
      case REFUSED -> "被拒收";
      case REASSIGNED -> "已改派";
      case CANCELLED -> "已取消";
      case UNFINISHED -> "未办结";
    };
  }

  /// In the order in which it happened, with times.
  static String course(List<Moment> moments, Instant since) {
    return after(moments, since).stream()
        .map(moment -> moment(moment.at()) + "，" + unstopped(moment.what()) + "。")
        .collect(Collectors.joining());
  }

  /// What was done, without times.
  static String measures(List<Moment> moments, Instant since) {
    return after(moments, since).stream()
        .map(moment -> unstopped(moment.what()))
        .distinct()
        .collect(Collectors.collectingAndThen(Collectors.joining("；"), ReportWords::stopped));
  }

  /// The lines of a list without their numbers.
  static List<String> listed(String lines) {
    return lines
        .lines()
        .map(line -> line.strip().replaceFirst("^\\d{1,2}[.、．]\\s*", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  static String nextSteps(List<String> titles) {
    return stopped(titles.stream().map(ReportWords::unstopped).collect(Collectors.joining("；")));
  }

  private static List<Moment> after(List<Moment> moments, Instant since) {
    var later = new ArrayList<>(moments);
    later.removeIf(moment -> !moment.at().isAfter(since));
    later.sort(Comparator.comparing(Moment::at));
    return later;
  }

  private static String stopped(String text) {
    return text.isEmpty() ? text : text + "。";
  }

  static String unstopped(String text) {
    var stripped = text.strip();
    return stripped.endsWith("。") || stripped.endsWith(".")
        ? stripped.substring(0, stripped.length() - 1)
        : stripped;
  }
}
