package io.qianzhi.command.group;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.util.Collection;
import java.util.List;

/// Who is told that he belongs to a working group.
final class GroupNotices {
  private final NoticeService notices;

  GroupNotices(NoticeService notices) {
    this.notices = notices;
  }

  void formed(Tx tx, Incident incident, Group group) {
    tell(tx, incident, group, group.everybody());
  }

  /// Only those who were not in it before; a new lead also when he was a member.
  void changed(Tx tx, Incident incident, Group old, Group now) {
    tell(
        tx,
        incident,
        now,
        now.everybody().stream()
            .filter(
                person ->
                    !old.includes(person.id())
                        || (person.equals(now.lead()) && !person.equals(old.lead())))
            .toList());
  }

  void settled(Tx tx, Group group, Actor actor) {
    notices.acknowledgeSubject(tx, group.id(), actor);
  }

  void withdraw(Tx tx, Group group) {
    notices.withdraw(tx, group.id());
  }

  private void tell(Tx tx, Incident incident, Group group, Collection<PersonRef> people) {
    List<NewNotice> wanted =
        people.stream().map(person -> notice(incident, group, person)).toList();
    notices.notifyAll(tx, wanted);
  }

  private static NewNotice notice(Incident incident, Group group, PersonRef person) {
    boolean leads = group.leads().contains(person);
    var contact = group.contact() == null ? "" : "联络方式：" + group.contact() + "。";
    var contactEn = group.contact() == null ? "" : " Contact: " + group.contact() + ".";
    return NewNotice.to(
            person.id(),
            Notice.Kind.GROUP_FORMED,
            new Text(
                (leads ? "请签收：您负责" : "您已编入") + group.name().zh(),
                (leads ? "Sign: you lead " : "You belong to ") + group.name().en()),
            new Text(
                "%s，%s。任务：%s。%s"
                    .formatted(incident.place(), incident.number(), group.tasks().zh(), contact),
                "%s, %s. %s.%s"
                    .formatted(incident.place(), incident.number(), group.tasks().en(), contactEn)),
            incident.areaCode(),
            incident.drill())
        .about(incident.id(), group.id())
        .urgent();
  }
}
