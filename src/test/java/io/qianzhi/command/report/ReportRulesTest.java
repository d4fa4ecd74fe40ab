package io.qianzhi.command.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.incident.Casualties;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule table that cities choose from, and what a follow-up holds.
class ReportRulesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, grade {1}: {2} after {3} min")
  @CsvSource({
    "default,      1, phone,     15,   RPT-PHONE",
    "default,      3, written,   60,   RPT-WRITTEN",
    "default,      2, follow_up, 120,  RPT-FOLLOW-UP-MAJOR",
    "default,      3, follow_up, 240,  RPT-FOLLOW-UP",
    "default,      2, final,     1440, RPT-FINAL",
    "default,      4, phone,     ,     ",
    "national,     1, phone,     30,   RPT-NAT-PHONE",
    "henan,        2, written,   35,   RPT-HEN-WRITTEN-MAJOR",
    "henan,        3, written,   60,   RPT-HEN-WRITTEN-3",
    "henan,        4, written,   360,  RPT-HEN-WRITTEN-4",
    "henan,        3, phone,     ,     ",
    "example-city, 2, written,   30,   RPT-CITY-WRITTEN-MAJOR",
    "example-city, 3, phone,     30,   RPT-CITY-PHONE",
    "shandong,     4, phone,     30,   RPT-SD-PHONE",
    "chongqing,    3, written,   60,   RPT-CQ",
    "shanghai,     1, written,   120,  RPT-HOP-SH",
    "per-level,    4, written,   120,  RPT-HOP",
  })
  void theChosenSetSaysWhatIsOwed(String set, int grade, String report, Integer minutes, String id)
      throws IOException {
    var rules = rules(text -> text.replace("\nrules: default\n", "\nrules: " + set + "\n"));
    var known = Instant.parse("2026-11-22T02:13:00Z");

    var rule = rules.rule(Report.Kind.valueOf(report.toUpperCase(Locale.ROOT)), grade);

    assertThat(rule.map(ReportRules.Rule::id).orElse(null)).isEqualTo(id);
    rule.ifPresent(
        found -> assertThat(found.after(known)).isEqualTo(known.plus(Duration.ofMinutes(minutes))));
  }

  @ParameterizedTest(name = "after {0} comes {1}")
  @CsvSource({
    "2026-11-21T23:59:00Z, 2026-11-22T00:00:00Z",
    "2026-11-22T00:00:00Z, 2026-11-22T09:00:00Z",
    "2026-11-22T09:00:01Z, 2026-11-23T00:00:00Z",
  })
  void timesOfTheDayAreTheCitys(Instant from, Instant due) throws IOException {
    var rules = rules(text -> text.replace("\nrules: default\n", "\nrules: henan\n"));

    assertThat(rules.rule(Report.Kind.FOLLOW_UP, 2).orElseThrow().after(from)).isEqualTo(due);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: default -> rules: elsewhere -> there is no set elsewhere",
        "RPT-WRITTEN, RPT-FOLLOW -> RPT-WRITTEN, RPT-HOP, RPT-FOLLOW -> has 2 rules",
        "[RPT-PHONE, -> [RPT-PHONES, -> names RPT-PHONES, no rule",
        "minutes: 15, -> minutes: 0, -> RPT-PHONE needs at least one minute",
        "basis: 上海市安全生产条例 第五十八条 -> basis: '' -> RPT-HOP-SH-PHONE needs a basis",
        "{id: RPT-PHONE, -> {id: RPT-FINAL, -> RPT-FINAL stands there twice",
      })
  void aFaultIsSaidInOneSentence(String change) {
    var parts = change.split(" -> ", 3);

    assertThatThrownBy(
            () ->
                rules(
                    text ->
                        text.replaceFirst(
                            Pattern.quote(parts[0]), Matcher.quoteReplacement(parts[1]))))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining(parts[2]);
  }

  private ReportRules rules(UnaryOperator<String> change) throws IOException {
    var text = Files.readString(Path.of("conf/reports.yaml"));
    Files.writeString(folder.resolve("reports.yaml"), change.apply(text));
    return ReportRules.load(new Config(folder));
  }

  @Test
  void aFollowUpHoldsWhatChanged() {
    var first = content("接警。", "划定警戒区。", new Casualties(0, 0, 2, 1, 3), "");

    assertThat(content("", "", new Casualties(0, 0, 2, 1, 3), "").changesSince(first)).isEmpty();
    assertThat(content("", "转移群众。", new Casualties(1, 0, 1, 1, 3), "泵房").changesSince(first))
        .containsExactly(ReportField.CASUALTIES, ReportField.CAUSE, ReportField.MEASURES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"伤者身份证110101199003071234", "电话13800138000。", "110101199003071 2"})
  void numbersOfPeopleAreRefused(String text) {
    var content = content(text, "", new Casualties(0, 0, 0, 0, 0), "");
    if (text.contains(" ")) {
      content.requireNoPersonalData();
    } else {
      assertThatThrownBy(content::requireNoPersonalData).isInstanceOf(Problem.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 一", "10, 十", "11, 十一", "20, 二十", "35, 三十五"})
  void followUpsAreNumberedInChinese(int number, String numeral) {
    assertThat(ReportWords.numeral(number)).isEqualTo(numeral);
  }

  private static ReportContent content(
      String course, String measures, Casualties casualties, String cause) {
    return new ReportContent(
        "关于工业大街12号危险化学品事故的情况报告",
        "省人民政府总值班室",
        "群众报警",
        null,
        "工业大街12号",
        "",
        "",
        course,
        casualties,
        null,
        null,
        cause,
        measures,
        new ReportContent.Forces(2, 12, 2),
        "",
        "可控。",
        "",
        "",
        "张鹏飞",
        "");
  }
}
