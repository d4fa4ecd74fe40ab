package io.qianzhi.command.report;

import static io.qianzhi.platform.pdf.Pdf.text;

import io.qianzhi.platform.json.PersonRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A report in the layout of official documents (党政机关公文格式): A4 with the margins, sizes and red head
/// prescribed there, who signed it beside its number, numbered pages. A follow-up prints only what
/// has changed.
final class ReportPage {
  private static final String STYLE =
      """
      @page { size: A4; margin: 37mm 26mm 35mm 28mm;
        @bottom-center { content: '— ' counter(page) ' —'; font-family: 'Noto Sans SC', 'Noto Sans'; font-size: 14pt } }
      body { font-family: 'Noto Sans SC', 'Noto Sans'; font-size: 16pt; line-height: 28.5pt; margin: 0 }
      .head { color: #d00000; font-size: 38pt; line-height: 48pt; font-weight: 700; text-align: center;
        letter-spacing: 2pt; margin: 0 0 12mm }
      table { width: 100%; border-collapse: collapse; border-bottom: 2pt solid #d00000 }
      td { padding: 0 4mm 2mm } .right { text-align: right }
      h1 { font-size: 22pt; line-height: 34pt; font-weight: 700; text-align: center; margin: 10mm 0 2mm }
      .kind { text-align: center; margin: 0 0 8mm }
      p { margin: 0; text-indent: 32pt } p.to { text-indent: 0 } h2 { font-size: 16pt; margin: 0;
        font-weight: 700; text-indent: 32pt; page-break-after: avoid }
      .end { text-align: right; margin: 14mm 8mm 0 0; text-indent: 0; page-break-inside: avoid }
      """;

  /// On every page: one that is torn out of a drill must not pass for real.
  private static final String DRILL =
      """
      @page { @top-center { content: '演练　演练　演练'; font-family: 'Noto Sans SC'; font-size: 16pt;
        font-weight: 700; color: #c00; vertical-align: bottom; padding-bottom: 8mm } }
      """;

  /// No line begins with these.
  private static final String NOT_FIRST = " ,.;:!?)，。；：！？、）》”’";

  /// Characters of a title that stand in one line.
  private static final int LINE_OF_TITLE = 20;

  private ReportPage() {}

  /// A heading and what stands below it.
  private record Section(String heading, List<String> lines) {}

  /// @param previous what a follow-up is compared with
  static String html(Report report, @Nullable Report previous, String letterhead) {
    var content = Objects.requireNonNull(report.content());
    var page =
        new StringBuilder("<html><head><style>")
            .append(report.drill() ? STYLE + DRILL : STYLE)
            .append("</style></head><body>");
    page.append("<div class=\"head\">").append(text(letterhead)).append("</div>");
    page.append("<table><tr><td>")
        .append(report.number() == null ? "草稿" : text(report.number()))
        .append("</td><td class=\"right\">签发人：")
        .append(text(name(report.signedBy())))
        .append("</td></tr></table><h1>")
        .append(text(balanced(content.title())))
        .append("</h1><div class=\"kind\">（")
        .append(ReportWords.kind(report.kind(), report.sequence()))
        .append("）</div><p class=\"to\">")
        .append(text(content.addressee()))
        .append("：</p>");
    int number = 0;
    for (var section : sections(report, content, previous)) {
      number++;
      page.append("<h2>")
          .append(ReportWords.numeral(number))
          .append("、")
          .append(section.heading())
          .append("</h2>");
      section.lines().forEach(line -> page.append("<p>").append(text(line)).append("</p>"));
    }
    var day = Objects.requireNonNullElse(report.signedAt(), report.factsAt());
    return page.append("<p class=\"end\">")
        .append(text(letterhead))
        .append("<br/>")
        .append(ReportWords.day(day))
        .append("</p></body></html>")
        .toString();
  }

  /// A long title in two lines of about the same length, no word or number torn apart.
  private static String balanced(String title) {
    int length = title.length();
    if (length <= LINE_OF_TITLE || length > 2 * LINE_OF_TITLE) {
      return title;
    }
    int at = (length + 1) / 2;
    while (at < length && isTorn(title.charAt(at - 1), title.charAt(at))) {
      at++;
    }
    return title.substring(0, at).strip() + "\n" + title.substring(at);
  }

  private static boolean isTorn(char before, char after) {
    if (NOT_FIRST.indexOf(after) >= 0) {
      return true;
    }
    return Character.isLetterOrDigit(before)
        && Character.isLetterOrDigit(after)
        && !(Character.isIdeographic(before) || Character.isIdeographic(after));
  }

  private static String name(@Nullable PersonRef signer) {
    return signer == null ? "" : signer.name();
  }

