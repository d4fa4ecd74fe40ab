package io.qianzhi.dispatch;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.Text;
import io.qianzhi.unit.Unit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What crews are told.
final class CrewNotices {
  private CrewNotices() {}

  static List<NewNotice> dispatched(
      Incident incident, List<Assignment> assignments, List<Unit> units) {
    var byId = units.stream().collect(Collectors.toMap(Unit::id, Function.<Unit>identity()));
    return assignments.stream()
        .flatMap(
            assignment ->
                toCrew(
                    incident,
                    assignment,
                    Objects.requireNonNull(byId.get(assignment.unitId())),
                    Notice.Kind.ASSIGNMENT,
                    new Text("出警指令：" + incident.place(), "Dispatch: " + incident.place()))
                    .stream())
        .toList();
  }

  static List<NewNotice> overdue(Incident incident, Assignment assignment, Unit unit) {
    return toCrew(
        incident,
        assignment,
        unit,
        Notice.Kind.ASSIGNMENT_OVERDUE,
        new Text("请立即签收：" + incident.place(), "Acknowledge now: " + incident.place()));
  }

  private static List<NewNotice> toCrew(
      Incident incident, Assignment assignment, Unit unit, Notice.Kind kind, Text title) {
    var text = unit.callSign() + " · " + incident.number() + " · " + incident.description();
    UUID subject = assignment.id();
    // Of a simulated crew only the leader is played; nobody waits for the others to acknowledge.
    return unit.crew().stream()
        .limit(unit.simulated() ? 1 : unit.crew().size())
        .map(
            member ->
                NewNotice.to(
                        member.id(),
                        kind,
                        title,
                        new Text(text, text),
                        incident.areaCode(),
                        incident.drill())
                    .about(incident.id(), subject)
                    .urgent())
        .toList();
  }
}
