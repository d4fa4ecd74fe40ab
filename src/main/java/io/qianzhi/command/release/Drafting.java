package io.qianzhi.command.release;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Response;
import io.qianzhi.platform.json.Text;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The first words of a release, from what is known: what happened, when and where, who is at work,
/// what people should do. Never a cause, a count of victims or a name: people add what has been
/// verified.
final class Drafting {
  private static final DateTimeFormatter ZH =
      DateTimeFormatter.ofPattern("M月d日H时mm分").withZone(CityTime.ZONE);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM", Locale.ENGLISH).withZone(CityTime.ZONE);
  private static final int HEADLINE_AT_MOST = 120;
  private static final List<String> LEVELS = List.of("一级", "二级", "三级", "四级");

  private final ReleaseRules rules;
  private final String city;
  private final Map<String, Text> services;

  /// @param services the names of services, by their code
  Drafting(ReleaseRules rules, String city, Map<String, Text> services) {
    this.rules = rules;
    this.city = city;
    this.services = services;
  }

  /// @param place as the public may read it, empty where it must not
  /// @param active the response that runs, null = none
  ReleaseContent draft(
      Incident incident,
      String place,
      Text type,
      List<Assignment> assignments,
      @Nullable Response active) {
    var where = county(incident) + place;
    boolean sent = !byService(assignments).isEmpty();
    var advice = rules.adviceFor(incident.typeCode());
    var zh =
        new ReleaseText(
            "关于%s%s的情况通报".formatted(where, type.zh()),
            "%s许，%s发生%s。".formatted(ZH.format(incident.knownAt()), where, type.zh())
                + (sent ? "接报后，%s立即组织力量赶赴现场处置。".formatted(city) : ""),
            measuresZh(assignments, active),
            advice.zh());
    var en =
        new ReleaseText(
            "Release on the incident at %s: %s".formatted(where, type.en()),
            "At about %s an incident (%s) was reported at %s."
                    .formatted(EN.format(incident.knownAt()), type.en(), where)
                + (sent ? " Rescue forces were sent at once." : ""),
            measuresEn(assignments, active),
            advice.en());
    return new ReleaseContent(
        cut(zh),
        cut(en),
        area(incident),
        null,
        rules.capCategoryFor(incident.typeCode()),
        severity(incident),
        urgency(incident));
  }

  /// Two levels say where it is; a town or grid says no more to the public.
  private String area(Incident incident) {
    var names = incident.areas().stream().limit(2).map(Incident.AreaRef::name).toList();
    return names.isEmpty() ? city : String.join("", names);
  }

  private static String county(Incident incident) {
    return incident.areas().size() < 2 ? "" : incident.areas().get(1).name();
  }

  private String measuresZh(List<Assignment> assignments, @Nullable Response active) {
    var sent = byService(assignments);
    var text = new StringBuilder();
    if (active != null && active.activation() != null) {
      text.append("已启动%s响应。".formatted(LEVELS.get(active.level() - 1)));
    }
    if (!sent.isEmpty()) {
      var forces =
          sent.entrySet().stream()
              .map(one -> name(one.getKey()).zh() + "力量" + one.getValue() + "支")
              .collect(Collectors.joining("、"));
      text.append("已调派%s，其中%d支已到达现场。救援处置工作正在进行。".formatted(forces, arrived(assignments)));
    }
    return text.toString();
  }

  private String measuresEn(List<Assignment> assignments, @Nullable Response active) {
    var sent = byService(assignments);
    var text = new StringBuilder();
    if (active != null && active.activation() != null) {
      text.append("A level %d response is active. ".formatted(active.level()));
    }
    if (!sent.isEmpty()) {
      var forces =
          sent.entrySet().stream()
              .map(one -> name(one.getKey()).en() + " " + one.getValue())
              .collect(Collectors.joining(", "));
      text.append(
          "Units sent: %s; %d of them are at the scene. Work goes on."
              .formatted(forces, arrived(assignments)));
    }
    return text.toString().strip();
  }

  private Text name(String service) {
    return services.getOrDefault(service, new Text(service, service));
  }

  private static Map<String, Long> byService(List<Assignment> assignments) {
    return assignments.stream()
        .filter(one -> one.state() != Assignment.State.CANCELLED)
        .collect(Collectors.groupingBy(Assignment::service, TreeMap::new, Collectors.counting()));
  }

  private static long arrived(List<Assignment> assignments) {
    return assignments.stream().filter(one -> one.times().containsKey("on_scene")).count();
  }

  /// A place of 200 letters must not make a headline that cannot be saved.
  private static ReleaseText cut(ReleaseText text) {
    var headline = text.headline();
    if (headline.length() <= HEADLINE_AT_MOST) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(headline.charAt(HEADLINE_AT_MOST - 1));
    return new ReleaseText(
        headline.substring(0, splits ? HEADLINE_AT_MOST - 1 : HEADLINE_AT_MOST),
        text.facts(),
        text.measures(),
        text.advice());
  }

  private static ReleaseContent.Severity severity(Incident incident) {
    return switch (incident.grade()) {
      case null -> ReleaseContent.Severity.UNKNOWN;
      case 1 -> ReleaseContent.Severity.EXTREME;
      case 2 -> ReleaseContent.Severity.SEVERE;
      case 3 -> ReleaseContent.Severity.MODERATE;
      default -> ReleaseContent.Severity.MINOR;
    };
  }

  private static ReleaseContent.Urgency urgency(Incident incident) {
    return incident.isOpen() ? ReleaseContent.Urgency.IMMEDIATE : ReleaseContent.Urgency.PAST;
  }
}
