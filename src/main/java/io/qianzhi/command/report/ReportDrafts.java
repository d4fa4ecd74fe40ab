package io.qianzhi.command.report;

import io.qianzhi.command.CheckIn;
import io.qianzhi.command.OnScene;
import io.qianzhi.command.SceneService;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes drafts from what is known: numbers, forces at the scene, leaders, what was done, what
/// comes next. What nobody has told the system stays as the report before had it, or empty.
final class ReportDrafts {
  /// A step on foot is no vehicle.
  private static final String ON_FOOT = "grid_worker";

  private static final int NEXT_STEPS = 6;
  private static final Set<PlanStep.Fact> REPORTS =
      Set.of(
          PlanStep.Fact.REPORT_PHONE,
          PlanStep.Fact.REPORT_WRITTEN,
          PlanStep.Fact.REPORT_FOLLOW_UP,
          PlanStep.Fact.REPORT_FINAL);

  private final ReportRules rules;
  private final String cityName;
  private final EventTypes types;
  private final People people;
  private final AssignmentService assignments;
  private final ResponseService responses;
  private final SceneService scene;
  private final CommandMeasures commanded;

  ReportDrafts(
      ReportRules rules,
      String cityName,
      EventTypes types,
      People people,
      AssignmentService assignments,
      ResponseService responses,
      SceneService scene,
      CommandMeasures commanded) {
    this.rules = rules;
    this.cityName = cityName;
    this.types = types;
    this.people = people;
    this.assignments = assignments;
    this.responses = responses;
    this.scene = scene;
    this.commanded = commanded;
  }

  /// Everything that is known of an incident at one moment.
  private record Known(
      Incident incident,
      List<Assignment> assignments,
      List<OnScene.Crew> crews,
      @Nullable Response response,
      List<Step> steps,
      List<CheckIn> checkIns,
      List<ReportWords.Moment> commanded) {}

  /// @param previous of a follow-up: what came after it is told, and what only people know is taken
  ///   from it
  Report.Facts write(
      Tx tx, Incident incident, Report.Kind kind, @Nullable Report previous, Instant now) {
    var known = known(tx, incident);
    var response = known.response();
    var activation = response == null ? null : response.activation();
    var level = activation == null || response == null ? null : Integer.valueOf(response.level());
    return new Report.Facts(content(tx, known, kind, previous), incident.grade(), level, now);
  }

  /// What to say on the telephone.
  String spoken(Incident incident) {
    return ReportWords.spoken(incident, typeName(incident));
  }

  private Known known(Tx tx, Incident incident) {
    var ids = List.of(incident.id());
    var all = assignments.ofIncidents(tx, ids);
    return new Known(
        incident,
        all,
        scene.present(tx, incident.id()).crews(),
        latest(responses.ofIncidents(tx, ids)),
        responses.steps().ofIncidents(tx, ids),
        scene.checkInsOf(tx, ids),
        commanded.of(tx, incident.id()));
  }

  private static @Nullable Response latest(Collection<Response> all) {
    return all.stream()
        .filter(one -> one.startedAt() != null)
        .max(Comparator.comparing(one -> Objects.requireNonNull(one.startedAt())))
        .orElse(null);
  }

  private ReportContent content(Tx tx, Known known, Report.Kind kind, @Nullable Report previous) {
    var incident = known.incident();
    var before = previous == null ? null : previous.content();
    var since =
        kind == Report.Kind.FOLLOW_UP && previous != null ? previous.factsAt() : Instant.EPOCH;
    var commander = incident.commander();
    return new ReportContent(
        ReportWords.title(incident, typeName(incident)),
        before == null ? rules.addressee().replace("{city}", cityName) : before.addressee(),
        before == null ? ReportWords.source(incident) : before.source(),
        before == null ? null : before.occurredAt(),
        incident.place(),
        before == null ? "" : before.unitOverview(),
        before == null ? "" : before.areaAffected(),
        ReportWords.course(course(known), since),
        incident.casualties(),
        before == null ? null : before.evacuated(),
        before == null ? null : before.lossYuan(),
        before == null ? "" : before.cause(),
        ReportWords.measures(measures(known), since),
        forces(known),
        leaders(tx, known),
        ReportWords.trend(incident),
        kind == Report.Kind.FINAL ? "" : ReportWords.nextSteps(nextSteps(known)),
        before == null ? "" : before.requests(),
        commander == null ? "" : commander.person().name(),
        before == null ? "" : before.onScenePhone());
  }

