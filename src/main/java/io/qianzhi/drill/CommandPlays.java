package io.qianzhi.drill;

import io.qianzhi.command.group.Muster;
import io.qianzhi.command.order.Order;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// What who is in command at the scene does in simulation: orders, counts, the withdrawal signal,
/// the post and the groups.
final class CommandPlays {
  private static final int UNITS_WITH_ORDERS = 3;

  private CommandPlays() {}

  static void add(ExerciseScene scene, Actor who, Incident.Commander commander, Playbook book) {
    var incident = Map.of("incidentId", scene.incident().id());
    var id = scene.incident().id();
    var since = commander.since();
    order(scene, who, book);
    verify(scene, who, book);
    count(scene, who, since, book);
    if (scene.withdrawals().isEmpty()) {
      safetyOfficer(scene, who)
          .ifPresent(
              officer ->
                  book.add(
                      "withdrawal " + id,
                      since,
                      book.rules().does(),
                      who,
                      "agreeWithdrawal",
                      incident,
                      Map.of("safetyOfficerId", officer, "signal", "连续长鸣三声，各组沿上风向撤离")));
    }
    // The crew leader who came first leaves these to whoever takes over.
    if (scene.people().isCrewLeader(who.personId())) {
      return;
    }
    if (scene.posts().isEmpty()) {
      book.add(
          "post " + id,
          since,
          book.rules().does(),
          who,
          "setCommandPost",
          incident,
          Map.of("point", scene.incident().point(), "name", "现场指挥部（演练）"));
    }
    if (scene.groups().isEmpty() && scene.active().isPresent()) {
      form(scene, who, since, book);
    }
  }

  /// Everybody at the scene, and again when the time of the last count is over.
  private static void count(ExerciseScene scene, Actor who, Instant since, Playbook book) {
    var musters = scene.musters();
    if (musters.stream().anyMatch(one -> one.state() == Muster.State.RUNNING)) {
      return;
    }
    var id = scene.incident().id();
    book.add(
        "muster " + id + " " + musters.size(),
        musters.stream()
            .map(Muster::dueAt)
            .filter(since::isBefore)
            .max(Instant::compareTo)
            .orElse(since),
        book.rules().counts(),
        who,
        "callMuster",
        Map.of("incidentId", id),
        Map.of("reason", musters.isEmpty() ? "到场力量清点" : "到时复核到场人员"));
  }

  private static Optional<UUID> safetyOfficer(ExerciseScene scene, Actor commander) {
    return scene.atScene().stream()
        .map(one -> scene.people().crewLeaders().get(one.unitId()))
        .filter(Objects::nonNull)
        .filter(leader -> !leader.equals(commander.personId()))
        .findFirst();
  }

  private static void form(ExerciseScene scene, Actor who, Instant since, Playbook book) {
    var path = Map.of("incidentId", scene.incident().id());
    var key = "groups " + scene.incident().id();
    book.add(
        key,
        book.pace().after(since, book.rules().does(), key),
        (door, once) -> {
          var groups = new ArrayList<Map<String, Object>>();
          StreamSupport.stream(door.ask(who, "proposeGroups", path).spliterator(), false)
              .filter(group -> group.path("chosen").asBoolean())
              .filter(group -> !group.path("candidates").isEmpty())
              .forEach(
                  group ->
                      groups.add(
                          Map.of(
                              "code",
                              group.path("code").asText(),
                              "leadId",
                              group.at("/candidates/0/id").asText())));
          if (!groups.isEmpty()) {
            door.press(who, once, "formGroups", path, Map.of("groups", groups));
          }
        });
  }

  /// To the first units, one each, as soon as somebody above a crew is in command.
  private static void order(ExerciseScene scene, Actor who, Playbook book) {
    if (!who.hasRole("leader")) {
      return;
    }
    scene.atScene().stream()
        .limit(UNITS_WITH_ORDERS)
        .filter(one -> scene.orders().stream().noneMatch(order -> isFor(order, one)))
        .forEach(
            one ->
                book.add(
                    "order " + one.id(),
                    Objects.requireNonNull(scene.incident().commander()).since(),
                    book.rules().does(),
                    who,
                    "createOrder",
                    Map.of("incidentId", scene.incident().id()),
                    Map.of(
                        "addressee",
                        Map.of("kind", "unit", "id", one.unitId()),
                        "text",
                        "在上风方向展开，划定警戒，搜救被困人员，情况随时报告。")));
  }

  private static boolean isFor(Order order, Assignment assignment) {
    return order.addressee().id().equals(assignment.unitId());
  }

  private static void verify(ExerciseScene scene, Actor who, Playbook book) {
    for (var order : scene.orders()) {
      var doneBy = order.doneBy();
      if (order.state() == Order.State.DONE && doneBy != null && !isSame(doneBy, who)) {
        book.add(
            "verify " + order.id(),
            Objects.requireNonNull(order.doneAt()),
            book.rules().checks(),
            who,
            "verifyOrder",
            Map.of("orderId", order.id()),
            Map.of("accepted", true));
      }
    }
  }

  private static boolean isSame(PersonRef person, Actor actor) {
    return person.id().equals(actor.personId());
  }
}
