package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.stream.Collectors;

/// What people read about a step's deadline, its delegation and its supervision.
final class StepWords {
  private StepWords() {}

  static Text dueTitle(Step step, Ladder.Rung rung) {
    return new Text(
        "%d分钟后到期：%s".formatted(-rung.minutes(), step.title().zh()),
        "Due in %d min: %s".formatted(-rung.minutes(), step.title().en()));
  }

  static Text dueBody(Incident incident, Step step) {
    return ResponseWords.situation(
        incident,
        step.isDone()
            ? new Text("已处置，请在时限前签字。", "It is done; please sign before the deadline.")
            : new Text("请在时限前办理并反馈。", "Do it before the deadline and report."));
  }

  static Text overdueTitle(Step step) {
    return new Text("已超时：" + step.title().zh(), "Overdue: " + step.title().en());
  }

  static Text overdueBody(Incident incident, Step step) {
    return ResponseWords.situation(
        incident,
        step.isDone()
            ? new Text("已处置，但签字已超过时限。", "It is done, but its signature is overdue.")
            : new Text("该项任务超过时限仍未完成，请立即办理并反馈。", "Its deadline has passed. Do it now and report."));
  }

  /// To who stands above.
  static Text superiorTitle(Step step, Ladder.Rung rung) {
    return new Text(
        "下级任务已超时%d分钟：%s".formatted(rung.minutes(), step.title().zh()),
        "Overdue for %d min below you: %s".formatted(rung.minutes(), step.title().en()));
  }

  static Text listedTitle(Step step, Ladder.Rung rung) {
    return new Text(
        "列入督办，已超时%d分钟：%s".formatted(rung.minutes(), step.title().zh()),
        "On the supervision list, overdue for %d min: %s"
            .formatted(rung.minutes(), step.title().en()));
  }

  /// Whose it is, and whom the clock has told already.
  static Text aboutOwners(Incident incident, Step step) {
    var owners = names(step.owners());
    return ResponseWords.situation(
        incident,
        owners.isEmpty()
            ? new Text("未落实责任人，请指定。", "It has no owner; name somebody.")
            : new Text("责任人：%s，已提醒。".formatted(owners), "Owner, reminded: %s.".formatted(owners)));
  }

  static Text delegatedTitle(Step step) {
    return new Text("委托您办理：" + step.title().zh(), "You are asked to do: " + step.title().en());
  }

  static Text delegatedBody(Incident incident, Delegation delegation) {
    var by = delegation.by().name();
    var note = delegation.note();
    return ResponseWords.situation(
        incident,
        new Text(
            note == null ? "%s委托。".formatted(by) : "%s委托：%s".formatted(by, note),
            note == null ? "Asked by %s.".formatted(by) : "%s asks: %s".formatted(by, note)));
  }

  static Text addedTitle(Step step) {
    return new Text("现场增加：" + step.title().zh(), "Added on the spot: " + step.title().en());
  }

  static Text addedBody(Incident incident, Step step) {
    var by = step.added() == null ? "" : step.added().by().name();
    return ResponseWords.situation(
        incident, new Text("%s提出，请办理。".formatted(by), "Asked for by %s.".formatted(by)));
  }

  static Text supervisedTitle(Step step) {
    return new Text("督办：" + step.title().zh(), "Supervision: " + step.title().en());
  }

  static Text supervisedBody(Incident incident, Ladder.Remark remark) {
    return ResponseWords.situation(
        incident,
        new Text(
            "%s：%s".formatted(remark.by().name(), remark.text()),
            "%s: %s".formatted(remark.by().name(), remark.text())));
  }

  private static String names(List<PersonRef> people) {
    return people.stream().map(PersonRef::name).collect(Collectors.joining("、"));
  }
}
