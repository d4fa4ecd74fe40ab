package io.qianzhi.command.order;

import io.qianzhi.command.group.Group;
import io.qianzhi.command.group.GroupService;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.unit.UnitService;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Who is meant by an order to a working group, a unit or a person.
final class Addressees {
  private final GroupService groups;
  private final AssignmentService assignments;
  private final UnitService units;
  private final People people;

  Addressees(GroupService groups, AssignmentService assignments, UnitService units, People people) {
    this.groups = groups;
    this.assignments = assignments;
    this.units = units;
    this.people = people;
  }

  /// Whom an order reaches now: who must answer, and everybody who is told.
  record Reached(Order.Addressee addressee, List<PersonRef> responsible, List<PersonRef> told) {}

  /// @throws Problem when the incident has no such group, unit or person
  Reached of(Tx tx, Incident incident, Order.Addressee.Kind kind, UUID id) {
    return switch (kind) {
      case GROUP -> group(tx, incident, id);
      case UNIT -> unit(tx, incident, id);
      case PERSON -> person(tx, incident, id);
    };
  }

  private Reached group(Tx tx, Incident incident, UUID id) {
    var group =
        groups
            .find(tx, id)
            .filter(one -> one.incidentId().equals(incident.id()) && !one.isDissolved())
            .orElseThrow(() -> nobody("working group"));
    return new Reached(
        new Order.Addressee(Order.Addressee.Kind.GROUP, id, group.name().zh()),
        group.leads(),
        group.everybody());
  }

  private Reached unit(Tx tx, Incident incident, UUID id) {
    boolean sent =
        assignments
            .openOf(tx, id)
            .filter(assignment -> assignment.incidentId().equals(incident.id()))
            .isPresent();
    if (!sent) {
      throw nobody("unit");
    }
    var unit = units.byIds(tx, List.of(id)).getFirst();
    return new Reached(
        new Order.Addressee(Order.Addressee.Kind.UNIT, id, unit.callSign()),
        unit.crew(),
        unit.crew());
  }

  private Reached person(Tx tx, Incident incident, UUID id) {
    var person =
        people.findAll(tx, List.of(id)).stream()
            .filter(one -> one.drill() == incident.drill())
            .findFirst()
            .orElseThrow(() -> nobody("person"));
    return new Reached(
        new Order.Addressee(Order.Addressee.Kind.PERSON, id, person.name()),
        List.of(person.ref()),
        List.of(person.ref()));
  }

  private static Problem nobody(String what) {
    return Problem.invalidField(
        "addressee", FieldRule.NO_SUCH_THING, "This incident has no such " + what + ".");
  }

  /// Whether those who must answer sit at a control room's desk rather than in the field.
  boolean atControlRoom(Tx tx, List<PersonRef> responsible) {
    var all = people.findAll(tx, responsible.stream().map(PersonRef::id).toList());
    return !all.isEmpty()
        && all.stream()
            .noneMatch(one -> one.roles().contains("responder") || one.roles().contains("leader"));
  }

  /// Who may answer in place of those who do not: the group's members, or others of the same duty.
  List<PersonRef> next(Tx tx, Incident incident, Order order) {
    return switch (order.addressee().kind()) {
      case GROUP -> groups.find(tx, order.addressee().id()).map(Group::everybody).orElse(List.of());
      case UNIT -> units.byIds(tx, List.of(order.addressee().id())).getFirst().crew();
      case PERSON ->
          people.findAll(tx, List.of(order.addressee().id())).stream()
              .flatMap(person -> person.duties().stream())
              .flatMap(
                  duty -> people.withDuty(tx, duty, incident.areaCode(), incident.drill()).stream())
              .map(Person::ref)
              .distinct()
              .toList();
    };
  }

  /// Who telephones when the application reaches nobody.
  List<PersonRef> controlRoom(Tx tx, Incident incident) {
    return people.nearestWithRole(tx, "operator", incident.areaCode(), incident.drill()).stream()
        .map(Person::ref)
        .toList();
  }

  /// Who watches that orders are carried out.
  List<PersonRef> supervisors(Tx tx, Incident incident) {
    return Stream.of("supervisor", "duty_chief")
        .flatMap(
            role ->
                people.nearestWithRole(tx, role, incident.areaCode(), incident.drill()).stream())
        .map(Person::ref)
        .distinct()
        .toList();
  }
}
