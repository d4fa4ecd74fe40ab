package io.qianzhi.plan;

import io.qianzhi.alert.Notice;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Who is told what about one step: its deadline, its delegation, its supervision.
final class StepNotices {
  private static final String SUPERVISOR = "supervisor";

  private final ResponseNotices notices;
  private final Authority authority;
  private final People people;

  StepNotices(ResponseNotices notices, Authority authority, People people) {
    this.notices = notices;
    this.authority = authority;
    this.people = people;
  }

  /// Whom a rung of the ladder tells: always somebody.
  List<PersonRef> whom(Tx tx, Incident incident, Step step, Ladder.Rung rung) {
    var found =
        switch (rung.tell()) {
          case OWNER -> step.isDone() ? refs(notices.leaders(tx, incident)) : step.owners();
          case SUPERIOR -> authority.superiors(tx, incident, step);
          case SUPERVISOR ->
              refs(people.withRole(tx, SUPERVISOR, incident.areaCode(), incident.drill()));
        };
    return found.isEmpty() ? refs(notices.dutyChiefs(tx, incident)) : found;
  }

  void reached(Tx tx, Incident incident, Step step, Ladder.Rung rung, List<PersonRef> told) {
    tell(
        tx,
        incident,
        rung.isBefore() ? Notice.Kind.STEP_DUE : Notice.Kind.STEP_OVERDUE,
        step,
        title(step, rung),
        body(incident, step, rung),
        told,
        false);
  }

  private static Text title(Step step, Ladder.Rung rung) {
    if (rung.isBefore()) {
      return StepWords.dueTitle(step, rung);
    }
    return switch (rung.tell()) {
      case OWNER -> StepWords.overdueTitle(step);
      case SUPERIOR -> StepWords.superiorTitle(step, rung);
      case SUPERVISOR -> StepWords.listedTitle(step, rung);
    };
  }

  private static Text body(Incident incident, Step step, Ladder.Rung rung) {
    if (rung.isBefore()) {
      return StepWords.dueBody(incident, step);
    }
    return rung.tell() == Ladder.Tell.OWNER
        ? StepWords.overdueBody(incident, step)
        : StepWords.aboutOwners(incident, step);
  }

  void delegated(Tx tx, Incident incident, Step step, Delegation delegation) {
    tell(
        tx,
        incident,
        Notice.Kind.STEP_DELEGATED,
        step,
        StepWords.delegatedTitle(step),
        StepWords.delegatedBody(incident, delegation),
        List.of(delegation.to()),
        true);
  }

  /// Whoever was asked need not answer any more.
  void takenBack(Tx tx, UUID stepId) {
    notices.withdraw(tx, stepId, Notice.Kind.STEP_DELEGATED);
  }

  /// Somebody added it on the spot: its owners learn of it like of one that was given to them.
  void added(Tx tx, Incident incident, Step step) {
    tell(
        tx,
        incident,
        Notice.Kind.STEP_DELEGATED,
        step,
        StepWords.addedTitle(step),
        StepWords.addedBody(incident, step),
        step.owners().isEmpty() ? refs(notices.dutyChiefs(tx, incident)) : step.owners(),
        true);
  }

  /// The supervisor spoke: to who does it and whose it is.
  void supervised(Tx tx, Incident incident, Step step, Ladder.Remark remark) {
    var owners =
        step.delegation() == null
            ? step.owners()
            : Stream.concat(step.owners().stream(), step.answerable().stream()).distinct().toList();
    tell(
        tx,
        incident,
        Notice.Kind.STEP_SUPERVISED,
        step,
        StepWords.supervisedTitle(step),
        StepWords.supervisedBody(incident, remark),
        owners.isEmpty() ? refs(notices.dutyChiefs(tx, incident)) : owners,
        true);
  }

  private void tell(
      Tx tx,
      Incident incident,
      Notice.Kind kind,
      Step step,
      Text title,
      Text body,
      List<PersonRef> told,
      boolean mustAcknowledge) {
    notices.tell(
        tx,
        incident,
        kind,
        step.id(),
        title,
        body,
        told.stream().map(PersonRef::id).toList(),
        mustAcknowledge);
  }

  private static List<PersonRef> refs(List<Person> found) {
    return found.stream().map(Person::ref).toList();
  }
}
