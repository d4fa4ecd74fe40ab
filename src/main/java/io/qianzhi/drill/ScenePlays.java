package io.qianzhi.drill;

import io.qianzhi.command.CheckIn;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How simulated people come to the scene and take command there.
final class ScenePlays {
  private static final double METERS = 10;
  private static final String FIRE = "FIRE";
  private static final String LEAD = "LEAD";

  private ScenePlays() {}

  static void add(ExerciseScene scene, Playbook book, InstantSource clock) {
    if (!scene.incident().isOpen() || scene.atScene().isEmpty()) {
      return;
    }
    var first = ExerciseScene.arrived(scene.atScene().getFirst());
    for (var duty : List.of(FIRE, LEAD)) {
      scene
          .people()
          .withDuty(duty)
          .ifPresent(
              who -> {
                if (!isThere(scene, who.personId())) {
                  come(scene, who, first, book, clock);
                } else if (duty.equals(FIRE)) {
                  takeCommand(scene, who, book);
                }
              });
    }
    scene.transfers().stream()
        .filter(one -> one.state() == CommandTransfer.State.REQUESTED)
        .forEach(transfer -> sign(scene, transfer, book));
    var commander = scene.incident().commander();
    if (commander != null) {
      scene
          .people()
          .of(commander.person())
          .ifPresent(who -> CommandPlays.add(scene, who, commander, book));
    }
  }

  private static boolean isThere(ExerciseScene scene, UUID personId) {
    return scene.checkIns().stream()
        .filter(CheckIn::holds)
        .anyMatch(one -> one.person().id().equals(personId));
  }

  private static void come(
      ExerciseScene scene, Actor who, Instant first, Playbook book, InstantSource clock) {
    var key = "come " + scene.incident().id() + who.personId();
    book.add(
        key,
        book.pace().after(first, book.rules().comes(), key),
        (door, once) ->
            door.press(
                who,
                once,
                "checkIn",
                Map.of("incidentId", scene.incident().id()),
                Map.of(
                    "point",
                    scene.incident().point(),
                    "accuracyMeters",
                    METERS,
                    "fixAt",
                    clock.instant())));
  }

  /// From the crew leader who has had it since the first unit arrived.
  private static void takeCommand(ExerciseScene scene, Actor who, Playbook book) {
    var commander = scene.incident().commander();
    boolean asked =
        scene.transfers().stream().anyMatch(one -> one.state() == CommandTransfer.State.REQUESTED);
    if (commander != null && !asked && scene.people().isCrewLeader(commander.person().id())) {
      book.add(
          "command " + scene.incident().id() + commander.since(),
          arrival(scene, who.personId()),
          book.rules().reads(),
          who,
          "requestCommand",
          Map.of("incidentId", scene.incident().id()),
          Map.of());
    }
  }

  /// Whoever takes command reads the sheet and signs; whoever gives it away signs, too, but for the
  /// leaders of crews, who do so in every incident.
  private static void sign(ExerciseScene scene, CommandTransfer transfer, Playbook book) {
    var path = Map.of("transferId", transfer.id());
    var accepted = Map.of("decision", "accepted");
    var read = transfer.briefedAt();
    if (transfer.toSignedAt() == null) {
      scene
          .people()
          .of(transfer.to())
          .ifPresent(
              who -> {
                if (read == null) {
                  book.add(
                      "briefing " + transfer.id(),
                      transfer.requestedAt(),
                      book.rules().reads(),
                      who,
                      "readBriefing",
                      path,
                      Map.of());
                } else {
                  book.add(
                      "takes " + transfer.id(),
                      read,
                      book.rules().reads(),
                      who,
                      "decideCommandTransfer",
                      path,
                      accepted);
                }
              });
    }
    var from = transfer.from();
    if (from != null
        && transfer.fromSignedAt() == null
        && !scene.people().isCrewLeader(from.id())) {
      scene
          .people()
          .of(from)
          .ifPresent(
              who ->
                  book.add(
                      "gives " + transfer.id(),
                      transfer.requestedAt(),
                      book.rules().decides(),
                      who,
                      "decideCommandTransfer",
                      path,
                      accepted));
    }
  }

  private static Instant arrival(ExerciseScene scene, UUID personId) {
    return scene.checkIns().stream()
        .filter(one -> one.person().id().equals(personId))
        .map(CheckIn::checkedInAt)
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
