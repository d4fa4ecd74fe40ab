package io.qianzhi.exercise;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.UUID;

/// Who is told what about exercises: only ever who takes part, and who is in command.
final class ExerciseNotices {
  private final NoticeService notices;

  ExerciseNotices(NoticeService notices) {
    this.notices = notices;
  }

  void started(Tx tx, Incident incident, Exercise exercise) {
    tell(
        tx,
        incident,
        exercise,
        new Text("演练开始：" + exercise.title().zh(), "Exercise begins: " + exercise.title().en()),
        new Text(
            "%s，%s。您本人参加，其他人员和力量由系统模拟。".formatted(incident.place(), incident.number()),
            "%s, %s. You take part in person; everybody else is simulated."
                .formatted(incident.place(), incident.number())));
  }

  void noted(Tx tx, Incident incident, Exercise exercise, Inject note) {
    tell(
        tx,
        incident,
        exercise,
        new Text("演练情况：" + note.text(), "Exercise: " + note.text()),
        new Text(
            "%s，%s。".formatted(incident.place(), incident.number()),
            "%s, %s.".formatted(incident.place(), incident.number())));
  }

  void ended(Tx tx, Incident incident, Exercise exercise) {
    var total = Objects.requireNonNull(exercise.score()).total();
    tell(
        tx,
        incident,
        exercise,
        new Text("演练结束：" + exercise.title().zh(), "Exercise over: " + exercise.title().en()),
        new Text("得分 %.1f / 100。".formatted(total), "Score %.1f of 100.".formatted(total)));
  }

  private void tell(Tx tx, Incident incident, Exercise exercise, Text title, Text body) {
    var people = new LinkedHashSet<UUID>();
    exercise.players().stream().map(PersonRef::id).forEach(people::add);
    var commander = incident.commander();
    if (commander != null) {
      people.add(commander.person().id());
    }
    notices.notifyAll(
        tx,
        people.stream()
            .map(
                person ->
                    NewNotice.to(
                            person,
                            Notice.Kind.EXERCISE,
                            title,
                            body,
                            incident.areaCode(),
                            incident.drill())
                        .about(incident.id(), exercise.id()))
            .toList());
  }
}
