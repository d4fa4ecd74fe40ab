package io.qianzhi.plan;

import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What people read about responses and their steps.
final class ResponseWords {
  private static final List<String> GRADES_ZH = List.of("Ⅰ级（特别重大）", "Ⅱ级（重大）", "Ⅲ级（较大）", "Ⅳ级（一般）");
  private static final List<String> GRADES_EN = List.of("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ");
  private static final List<String> LEVELS_ZH = List.of("一级", "二级", "三级", "四级");

  private ResponseWords() {}

  /// Why the grade asks for a response; also the evidence that it was graded.
  static Text graded(Incident incident) {
    int grade = Objects.requireNonNull(incident.grade());
    var overruled = incident.gradeOverruled();
    var proposal = incident.gradeProposal().reason();
    return new Text(
        "事件定为%s：%s"
            .formatted(
                GRADES_ZH.get(grade - 1),
                overruled == null ? proposal.zh() : "改判，" + overruled.reason()),
        "Graded %s: %s"
            .formatted(
                GRADES_EN.get(grade - 1),
                overruled == null ? proposal.en() : "overruled, " + overruled.reason()));
  }

  static Text askedFor(String name, String title) {
    return new Text(
        "%s（%s）提出".formatted(name, title), "Asked for by %s (%s)".formatted(name, title));
  }

  static Text proposedTitle(Response response) {
    return new Text(
        "待启动%s响应：%s".formatted(level(response), response.planName().zh()),
        "Level %d response proposed: %s".formatted(response.level(), response.planName().en()));
  }

  static Text startedTitle(Response response) {
    return new Text(
        "%s响应已启动：%s".formatted(level(response), response.planName().zh()),
        "Level %d response started: %s".formatted(response.level(), response.planName().en()));
  }

  static Text dueTitle(Response response) {
    return new Text(
        "响应预计时限已到：%s".formatted(response.planName().zh()),
        "The expected duration is over: %s".formatted(response.planName().en()));
  }

  static Text dueBody(Incident incident) {
    return situation(
        incident, new Text("请报请签发人延长，或提出终止响应。", "Have it extended, or propose its end."));
  }

  /// Where, and how bad.
  static Text situation(Incident incident, Text more) {
    return new Text(
        "%s，%s。%s。%s"
            .formatted(
                incident.place(),
                incident.number(),
                casualtiesZh(incident.casualties()),
                more.zh()),
        "%s, %s. %s. %s"
            .formatted(
                incident.place(),
                incident.number(),
                casualtiesEn(incident.casualties()),
                more.en()));
  }

  static Text startedBody(Incident incident, int steps) {
    return situation(
        incident,
        steps == 0
            ? new Text("请查看处置步骤。", "See the checklist.")
            : new Text(
                "您负责%d项任务，请查看时限。".formatted(steps),
                "%d steps are yours; see their deadlines.".formatted(steps)));
  }

  static Text signatureTitle(Step step) {
    return new Text("待签字：" + step.title().zh(), "Your signature is wanted: " + step.title().en());
  }

  static Text signatureBody(Incident incident, Step step) {
    return situation(
        incident,
        step.isDone()
            ? new Text("为抢险救人已先行处置，请补签。", "It was done at once to save lives; please sign now.")
            : step.basis().isEmpty()
                ? new Text("请签字。", "Please sign.")
                : new Text("依据：%s。".formatted(step.basis()), "Basis: %s.".formatted(step.basis())));
  }

  static Text decisionTitle(Step step) {
    return new Text("待您决定：" + step.title().zh(), "Your decision is wanted: " + step.title().en());
  }

  static Text decisionBody(Incident incident, Step step) {
    var names = step.answers().stream().map(PlanStep.Answer::name).toList();
    return situation(
        incident,
        new Text(
            "请选择：" + names.stream().map(Text::zh).collect(Collectors.joining("、")) + "。",
            "Choose: " + names.stream().map(Text::en).collect(Collectors.joining(", ")) + "."));
  }

  static String dispatched(List<String> callSigns) {
    return "已调派：" + String.join("、", callSigns);
  }

  static String checkedIn(String name, long meters) {
    return "%s已到现场签到，距事发点%d米".formatted(name, meters);
  }

  static String activated(Response.Activation order) {
    return "启动令：%s；%s响应；预计%s；措施：%s"
        .formatted(
            order.matter(),
            LEVELS_ZH.get(order.level() - 1),
            duration(order.expectedDurationMinutes()),
            order.measures());
  }

  private static String duration(int minutes) {
    return minutes % 60 == 0 ? minutes / 60 + "小时" : minutes + "分钟";
  }

  private static String level(Response response) {
    return LEVELS_ZH.get(response.level() - 1);
  }

  private static String casualtiesZh(Casualties numbers) {
    var parts = new ArrayList<String>();
    add(parts, numbers.dead(), "死亡%d人");
    add(parts, numbers.missing(), "失踪%d人");
    add(parts, numbers.trapped(), "被困%d人");
    add(parts, numbers.serious(), "重伤%d人");
    add(parts, numbers.light(), "轻伤%d人");
    return parts.isEmpty() ? "暂无人员伤亡报告" : String.join("、", parts);
  }

  private static String casualtiesEn(Casualties numbers) {
    var parts = new ArrayList<String>();
    add(parts, numbers.dead(), "%d dead");
    add(parts, numbers.missing(), "%d missing");
    add(parts, numbers.trapped(), "%d trapped");
    add(parts, numbers.serious(), "%d seriously hurt");
    add(parts, numbers.light(), "%d lightly hurt");
    return parts.isEmpty() ? "No casualties reported" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int number, String words) {
    if (number > 0) {
      parts.add(words.formatted(number));
    }
  }
}
