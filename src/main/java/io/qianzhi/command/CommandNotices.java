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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is told what about command, in the transaction of what happened.
final class CommandNotices {
  private final NoticeService notices;
  private final People people;

  CommandNotices(NoticeService notices, People people) {
    this.notices = notices;
    this.people = people;
  }

  /// Those whose signatures are missing.
  void proposed(Tx tx, Incident incident, CommandTransfer transfer, Instant answerBy) {
    var wanted = new ArrayList<NewNotice>();
    var inCommand = transfer.from();
    if (inCommand != null && transfer.fromSignedAt() == null) {
      wanted.add(handOver(incident, transfer, inCommand).acknowledgeBy(answerBy));
    }
    if (transfer.kind() == CommandTransfer.Kind.APPOINTMENT) {
      wanted.add(appointed(incident, transfer).acknowledgeBy(answerBy));
    }
    notices.notifyAll(tx, wanted);
  }

  private static NewNotice handOver(
      Incident incident, CommandTransfer transfer, PersonRef inCommand) {
    var to = transfer.to().name();
    var proposer = transfer.proposedBy();
    return notice(
        incident,
        Notice.Kind.COMMAND_REQUEST,
        transfer,
        inCommand.id(),
        proposer == null
            ? new Text("%s请求接管现场指挥".formatted(to), "%s asks to take command".formatted(to))
            : new Text(
                "%s指定%s接管现场指挥".formatted(proposer.name(), to),
                "%s names %s to take command".formatted(proposer.name(), to)),
        new Text(
            "%s，%s。请交接情况后同意，或说明理由不同意；同意前仍由您指挥。".formatted(incident.place(), incident.number()),
            "%s, %s. Brief them and hand over, or refuse and say why. You are in command until then."
                .formatted(incident.place(), incident.number())));
  }

  private static NewNotice appointed(Incident incident, CommandTransfer transfer) {
    var proposer = Objects.requireNonNull(transfer.proposedBy()).name();
    return notice(
        incident,
        Notice.Kind.COMMAND_APPOINTMENT,
        transfer,
        transfer.to().id(),
        new Text("%s任命您为现场指挥官".formatted(proposer), "%s names you to command".formatted(proposer)),
        new Text(
            "%s，%s。请到场签到，阅读情况交底单后签字。".formatted(incident.place(), incident.number()),
            "%s, %s. Check in at the scene, read the briefing sheet, then sign."
                .formatted(incident.place(), incident.number())));
  }

  /// Whoever has signed need not be reminded any more.
  void signed(Tx tx, CommandTransfer transfer, Actor actor) {
    notices.acknowledgeSubject(tx, transfer.id(), actor);
  }

  void refused(Tx tx, Incident incident, CommandTransfer transfer) {
    var reason = transfer.reason() == null ? "" : transfer.reason();
    var by = Objects.requireNonNull(transfer.decidedBy());
    var others =
        Stream.of(transfer.to(), transfer.from(), transfer.proposedBy())
            .filter(Objects::nonNull)
            .map(PersonRef::id)
            .filter(person -> !person.equals(by.id()))
            .distinct()
            .filter(
                person ->
                    transfer.kind() == CommandTransfer.Kind.APPOINTMENT
                        || person.equals(transfer.to().id()));
    notices.notifyAll(
        tx,
        others
            .map(
                person ->
                    notice(
                        incident,
                        Notice.Kind.COMMAND_CHANGED,
                        transfer,
                        person,
                        new Text("未同意移交现场指挥", "Command was not handed over"),
                        new Text(
                            "%s，%s。%s".formatted(incident.place(), incident.number(), reason),
                            "%s, %s. %s".formatted(incident.place(), incident.number(), reason))))
            .toList());
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
    var takeover = transfer.takeover();
    var title =
        takeover == null
            ? new Text("现场指挥官：" + to, "In command: " + to)
            : new Text("现场指挥官：" + to + "（上级接管）", "In command: " + to + " (taken over)");
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
