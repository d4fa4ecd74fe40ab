package io.qianzhi.exercise;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.SourcePoint;
import io.qianzhi.platform.db.Tx;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;

/// What scenarios bring while they run: each once, on its deadline.
final class Injects {
  private static final String DEADLINE = "exercise.inject";

  private final ExerciseStore store;
  private final ExerciseParts parts;
  private final ExerciseNotices notices;

  Injects(ExerciseStore store, ExerciseParts parts, ExerciseNotices notices) {
    this.store = store;
    this.parts = parts;
    this.notices = notices;
    parts.deadlines().on(DEADLINE, (tx, id, late) -> bring(tx, id));
  }

  /// Writes an exercise that begins, with what it will bring.
  void plan(Tx tx, Exercise exercise, Scenario scenario) {
    var injects = new ArrayList<Inject>();
    for (var planned : scenario.injects()) {
      injects.add(
          new Inject(
              UUID.randomUUID(),
              injects.size() + 1,
              planned.kind(),
              exercise.startedAt().plus(Duration.ofMinutes(planned.afterMinutes())),
              null,
              planned.text(),
              planned.casualties()));
    }
    store.insert(tx, exercise, injects);
    injects.forEach(one -> parts.deadlines().set(tx, DEADLINE, one.id(), one.dueAt()));
  }

  private void bring(Tx tx, UUID id) {
    var incidentId = store.withInject(tx, id).orElseThrow().exercise().incidentId();
    var incident = parts.incidents().lock(tx, incidentId);
    var known = store.withInject(tx, id).orElseThrow();
    if (!known.exercise().isRunning()) {
      return;
    }
    var inject =
        known.injects().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow()
            .fired(parts.clock().instant().truncatedTo(ChronoUnit.MICROS));
    store.fired(tx, inject);
    var soFar = new ArrayList<>(known.exercise().injected());
    soFar.add(inject);
    var exercise = known.exercise().brought(soFar);
    store.update(tx, exercise);
    var by = InNameOf.whoRuns(tx, parts.people(), exercise);
    parts
        .timeline()
        .append(
            tx,
            happening(incident, "exercise.injected")
                .by(by)
                .detail("text", inject.text())
                .changed(ExerciseService.COLLECTION, exercise));
    switch (inject.kind()) {
      case NOTE -> notices.noted(tx, incident, exercise, inject);
      case CASUALTIES ->
          parts
              .assessments()
              .count(tx, incidentId, Objects.requireNonNull(inject.casualties()), by);
      case CALL -> parts.calls().take(tx, call(incident, exercise.scenario(), inject), by);
    }
  }

  private static CallService.NewCall call(Incident incident, Scenario scenario, Inject inject) {
    var point = incident.point();
    return new CallService.NewCall(
        incident.id(),
        incident.typeCode(),
        new SourcePoint(point.latitude(), point.longitude(), CoordinateSystem.WGS_84),
        incident.place(),
        inject.text(),
        scenario.priority(),
        Objects.requireNonNullElse(inject.casualties(), Casualties.NONE),
        null,
        null);
  }
}
