package io.qianzhi.plan;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// Who may decide about steps, who stands above their owners, and who can be given one.
final class Authority {
  /// Those who have a checklist before them.
  private static final List<String> WITH_CHECKLIST = List.of("leader", "duty_chief", "operator");

  private final PlanRoles roles;
  private final People people;

  Authority(PlanRoles roles, People people) {
    this.roles = roles;
    this.people = people;
  }

  /// Who can be given a step.
  record Candidate(UUID id, String name, String title) {}

  /// Whether somebody has a role or stands above it.
  boolean speaksFor(Tx tx, Actor actor, String role) {
    return roles.speakFor(duties(tx, actor), role);
  }

  /// @throws Problem `not_your_step` unless it is the actor's, or he writes for others
  static void requireMayDo(Step step, Actor actor) {
    boolean onBehalf =
        actor.hasRole("operator") || actor.hasRole("duty_chief") || actor.hasRole("leader");
    if (!onBehalf && !step.isAnsweredForBy(actor)) {
      throw Problem.forbidden(
              "not_your_step",
              "Step %s belongs to somebody else; ask the operator to tick it."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// @throws Problem `not_your_step` unless the step is the actor's, or he stands above its owner,
  ///   is in command or is the duty chief
  void requireMayDecide(Tx tx, Incident incident, Step step, Actor actor) {
    boolean may =
        step.isAnsweredForBy(actor)
            || incident.isCommandedBy(actor.personId())
            || actor.hasRole("duty_chief")
            || standsAbove(tx, step, actor);
    if (!may) {
      throw Problem.forbidden(
              "not_your_step",
              "Step %s belongs to somebody else: its owner, who stands above, the commander or the duty chief decides about it."
                  .formatted(step.code()))
          .with("step", step.title());
    }
  }

  private boolean standsAbove(Tx tx, Step step, Actor actor) {
    return step.role().isEmpty()
        ? speaksFor(tx, actor, PlanRoles.LEADER)
        : roles.above(step.role()).stream().anyMatch(duties(tx, actor)::contains);
  }

  /// @throws Problem `not_a_signer` unless the step is the actor's or he stands above its owner
  void requireSigner(Tx tx, Step step, Actor actor) {
    if (!step.isOwnedBy(actor)
        && !standsAbove(tx, step, actor)
        && !speaksFor(tx, actor, PlanRoles.LEADER)) {
      throw Problem.forbidden(
              "not_a_signer",
              "Step %s is signed by its owner or who stands above.".formatted(step.code()))
          .with("step", step.title());
    }
  }

  /// The nearest who stand above a step's owners, of a signature that is missing above its signers;
  /// and whoever gave the step to somebody else. Nobody where there is no one above.
  List<PersonRef> superiors(Tx tx, Incident incident, Step step) {
    var told = new ArrayList<PersonRef>();
    if (step.delegation() != null) {
      told.addAll(step.delegation().from());
    }
    boolean signature = step.isUnsigned() || step.role().isEmpty();
    for (var role : roles.above(signature ? PlanRoles.LEADER : step.role())) {
      var above =
          (role.equals(PlanRoles.COMMANDER)
                  ? Owners.commander(incident)
                  : people.withDuty(tx, role, incident.areaCode(), incident.drill()).stream()
                      .map(Person::ref)
                      .toList())
              .stream().filter(one -> !step.owners().contains(one)).toList();
      if (!above.isEmpty()) {
        told.addAll(above);
        break;
      }
    }
    return told.stream().distinct().toList();
  }

  /// The people with a checklist whose area contains the incident, by name.
  List<Candidate> candidates(Tx tx, Incident incident) {
    var all = new LinkedHashMap<UUID, Person>();
    for (var role : WITH_CHECKLIST) {
      people
          .withRole(tx, role, incident.areaCode(), incident.drill())
          .forEach(person -> all.put(person.id(), person));
    }
    return all.values().stream()
        .map(person -> new Candidate(person.id(), person.name(), person.title()))
        .sorted(Comparator.comparing(Candidate::name).thenComparing(Candidate::id))
        .toList();
  }

  private List<String> duties(Tx tx, Actor actor) {
    return people.find(tx, actor.personId()).map(Person::duties).orElse(List.of());
  }
}
