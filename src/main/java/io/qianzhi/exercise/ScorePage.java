package io.qianzhi.exercise;

import io.qianzhi.command.review.Sheet;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The score of an exercise as it is printed, in one language.
final class ScorePage {
  private final Exercise exercise;
  private final boolean english;

  private ScorePage(Exercise exercise, boolean english) {
    this.exercise = exercise;
    this.english = english;
  }

  static String html(Exercise exercise, boolean english) {
    return new ScorePage(exercise, english).html();
  }

  private String html() {
    var players =
        exercise.players().isEmpty()
            ? say("全部由系统模拟", "everybody simulated")
            : exercise.players().stream()
                .map(PersonRef::name)
                .collect(Collectors.joining(say("、", ", ")));
    var sheet =
        new Sheet(true, say("演练评估", "Score of the exercise"))
            .line(say(exercise.title()) + "　" + exercise.incidentNumber())
            .line(exercise.place())
            .line(say("开始 ", "Started ") + Sheet.time(exercise.startedAt()))
            .line(say("结束 ", "Ended ") + Sheet.time(exercise.endedAt()))
            .line(say("主持 ", "Run by ") + exercise.startedBy().name())
            .line(say("本人参加 ", "Took part in person: ") + players);
    var score = exercise.score();
    if (score == null) {
      return sheet.line(say("演练尚未结束，没有评估。", "It still runs and has no score.")).html();
    }
    sheet.heading(say("总分 ", "Total ") + points(score.total()) + " / 100");
    for (var sum : score.groups()) {
      sheet
          .heading(say(groupName(sum.group())) + "　" + points(sum.points()) + " / " + sum.outOf())
          .table(
              columns("标准,责任,参演,时限,用时,达标,得分", "Standard,Duty,Played by,Limit,Took,Met,Points"),
              List.of(40, 15, 10, 9, 9, 8, 9),
              score.lines().stream()
                  .filter(line -> line.group() == sum.group())
                  .map(this::row)
                  .toList());
    }
    return sheet
        .line(
            say(
                "达标按岗位评估，不评价个人。未完成的计 0 分。",
                "Scored by duty, never by person. What was never reached counts 0."))
        .html();
  }

  private List<String> row(Score.Line line) {
    var row = new ArrayList<String>();
    row.add(say(line.name()) + (line.basis().isEmpty() ? "" : "（" + line.basis() + "）"));
    row.add(say(line.duty()));
    row.add(line.played() == Score.Played.PEOPLE ? say("本人", "people") : say("模拟", "simulated"));
    row.add(Sheet.duration(line.limitSeconds()));
    boolean single = line.count() == null || line.count() == 0;
    row.add(
        single && !line.met() && line.tookSeconds() == null
            ? "!" + say("未完成", "never")
            : (line.met() || line.tookSeconds() == null ? "" : "!")
                + Sheet.duration(line.tookSeconds()));
    row.add(
        single
            ? line.met() ? say("是", "yes") : "!" + say("否", "no")
            : (line.met() ? "" : "!") + line.metCount() + " / " + line.count());
    row.add(points(line.points()) + " / " + line.outOf());
    return row;
  }

  private static Text groupName(Standard.Group group) {
    return switch (group) {
      case DISPATCH -> new Text("调度", "Dispatch");
      case COMMAND -> new Text("指挥", "Command");
      case PLAN -> new Text("预案", "Plan");
      case REPORT -> new Text("报告", "Reports");
      case RELEASE -> new Text("发布", "Release");
    };
  }

  private static String points(double points) {
    return String.format(Locale.ROOT, "%.1f", points);
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
