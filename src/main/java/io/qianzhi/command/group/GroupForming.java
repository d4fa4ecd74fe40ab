package io.qianzhi.command.group;

import io.qianzhi.command.OnScene;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What working groups are made from: the city's list of them, who is on duty to lead them, people
/// of the incident's world, and who of them is at the scene.
final class GroupForming {
  private final GroupRules rules;
  private final People people;
  private final OnScene onScene;
  private final ResponseService responses;

  /// A group as it shall be formed.
  record NewGroup(
      String code,
      UUID leadId,
      @Nullable UUID deputyId,
      @Nullable List<UUID> memberIds,
      @Nullable String contact,
      @Nullable String tasks) {}

  /// A group that could be formed.
  ///
  /// @param chosen whether the plan of the incident asks for it
  /// @param candidates who is on duty for the role that leads it
  record Proposal(
      String code,
      Text name,
      String leadRole,
      Text tasks,
      boolean chosen,
      List<PersonRef> candidates) {}

  GroupForming(GroupRules rules, People people, OnScene onScene, ResponseService responses) {
    this.rules = rules;
    this.people = people;
    this.onScene = onScene;
    this.responses = responses;
  }

  List<Proposal> propose(Tx tx, Incident incident) {
    var plan =
        responses.ofIncidents(tx, List.of(incident.id())).stream()
            .filter(response -> response.state() == Response.State.ACTIVE)
            .map(Response::planCode)
            .findFirst()
            .orElse("");
    var chosen = rules.of(plan);
    return rules.groups().stream()
        .map(
            group ->
                new Proposal(
                    group.code(),
                    group.name(),
                    group.leadRole(),
                    group.tasks(),
                    chosen.contains(group.code()),
                    people
                        .withDuty(tx, group.leadRole(), incident.areaCode(), incident.drill())
                        .stream()
                        .map(Person::ref)
                        .toList()))
        .toList();
  }

  Group formed(Tx tx, Incident incident, NewGroup wanted, Actor actor, Instant at) {
    var definition =
        rules.groups().stream()
            .filter(group -> group.code().equals(wanted.code()))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.invalidField(
                        "groups",
                        FieldRule.NO_SUCH_THING,
                        "There is no working group " + wanted.code() + "."));
    var members = wanted.memberIds() == null ? List.<UUID>of() : wanted.memberIds();
    var belonging =
        new Group.People(
            person(tx, incident, wanted.leadId()),
            wanted.deputyId() == null ? null : person(tx, incident, wanted.deputyId()),
            members.stream().map(id -> person(tx, incident, id)).toList());
    var group =
        new Group(
            UUID.randomUUID(),
            incident.id(),
            definition.code(),
            definition.name(),
            definition.leadRole(),
            tasks(wanted.tasks(), definition.tasks()),
            belonging.lead(),
            belonging.deputy(),
            belonging.members(),
            words(wanted.contact()),
            List.of(),
            Group.State.FORMED,
            actor.ref(),
            at,
            null,
            null,
            null,
            incident.drill(),
            0);
    return group.present(there(tx, group));
  }

  List<Group.CheckedIn> there(Tx tx, Group group) {
    return onScene.now(tx, group.incidentId()).checkedIn().stream()
        .filter(one -> group.includes(one.person().id()))
        .map(one -> new Group.CheckedIn(one.person(), one.checkIn().checkedInAt()))
        .toList();
  }

  PersonRef person(Tx tx, Incident incident, UUID id) {
    return people.require(tx, id, incident.drill(), "groups").ref();
  }

  static Text tasks(@Nullable String given, Text otherwise) {
    var said = words(given);
    return said == null ? otherwise : new Text(said, said);
  }

  static @Nullable String words(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.strip();
  }
}
