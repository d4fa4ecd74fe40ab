package io.qianzhi.exercise;

import io.qianzhi.area.Area;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.report.Report;
import io.qianzhi.command.review.ReviewSettings.Interval;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All scenarios: conf/exercises.yaml, checked against the city, its plans and its standards.
public final class Scenarios {
  private static final String FILE = "exercises.yaml";
  private static final int POINTS = 100;
  private static final int LONGEST_MINUTES = 24 * 60;
  private static final Text CREWS = new Text("出动力量", "Crews");

  private final Map<String, Scenario> byCode = new LinkedHashMap<>();

  private record File(int version, List<Measure> standards, List<Entry> scenarios) {}

  private record Measure(
      String id,
      Standard.Group group,
      Standard.Kind kind,
      @Nullable String of,
      @Nullable List<String> services,
      @Nullable Integer withinMinutes,
      @Nullable String duty,
      Text name) {}

  private record Site(String name, @Nullable Point point, @Nullable String area) {}

  private record Numbers(
      @Nullable Integer dead,
      @Nullable Integer missing,
      @Nullable Integer trapped,
      @Nullable Integer serious,
      @Nullable Integer light) {
    Casualties casualties() {
      return new Casualties(
          count(dead), count(missing), count(trapped), count(serious), count(light));
    }

    private static int count(@Nullable Integer given) {
      return given == null ? 0 : given;
    }
  }

  private record Coming(
      int afterMinutes, Inject.Kind kind, String text, @Nullable Numbers casualties) {}

  private record Entry(
      String code,
      Text title,
      String typeCode,
      Site place,
      String description,
      int priority,
      Numbers casualties,
      int minutes,
      @Nullable List<Coming> injects,
      @Nullable Map<String, String> evidence,
      Map<String, Integer> weights) {}

  private Scenarios() {}

  /// @throws Config.Fault with one sentence naming the entry and what is wrong
  public static Scenarios load(
      Config config, CityFolder city, EventTypes types, PlanCatalogue plans) {
    var file = config.read(FILE, File.class);
    var all = new Scenarios();
    var measures =
        file.standards().stream()
            .collect(
                Collectors.toMap(
                    Measure::id,
                    one -> one,
                    (one, other) -> {
                      throw fault(other.id(), "stands among the standards twice");
                    },
                    LinkedHashMap::new));
    for (var entry : file.scenarios()) {
      var scenario = scenario(entry, file.version(), measures, city, types, plans);
      require(
          entry.code(),
          all.byCode.put(entry.code(), scenario) == null,
          "stands among the scenarios twice");
    }
    return all;
  }

  /// In the order of the file.
  public List<Scenario> all() {
    return List.copyOf(byCode.values());
  }

  Optional<Scenario> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  private static Scenario scenario(
      Entry entry,
      int version,
      Map<String, Measure> measures,
      CityFolder city,
      EventTypes types,
      PlanCatalogue plans) {
    var code = entry.code();
    require(code, code.matches("[A-Z][A-Z0-9-]{1,31}"), "is no code, such as HAZ-TANK");
    try {
      types.require(entry.typeCode());
    } catch (Problem unknown) {
      throw fault(code, "has the unknown type of event " + entry.typeCode());
    }
    require(code, entry.priority() >= 1 && entry.priority() <= 4, "needs a priority from 1 to 4");
    require(
        code,
        entry.minutes() >= 1 && entry.minutes() <= LONGEST_MINUTES,
        "takes 1 to %d minutes".formatted(LONGEST_MINUTES));
    var steps =
        plans.forEventType(entry.typeCode()).steps().stream()
            .collect(Collectors.toMap(PlanStep::code, PlanStep::role, (one, other) -> one));
    var evidence = Objects.requireNonNullElse(entry.evidence(), Map.<String, String>of());
    evidence
        .keySet()
        .forEach(step -> require(code, steps.containsKey(step), "knows of no step " + step));
    var standards = new ArrayList<Standard>();
    entry
        .weights()
        .forEach(
            (id, weight) -> {
              require(code, measures.containsKey(id), "weighs the unknown standard " + id);
              require(code, weight > 0, "gives %s no points".formatted(id));
              standards.add(
                  standard(
                      code,
                      Objects.requireNonNull(measures.get(id)),
                      weight,
                      steps,
                      plans.roles()));
            });
    int points = standards.stream().mapToInt(Standard::weight).sum();
    require(code, points == POINTS, "has weights of %d points, not 100".formatted(points));
    return new Scenario(
        code,
        version,
        entry.title(),
        entry.typeCode(),
        entry.place().name(),
        point(code, entry.place(), city),
        entry.description(),
        entry.priority(),
        entry.casualties().casualties(),
        entry.minutes(),
        injects(code, Objects.requireNonNullElse(entry.injects(), List.of())),
        evidence,
        standards);
  }

