package io.qianzhi.command;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is told what about command, in the transaction of what happened.
final class CommandNotices {
  private final NoticeService notices;
  private final People people;

  CommandNotices(NoticeService notices, People people) {
    this.notices = notices;
    this.people = people;
  }

  void requested(
      Tx tx, Incident incident, CommandTransfer transfer, PersonRef inCommand, Instant answerBy) {
    var to = transfer.to().name();
    var wanted =
        notice(
                incident,
                Notice.Kind.COMMAND_REQUEST,
                transfer,
                inCommand.id(),
                new Text("%s请求接管现场指挥".formatted(to), "%s asks to take command".formatted(to)),
                new Text(
                    "%s，%s。请交接情况后同意，或说明理由不同意；同意前仍由您指挥。"
                        .formatted(incident.place(), incident.number()),
                    "%s, %s. Brief them and hand over, or refuse and say why. You are in command until then."
                        .formatted(incident.place(), incident.number())))
            .acknowledgeBy(answerBy);
    notices.notify(tx, wanted);
  }

  void refused(Tx tx, Incident incident, CommandTransfer transfer) {
    var reason = transfer.reason() == null ? "" : transfer.reason();
    notices.notify(
        tx,
        notice(
            incident,
            Notice.Kind.COMMAND_CHANGED,
            transfer,
            transfer.to().id(),
            new Text("未同意移交现场指挥", "Command was not handed over"),
            new Text(
                "%s，%s。%s".formatted(incident.place(), incident.number(), reason),
                "%s, %s. %s".formatted(incident.place(), incident.number(), reason))));
  }

  /// Everybody at the scene, both ends and the duty chiefs.
  ///
  /// @param knows who did it himself and need not be told
  void changed(
      Tx tx,
      Incident incident,
      CommandTransfer transfer,
      Collection<UUID> atScene,
      @Nullable UUID knows) {
    var to = transfer.to().name();
    var title = new Text("现场指挥官：" + to, "In command: " + to);
    var body =
        new Text(
            "%s，%s。即刻起现场力量统一服从%s指挥。".formatted(incident.place(), incident.number(), to),
            "%s, %s. All units at the scene follow %s from now on."
                .formatted(incident.place(), incident.number(), to));
    notices.notifyAll(
        tx,
        addressees(tx, incident, transfer, atScene, knows).stream()
            .map(
                person ->
                    notice(incident, Notice.Kind.COMMAND_CHANGED, transfer, person, title, body))
            .toList());
  }

  private Set<UUID> addressees(
      Tx tx,
      Incident incident,
      CommandTransfer transfer,
      Collection<UUID> atScene,
      @Nullable UUID knows) {
    var all = new LinkedHashSet<>(atScene);
    all.add(transfer.to().id());
    var from = transfer.from();
    if (from != null) {
      all.add(from.id());
    }
    people.withRole(tx, "duty_chief", incident.areaCode(), incident.drill()).stream()
        .map(Person::id)
        .forEach(all::add);
    if (knows != null) {
      all.remove(knows);
    }
    return all;
  }

  void settled(Tx tx, CommandTransfer transfer, Actor actor) {
    notices.acknowledgeSubject(tx, transfer.id(), actor);
    notices.withdraw(tx, transfer.id());
  }

  private static NewNotice notice(
      Incident incident,
      Notice.Kind kind,
      CommandTransfer transfer,
      UUID person,
      Text title,
      Text body) {
    return NewNotice.to(person, kind, title, body, incident.areaCode(), incident.drill())
        .about(incident.id(), transfer.id())
        .urgent();
  }
}
