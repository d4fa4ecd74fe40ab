package io.qianzhi.command.review;

import static io.qianzhi.platform.pdf.Pdf.text;

import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page to be printed, in one language or in both.
public final class Sheet {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(CityTime.ZONE);

  /// Characters of a cell that are never broken into lines; a moment never is.
  private static final int SHORT = 8;

  private static final Pattern MOMENT = Pattern.compile("[-—:\\d ]+");
  private static final String STYLE =
      """
      @page { size: A4; margin: 16mm 14mm 18mm 14mm;
        @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt } }
      body { font-family: 'Noto Sans SC', 'Noto Sans'; font-size: 10pt; line-height: 1.5 }
      h1 { font-size: 17pt; text-align: center; margin: 0 0 3mm 0; font-weight: 700 }
      h2 { font-size: 12pt; margin: 5mm 0 1.5mm 0; font-weight: 700; page-break-after: avoid }
      p { margin: 0 0 1.5mm 0 }
      table { width: 100%; border-collapse: collapse; -fs-table-paginate: paginate; font-size: 8.5pt;
        margin-bottom: 2mm }
      th, td { border: 0.4pt solid #444; padding: 1mm 1.5mm; text-align: left; vertical-align: top }
      th { font-weight: 700; background: #eee }
      tr { page-break-inside: avoid }
      .whole { white-space: nowrap }
      .bad { font-weight: 700; text-decoration: underline }
      """;

  /// On every page: one that is torn out of a drill must not pass for real.
  private static final String DRILL =
      """
      @page { @top-center { content: "演练 DRILL 演练 DRILL"; font-family: 'Noto Sans SC';
        font-size: 10pt; font-weight: 700; letter-spacing: 3mm } }
      """;

  private final StringBuilder page = new StringBuilder("<html><head><style>");

  public Sheet(boolean drill, String title) {
    page.append(drill ? STYLE + DRILL : STYLE).append("</style></head><body>");
    page.append("<h1>").append(text(title)).append("</h1>");
  }

  public Sheet heading(String words) {
    page.append("<h2>").append(text(words)).append("</h2>");
    return this;
  }

  public Sheet line(String words) {
    page.append("<p>").append(text(words)).append("</p>");
    return this;
  }

  public Sheet lines(List<String> all) {
    if (all.isEmpty()) {
      return line("—");
    }
    all.forEach(this::line);
    return this;
  }

  public Sheet table(List<String> head, List<List<String>> rows) {
    return table(head, List.of(), rows);
  }

  /// A cell that begins with `!` is something that should not be.
  ///
  /// @param widths of the columns in percent; without any, as wide as what stands in them
  public Sheet table(List<String> head, List<Integer> widths, List<List<String>> rows) {
    page.append(widths.isEmpty() ? "<table>" : "<table style=\"table-layout: fixed\">");
    widths.forEach(width -> page.append("<col style=\"width: %d%%\"/>".formatted(width)));
    page.append("<thead>");
    row("th", head);
    page.append("</thead><tbody>");
    rows.forEach(row -> row("td", row));
    if (rows.isEmpty()) {
      row("td", head.stream().map(column -> "—").toList());
    }
    page.append("</tbody></table>");
    return this;
  }

  private void row(String cell, List<String> values) {
    page.append("<tr>");
    for (String value : values) {
      boolean bad = value.startsWith("!");
      var words = bad ? value.substring(1) : value;
      boolean whole = words.length() <= SHORT || MOMENT.matcher(words).matches();
      page.append("<%s class=\"%s%s\">".formatted(cell, bad ? "bad " : "", whole ? "whole" : ""));
      page.append(text(words)).append("</").append(cell).append('>');
    }
    page.append("</tr>");
  }

  public String html() {
    return page + "</body></html>";
  }

  /// Both languages, one after the other, unless they say the same.
  static String both(Text words) {
    return words.zh().equals(words.en()) ? words.zh() : words.zh() + " " + words.en();
  }

  public static String time(@Nullable Instant at) {
    return at == null ? "—" : TIME.format(at);
  }

  static String clock(@Nullable Instant at) {
    return at == null ? "—" : CLOCK.format(at);
  }

  public static String duration(@Nullable Long seconds) {
    if (seconds == null) {
      return "—";
    }
    long hours = seconds / 3600;
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, seconds / 60 % 60, seconds % 60)
        : "%02d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
