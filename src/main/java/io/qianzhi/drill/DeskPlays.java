package io.qianzhi.drill;

import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Proposal;
import io.qianzhi.plan.Response;
import io.qianzhi.platform.http.Actor;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/// What a simulated control room does: sends the recommendation, starts the plan, says when it is
/// under control, and sees to the end.
final class DeskPlays {
  private DeskPlays() {}

  static void add(ExerciseScene scene, Playbook book) {
    if (scene.assignments().isEmpty() && scene.incident().isOpen()) {
      scene.people().withRole("operator").ifPresent(operator -> dispatch(scene, operator, book));
    }
    scene
        .people()
        .withRole("duty_chief")
        .ifPresent(
            chief -> {
              start(scene, chief, book);
              control(scene, chief, book);
              end(scene, chief, book);
              close(scene, chief, book);
            });
  }

  private static void dispatch(ExerciseScene scene, Actor operator, Playbook book) {
    var path = Map.of("incidentId", scene.incident().id());
    var key = "dispatch " + scene.incident().id();
    book.add(
        key,
        book.pace().after(scene.incident().receivedAt(), book.rules().desk(), key),
        (door, once) -> {
          var recommended = door.ask(operator, "recommendUnits", path);
          var units =
              StreamSupport.stream(recommended.path("lines").spliterator(), false)
                  .flatMap(
                      line -> StreamSupport.stream(line.path("candidates").spliterator(), false))
                  .filter(candidate -> candidate.path("chosen").asBoolean())
                  .map(candidate -> candidate.path("unitId").asText())
                  .distinct()
                  .toList();
          door.press(operator, once, "dispatchUnits", path, Map.of("unitIds", units));
        });
  }

  private static void start(ExerciseScene scene, Actor chief, Playbook book) {
    for (var response : scene.responses()) {
      if (response.state() == Response.State.PROPOSED) {
        book.add(
            "start " + response.id(),
            response.proposedAt(),
            book.rules().decides(),
            chief,
            "confirmResponse",
            Map.of("responseId", response.id()),
            Map.of("confirmed", true));
      }
    }
  }

  private static void control(ExerciseScene scene, Actor chief, Playbook book) {
    var incident = scene.incident();
    boolean ordered = scene.active().map(one -> one.activation() != null).orElse(false);
    if (incident.state() == Incident.State.OPEN && ordered && !scene.atScene().isEmpty()) {
      var exercise = scene.exercise();
      var key = "control " + incident.id();
      book.add(
          key,
          book.pace()
              .through(
                  exercise.startedAt(), exercise.plannedEndAt(), book.rules().controlled(), key),
          Play.of(
              chief,
              "setIncidentState",
              Map.of("incidentId", incident.id()),
              Map.of("state", "controlled", "version", incident.version())));
    }
  }

  private static void end(ExerciseScene scene, Actor chief, Playbook book) {
    boolean controlled = scene.incident().state() == Incident.State.CONTROLLED;
    boolean proposed =
        scene.proposals().stream().anyMatch(one -> one.state() == Proposal.State.OPEN);
    scene
        .active()
        .filter(response -> controlled && !proposed)
        .ifPresent(
            response -> {
              var exercise = scene.exercise();
              var key = "end " + response.id();
              var due =
                  book.pace()
                      .through(
                          exercise.startedAt(), exercise.plannedEndAt(), book.rules().over(), key);
              book.add(
                  key,
                  due,
                  Play.of(
                      chief,
                      "proposeChange",
                      Map.of("responseId", response.id()),
                      Map.of("kind", "end", "reason", "险情已控制，监测正常，具备终止条件。")));
            });
  }

  /// When the response is over and the last unit has gone.
  private static void close(ExerciseScene scene, Actor chief, Playbook book) {
    var incident = scene.incident();
    boolean running =
        scene.responses().stream()
            .anyMatch(
                one ->
                    one.state() == Response.State.ACTIVE || one.state() == Response.State.PROPOSED);
    boolean away = scene.assignments().stream().noneMatch(one -> one.isOpen());
    if (incident.state() == Incident.State.CONTROLLED && !running && away) {
      scene.responses().stream()
          .map(Response::endedAt)
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .ifPresent(
              ended ->
                  book.add(
                      "close " + incident.id(),
                      ended,
                      book.rules().does(),
                      chief,
                      "setIncidentState",
                      Map.of("incidentId", incident.id()),
                      Map.of(
                          "state",
                          "closed",
                          "outcome",
                          "resolved",
                          "version",
                          incident.version())));
    }
  }
}