  /// The same as text, for mail.
  static String plain(Report report, @Nullable Report previous, String letterhead) {
    var content = Objects.requireNonNull(report.content());
    var page = new ArrayList<String>();
    if (report.drill()) {
      page.add("【演练】");
    }
    page.add(report.number() + "　签发人：" + name(report.signedBy()));
    page.add(content.title() + "（" + ReportWords.kind(report.kind(), report.sequence()) + "）");
    page.add("");
    page.add(content.addressee() + "：");
    int number = 0;
    for (var section : sections(report, content, previous)) {
      number++;
      page.add(ReportWords.numeral(number) + "、" + section.heading());
      page.addAll(section.lines());
    }
    page.add("");
    page.add(letterhead);
    return String.join("\n", page);
  }

  private static List<Section> sections(
      Report report, ReportContent content, @Nullable Report previous) {
    var before = previous == null ? null : previous.content();
    var show = new Shown(report);
    var sections = new ArrayList<Section>();
    add(sections, "事发单位概况", show.text(ReportField.UNIT_OVERVIEW, "", content.unitOverview()));
    add(sections, "时间、地点和现场情况", scene(report, content, previous, show));
    add(sections, "简要经过", show.text(ReportField.COURSE, "", content.course()));
    add(sections, "人员伤亡和直接经济损失", losses(content, before, show));
    add(sections, "已采取的措施", measures(content, show));
    var outlook = new ArrayList<String>();
    outlook.addAll(show.text(ReportField.CAUSE, "初步原因：", content.cause()));
    outlook.addAll(show.text(ReportField.TREND, "发展趋势：", content.trend()));
    add(sections, "初步原因和发展趋势", outlook);
    add(sections, "下一步工作", show.text(ReportField.NEXT_STEPS, "", content.nextSteps()));
    add(sections, "需要支援的事项", show.text(ReportField.REQUESTS, "", content.requests()));
    var head = new ArrayList<String>();
    head.addAll(show.text(ReportField.ON_SCENE_HEAD, "现场负责人：", content.onSceneHead()));
    head.addAll(show.text(ReportField.ON_SCENE_PHONE, "联系电话：", content.onScenePhone()));
    add(sections, "现场联系", head);
    if (sections.isEmpty()) {
      sections.add(new Section("情况", List.of("与上次报告相比没有变化。")));
    }
    return sections;
  }

  private static void add(List<Section> sections, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      sections.add(new Section(heading, lines));
    }
  }

  private static List<String> scene(
      Report report, ReportContent content, @Nullable Report previous, Shown show) {
    var lines = new ArrayList<String>();
    var occurredAt = content.occurredAt();
    // What is owed and not known yet is said so, never left out.
    lines.addAll(
        show.text(
            ReportField.OCCURRED_AT,
            "发生时间：",
            occurredAt == null ? "正在核实" : ReportWords.moment(occurredAt)));
    lines.addAll(show.text(ReportField.PLACE, "地点：", content.place()));
    lines.addAll(show.text(ReportField.AREA_AFFECTED, "影响范围：", content.areaAffected()));
    lines.addAll(
        show.text(
            ReportField.GRADE,
            "事件等级：",
            changed(
                ReportWords.grade(report.grade()),
                previous == null ? null : ReportWords.grade(previous.grade()))));
    var level = report.responseLevel();
    if (level != null) {
      lines.addAll(show.text(ReportField.RESPONSE_LEVEL, "响应级别：", ReportWords.level(level)));
    }
    lines.addAll(show.text(ReportField.SOURCE, "信息来源：", content.source()));
    return lines;
  }

  private static List<String> losses(
      ReportContent content, @Nullable ReportContent before, Shown show) {
    var lines = new ArrayList<String>();
    lines.addAll(
        show.text(
            ReportField.CASUALTIES,
            "",
            changed(
                ReportWords.casualties(content.casualties()) + "。",
                before == null ? null : ReportWords.casualties(before.casualties()))));
    if (content.evacuated() != null) {
      lines.addAll(
          show.text(ReportField.EVACUATED, "", "疏散转移群众%d人。".formatted(content.evacuated())));
    }
    if (content.lossYuan() != null) {
      lines.addAll(
          show.text(ReportField.LOSS_YUAN, "", "预估直接经济损失%,d元。".formatted(content.lossYuan())));
    }
    return lines;
  }

  private static List<String> measures(ReportContent content, Shown show) {
    var lines = new ArrayList<>(show.text(ReportField.MEASURES, "", content.measures()));
    var forces = content.forces();
    lines.addAll(
        show.text(
            ReportField.FORCES,
            "",
            "现场力量：%d支，%d人，车辆%d台。".formatted(forces.units(), forces.people(), forces.vehicles())));
    lines.addAll(show.text(ReportField.LEADERS_ON_SCENE, "到场领导：", content.leadersOnScene()));
    return lines;
  }

  private static String changed(String now, @Nullable String before) {
    return before == null || now.startsWith(before) ? now : now + "（上次报告：" + before + "）";
  }

  /// Which parts of a report are printed: what says something and, in a follow-up, has changed.
  private record Shown(Report report) {
    List<String> text(ReportField field, String label, String text) {
      boolean isNew = report.kind() != Report.Kind.FOLLOW_UP || report.changed().contains(field);
      return isNew && !text.isBlank() ? List.of(label + text) : List.of();
    }
  }
}