  private static Standard standard(
      String code,
      Measure measure,
      int weight,
      Map<String, String> steps,
      List<PlanRoles.Role> roles) {
    var of = Objects.requireNonNullElse(measure.of(), "");
    boolean known =
        switch (measure.kind()) {
          case INTERVAL -> isWord(Interval.values(), of);
          case REPORT -> isWord(Report.Kind.values(), of);
          case STEP -> steps.containsKey(of);
          default -> of.isEmpty();
        };
    require(code, known, "weighs %s, which is of the unknown %s".formatted(measure.id(), of));
    boolean timed =
        measure.kind() == Standard.Kind.COMMAND || measure.kind() == Standard.Kind.MUSTER;
    var within = measure.withinMinutes();
    require(
        code,
        timed ? within != null && within > 0 : within == null,
        "weighs %s, which %s withinMinutes"
            .formatted(measure.id(), timed ? "needs" : "has its limit elsewhere, not in"));
    var duty = measure.kind() == Standard.Kind.STEP ? steps.get(of) : measure.duty();
    return new Standard(
        measure.id(),
        measure.group(),
        measure.kind(),
        of,
        Objects.requireNonNullElse(measure.services(), List.of()),
        within == null ? null : Long.valueOf(within * 60L),
        duty,
        duty == null ? CREWS : dutyName(code, duty, roles),
        measure.name(),
        weight);
  }

  private static Text dutyName(String code, String duty, List<PlanRoles.Role> roles) {
    return roles.stream()
        .filter(role -> role.code().equals(duty))
        .findFirst()
        .map(PlanRoles.Role::name)
        .orElseThrow(() -> fault(code, "has a standard of the unknown duty " + duty));
  }

  private static boolean isWord(Enum<?>[] values, String word) {
    return Arrays.stream(values).anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(word));
  }

  private static List<Scenario.Planned> injects(String code, List<Coming> coming) {
    var planned = new ArrayList<Scenario.Planned>();
    for (var one : coming) {
      require(code, one.afterMinutes() >= 0, "has an inject before its start");
      require(code, !one.text().isBlank(), "has an inject without words");
      require(
          code,
          one.kind() != Inject.Kind.CASUALTIES || one.casualties() != null,
          "has casualties without numbers after %d minutes".formatted(one.afterMinutes()));
      var numbers = one.casualties();
      planned.add(
          new Scenario.Planned(
              one.afterMinutes(),
              one.kind(),
              one.text(),
              numbers == null ? null : numbers.casualties()));
    }
    return planned;
  }

  private static Point point(String code, Site site, CityFolder city) {
    var point = site.point();
    var area = site.area();
    if (point != null) {
      require(
          code,
          city.areas().city().region().contains(point),
          "lies outside " + city.name() + " at " + point);
      return point;
    }
    if (area == null) {
      return city.center();
    }
    return city.areas().all().stream()
        .filter(one -> one.name().equals(area))
        .findFirst()
        .map(Area::region)
        .orElseThrow(() -> fault(code, "is in " + area + ", which is no area of " + city.name()))
        .innerPoint();
  }

  private static void require(String code, boolean fulfilled, String what) {
    if (!fulfilled) {
      throw fault(code, what);
    }
  }

  private static Config.Fault fault(String code, String what) {
    return new Config.Fault("%s: %s %s.".formatted(FILE, code, what));
  }
}
