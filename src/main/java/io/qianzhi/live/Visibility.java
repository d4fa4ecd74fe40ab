package io.qianzhi.live;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.http.Actor;
import java.util.Collections;
import java.util.Set;

/// Who sees what. Allow-lists only: what is not named here is not sent.
final class Visibility {
  /// See all of their area.
  private static final Set<String> AREA_WIDE =
      Set.of("operator", "duty_chief", "supervisor", "administrator", "leader");

  /// See who has not seen which notice.
  private static final Set<String> WATCH_NOTICES = Set.of("operator", "duty_chief", "supervisor");

  /// Sit at consoles, and see who else is on.
  private static final Set<String> CONSOLES =
      Set.of("operator", "duty_chief", "supervisor", "administrator");

  private static final String RESPONDER = "responder";
  private static final String LEADER = "leader";

  private Visibility() {}

  /// Whether the event itself is theirs to read: what happened, who did it.
  static boolean seesEvent(Actor actor, Scene scene) {
    return sameWorld(actor, scene) && (commands(actor, scene) || isInvolved(actor, scene));
  }

  static boolean sees(Actor actor, Scene scene, Entity entity) {
    if (!sameWorld(actor, scene)) {
      return false;
    }
    boolean commands = commands(actor, scene);
    boolean involved = isInvolved(actor, scene);
    boolean concerned = entity.concerns(actor.personId());
    return switch (entity.collection()) {
      case "incidents",
          "assignments",
          "checkIns",
          "commandTransfers",
          "cordons",
          "responses",
          "proposals",
          "groups",
          "musters",
          "withdrawals",
          "commandPosts" ->
          commands || involved;
      // What was ordered at a scene is known to all who work there.
      case "orders" -> isDraft(entity) ? commands : commands || involved || concerned;
      case "units" ->
          commands || involved || isFromOwnArea(actor, entity) || isOwnCrew(actor, concerned);
      case "calls", "reports", "reportClocks", "releaseClocks", "exercises" -> commands;
      case "steps", "releases" -> commands || concerned;
      case "notices" -> concerned || watchesNotices(actor, scene);
      default -> false;
    };
  }

  /// Whether what this person sees is decided by area alone.
  static boolean isAreaWide(Actor actor) {
    return !Collections.disjoint(actor.roles(), AREA_WIDE);
  }

  /// Whether this person is shown who is on.
  static boolean seesPresence(Actor actor) {
    return !Collections.disjoint(actor.roles(), CONSOLES);
  }

  /// Whether a scene lies in the area that this person sees all of.
  static boolean commands(Actor actor, Scene scene) {
    return isAreaWide(actor) && AreaCode.covers(actor.areaCode(), scene.areaCode());
  }

  private static boolean watchesNotices(Actor actor, Scene scene) {
    return commands(actor, scene) && !Collections.disjoint(actor.roles(), WATCH_NOTICES);
  }

  private static boolean isInvolved(Actor actor, Scene scene) {
    return (actor.hasRole(RESPONDER) || actor.hasRole(LEADER))
        && scene.involved().contains(actor.personId());
  }

  private static boolean isDraft(Entity order) {
    return order.json().path("state").asText().equals("draft");
  }

  private static boolean isOwnCrew(Actor actor, boolean concerned) {
    return actor.hasRole(RESPONDER) && concerned;
  }

  /// A unit lent to another area is still followed by its own.
  private static boolean isFromOwnArea(Actor actor, Entity unit) {
    var area = unit.areaCode();
    return isAreaWide(actor) && area != null && AreaCode.covers(actor.areaCode(), area);
  }

  private static boolean sameWorld(Actor actor, Scene scene) {
    return actor.drill() == scene.drill();
  }
}