  private String typeName(Incident incident) {
    return types.require(incident.typeCode()).name().zh();
  }

  private static List<ReportWords.Moment> course(Known known) {
    var moments = new ArrayList<ReportWords.Moment>();
    var incident = known.incident();
    moments.add(ReportWords.known(incident));
    first(known.assignments(), "dispatched")
        .ifPresent(at -> moments.add(ReportWords.dispatched(at, known.assignments().size())));
    first(known.assignments(), "on_scene")
        .ifPresent(at -> moments.add(ReportWords.arrived(at, firstThere(known, at))));
    var commander = incident.commander();
    if (commander != null) {
      moments.add(ReportWords.commanded(commander.since(), commander.person().name()));
    }
    var response = known.response();
    if (response != null) {
      moments.add(ReportWords.started(response));
      var activation = response.activation();
      if (activation != null) {
        moments.add(ReportWords.activated(activation));
      }
    }
    return moments;
  }

  private static Optional<Instant> first(List<Assignment> all, String state) {
    return all.stream()
        .map(one -> one.times().get(state))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  private static String firstThere(Known known, Instant at) {
    return known.assignments().stream()
        .filter(one -> at.equals(one.times().get("on_scene")))
        .map(Assignment::callSign)
        .findFirst()
        .orElse("");
  }

  /// The steps that were done, apart from reporting itself, what the activation order says and what
  /// was commanded at the scene.
  private static List<ReportWords.Moment> measures(Known known) {
    var moments = new ArrayList<>(known.commanded());
    var response = known.response();
    var activation = response == null ? null : response.activation();
    if (activation != null) {
      ReportWords.listed(activation.measures())
          .forEach(one -> moments.add(new ReportWords.Moment(activation.signedAt(), one)));
    }
    known.steps().stream()
        .filter(step -> step.isDone() && !isReport(step))
        .forEach(
            step ->
                moments.add(
                    new ReportWords.Moment(
                        Objects.requireNonNull(step.completedAt()), step.title().zh())));
    return moments;
  }

  private static boolean isReport(Step step) {
    var fact = step.doneBy();
    return fact != null && REPORTS.contains(fact);
  }

  private static List<String> nextSteps(Known known) {
    return known.steps().stream()
        .filter(step -> !step.isPassed() && step.dueAt() != null && !isReport(step))
        .sorted(Comparator.comparing(step -> Objects.requireNonNull(step.dueAt())))
        .limit(NEXT_STEPS)
        .map(step -> step.title().zh())
        .toList();
  }

  private static ReportContent.Forces forces(Known known) {
    var there = known.crews();
    return new ReportContent.Forces(
        there.size(),
        there.stream().mapToInt(OnScene.Crew::size).sum(),
        (int) there.stream().filter(crew -> !crew.unit().kind().equals(ON_FOOT)).count());
  }

  /// Leaders who checked in at the scene: people on duty, never those concerned.
  private String leaders(Tx tx, Known known) {
    var there =
        known.checkIns().stream()
            .filter(CheckIn::atScene)
            .map(checkIn -> checkIn.person().id())
            .collect(Collectors.toCollection(LinkedHashSet<UUID>::new));
    return people.findAll(tx, there).stream()
        .filter(person -> person.roles().contains("leader"))
        .map(person -> person.title() + person.name())
        .sorted()
        .collect(Collectors.joining("、"));
  }
}
