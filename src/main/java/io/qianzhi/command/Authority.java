package io.qianzhi.command;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// Who may act for the command of an incident: whoever is in command, and some roles.
public final class Authority {
  /// Leaders, and the control room on behalf of whoever is in command.
  public static final List<String> COMMANDING = List.of("leader", "operator", "duty_chief");

  private Authority() {}

  public static boolean has(Incident incident, Actor actor, Collection<String> roles) {
    return incident.isCommandedBy(actor.personId()) || !Collections.disjoint(actor.roles(), roles);
  }

  /// @throws Problem `not_commanding`
  public static void require(Incident incident, Actor actor, Collection<String> roles) {
    if (!has(incident, actor, roles)) {
      throw Problem.forbidden(
          "not_commanding",
          "Only whoever is in command of incident %s can do this.".formatted(incident.number()));
    }
  }
}
