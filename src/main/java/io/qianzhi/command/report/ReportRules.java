package io.qianzhi.command.report;

import io.qianzhi.incident.CityTime;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which reports are owed when, how they look, who signs and who receives them: conf/reports.yaml.
///
/// @param rules the name of the set this city follows
/// @param table every rule there is; a set names some of them
/// @param retrySeconds waiting times between the tries of one channel
public record ReportRules(
    int version,
    String rules,
    Map<String, List<String>> sets,
    List<Rule> table,
    int remindMinutes,
    String letterhead,
    String numberPrefix,
    String addressee,
    Map<Report.Kind, List<String>> signers,
    List<Integer> retrySeconds,
    List<Channel> channels) {
  private static final String FILE = "reports.yaml";
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,31}");

  /// Who set the minutes: a law, a notice of those above, or we.
  public enum SetBy {
    LAW,
    NOTICE,
    DEFAULT
  }

  /// One row of the table.
  ///
  /// @param grades of incidents that owe this report
  /// @param dailyAt times of the city's day, in place of minutes
  /// @param basis null only for a default
  public record Rule(
      String id,
      Report.Kind report,
      List<Integer> grades,
      @Nullable Integer minutes,
      @Nullable List<LocalTime> dailyAt,
      SetBy setBy,
      @Nullable String basis,
      Text name) {

    /// The time that the rule gives from a moment on.
    Instant after(Instant from) {
      return minutes == null ? nextOfDay(from) : from.plus(minutes, ChronoUnit.MINUTES);
    }

    private Instant nextOfDay(Instant from) {
      var there = from.atZone(CityTime.ZONE);
      return Objects.requireNonNull(dailyAt).stream()
          .flatMap(time -> Stream.of(there.with(time), there.plusDays(1).with(time)))
          .map(ZonedDateTime::toInstant)
          .filter(time -> time.isAfter(from))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }

    String source() {
      return basis == null ? "" : basis;
    }

    public boolean isDefault() {
      return setBy == SetBy.DEFAULT;
    }
  }

  /// One receiver.
  ///
  /// @param drill gets reports of drills only; the others never do
  public record Channel(
      String code,
      String name,
      ReportDelivery.Kind kind,
      @Nullable String url,
      @Nullable List<String> to,
      boolean drill) {}

  /// @throws Config.Fault in one sentence that names the entry
  public static ReportRules load(Config config) {
    var rules = config.read(FILE, ReportRules.class);
    rules.checkTable();
    rules.checkPage();
    return rules;
  }

  private void checkTable() {
    var ids = new HashSet<String>();
    for (var rule : table) {
      require(ids.add(rule.id()), rule.id() + " stands there twice");
      var minutes = rule.minutes();
      var daily = rule.dailyAt();
      require(
          (minutes == null) != (daily == null), rule.id() + " needs minutes or dailyAt, not both");
      require(
          (minutes == null || minutes > 0) && (daily == null || !daily.isEmpty()),
          rule.id() + " needs at least one minute, or one time of the day");
      require(
          daily == null || rule.report() == Report.Kind.FOLLOW_UP,
          rule.id() + ": only follow-ups come at times of the day");
      require(
          !rule.grades().isEmpty() && rule.grades().stream().allMatch(one -> one >= 1 && one <= 4),
          rule.id() + " needs grades of 1 to 4");
      require(
          rule.isDefault() == rule.source().isBlank(),
          rule.id() + " needs a basis, unless setBy is default");
    }
    sets.forEach(
        (name, members) ->
            members.forEach(
                id -> require(ids.contains(id), "the set " + name + " names " + id + ", no rule")));
    require(sets.containsKey(rules), "there is no set " + rules);
    for (var kind : Report.Kind.values()) {
      for (int grade = 1; grade <= 4; grade++) {
        int one = grade;
        long found = chosen().stream().filter(rule -> applies(rule, kind, one)).count();
        require(
            found <= 1,
            "the set %s has %d rules for %s at grade %d".formatted(rules, found, kind, grade));
      }
    }
  }

  private void checkPage() {
    require(remindMinutes > 0, "remindMinutes must be at least 1");
    require(
        !letterhead.isBlank() && !numberPrefix.isBlank() && !addressee.isBlank(),
        "letterhead, numberPrefix and addressee must say something");
    for (var kind : List.of(Report.Kind.WRITTEN, Report.Kind.FOLLOW_UP, Report.Kind.FINAL)) {
      require(!signers(kind).isEmpty(), "signers needs somebody for " + kind);
    }
    require(
        !retrySeconds.isEmpty() && retrySeconds.stream().allMatch(seconds -> seconds > 0),
        "retrySeconds needs waiting times of at least 1");
  }

  /// Whether this node can reach every channel.
  ///
  /// @throws Config.Fault in one sentence that names the channel
  public void requireChannels(ReportSettings settings) {
    var codes = new HashSet<String>();
    for (var channel : channels) {
      var where = "channel " + channel.code();
      require(CODE.matcher(channel.code()).matches(), where + " needs a code of a-z, 0-9 and -");
      require(codes.add(channel.code()), where + " stands there twice");
      switch (channel.kind()) {
        case WEBHOOK -> {
          var url = Objects.requireNonNullElse(channel.url(), "");
          require(url.matches("https?://.+"), where + " needs an url");
          require(
              settings.webhookSecret().length() >= 16,
              where + " needs QIANZHI_REPORT_WEBHOOK_SECRET of at least 16 characters");
        }
        case MAIL -> {
          var to = Objects.requireNonNullElse(channel.to(), List.<String>of());
          require(
              !to.isEmpty() && to.stream().allMatch(address -> address.contains("@")),
              where + " needs addresses in to");
          require(
              !settings.mailHost().isBlank() && settings.mailFrom().contains("@"),
              where + " needs QIANZHI_REPORT_MAIL_HOST and QIANZHI_REPORT_MAIL_FROM");
        }
        case BY_HAND -> throw new Config.Fault(FILE + ": " + where + " must be webhook or mail.");
      }
    }
  }

  private static void require(boolean right, String sentence) {
    if (!right) {
      throw new Config.Fault(FILE + ": " + sentence + ".");
    }
  }

  private List<Rule> chosen() {
    var names = Objects.requireNonNull(sets.get(rules));
    return table.stream().filter(rule -> names.contains(rule.id())).toList();
  }

  private static boolean applies(Rule rule, Report.Kind kind, int grade) {
    return rule.report() == kind && rule.grades().contains(grade);
  }

  /// The rule for this kind of report of an incident of this grade.
  Optional<Rule> rule(Report.Kind kind, int grade) {
    return chosen().stream().filter(rule -> applies(rule, kind, grade)).findFirst();
  }

  /// Roles that may sign.
  List<String> signers(Report.Kind kind) {
    return signers.getOrDefault(kind, List.of());
  }

  /// Receivers of one world.
  List<Channel> channels(boolean drill) {
    var mine = new ArrayList<>(channels);
    mine.removeIf(channel -> channel.drill() != drill);
    return mine;
  }

  Optional<Channel> channel(String code) {
    return channels.stream().filter(channel -> channel.code().equals(code)).findFirst();
  }
}
