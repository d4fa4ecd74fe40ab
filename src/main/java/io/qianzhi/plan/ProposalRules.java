package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/// Who may propose a change of a response, and when it is possible at all.
final class ProposalRules {
  private ProposalRules() {}

  static void requireMayPropose(Incident incident, Actor actor) {
    var commander = incident.commander();
    boolean commands = commander != null && commander.person().id().equals(actor.personId());
    if (!commands && !actor.hasRole("duty_chief") && !actor.hasRole("leader")) {
      throw Problem.forbidden(
          "cannot_propose",
          "The duty chief, a leader or whoever is in command proposes this. Ask one of them.");
    }
  }

  static String words(String field, String words, String missing) {
    if (words.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, missing);
    }
    return words.strip();
  }

  static int target(Response response, Proposal.Kind kind, @Nullable Integer level) {
    if (level == null) {
      throw Problem.invalidField("level", FieldRule.MISSING, "Name the level it should have.");
    }
    boolean raises = level < response.level();
    if (level == response.level() || raises != (kind == Proposal.Kind.RAISE)) {
      throw Problem.invalidField(
          "level",
          FieldRule.IMPOSSIBLE,
          "The response is at level %d, where 1 is the highest.".formatted(response.level()));
    }
    return level;
  }

  /// Danger must be under control before a response ends (突发事件应对法 第八十六条).
  static void requirePossible(Incident incident, Response response, Proposal.Kind kind) {
    if (kind == Proposal.Kind.END) {
      requireControlled(incident);
    } else if (response.activation() == null) {
      throw Problem.conflict(
          "activation_unsigned",
          "The activation order is not signed yet; its signer sets the level there.");
    }
  }

  static void requireControlled(Incident incident) {
    if (incident.state() == Incident.State.OPEN) {
      throw Problem.conflict(
              "not_controlled",
              "Incident %s is not under control. Set it to controlled first."
                  .formatted(incident.number()))
          .with("incident", incident.number());
    }
  }
}
