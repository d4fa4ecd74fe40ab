package io.qianzhi.command;

import io.qianzhi.identity.People;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds who could be given an order, named to command or made safety officer: people of the
/// incident's world within the asker's area or above the incident, by name, title, duty or unit.
public final class StaffSearch {
  private final IncidentService incidents;
  private final People people;
  private final List<PlanRoles.Role> duties;

  /// @param mayCommand whether he may be named to command
  record Found(
      UUID id,
      String name,
      String title,
      List<String> duties,
      @Nullable String unit,
      boolean mayCommand) {}

  public StaffSearch(IncidentService incidents, People people, List<PlanRoles.Role> duties) {
    this.incidents = incidents;
    this.people = people;
    this.duties = duties;
  }

  List<Found> find(Tx tx, UUID incidentId, String text, int limit, Actor actor) {
    var incident = incidents.requireSeen(tx, incidentId, actor);
    var names =
        duties.stream()
            .collect(
                Collectors.toMap(
                    PlanRoles.Role::code,
                    duty -> "%s %s %s".formatted(duty.code(), duty.name().zh(), duty.name().en())));
    var scope = People.Scope.of(incident.areaCode(), actor.areaCode(), incident.drill());
    return people.search(tx, text, scope, names, limit).stream().map(StaffSearch::found).toList();
  }

  private static Found found(People.Found one) {
    var person = one.person();
    return new Found(
        person.id(),
        person.name(),
        person.title(),
        person.duties(),
        one.callSign(),
        CommandService.mayCommand(person.roles()));
  }
}
