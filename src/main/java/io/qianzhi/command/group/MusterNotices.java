package io.qianzhi.command.group;

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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Who is told what when people are counted.
final class MusterNotices {
  private final NoticeService notices;
  private final People people;

  MusterNotices(NoticeService notices, People people) {
    this.notices = notices;
    this.people = people;
  }

  void called(Tx tx, Incident incident, Muster muster) {
    var why = muster.reason() == null ? "" : "（" + muster.reason() + "）";
    tell(
        tx,
        incident,
        muster,
        Notice.Kind.MUSTER,
        new Text("人员清点：请立即回报人数" + why, "Count your people and answer now"),
        new Text(
            "%s，%s。".formatted(incident.place(), incident.number()),
            "%s, %s.".formatted(incident.place(), incident.number())),
        muster.entries().stream()
            .flatMap(entry -> entry.answerers().stream())
            .map(PersonRef::id)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  void answered(Tx tx, Muster muster, Actor actor) {
    notices.acknowledgeSubject(tx, muster.id(), actor);
  }

  /// To whoever is in command, and the duty chiefs.
  void missing(Tx tx, Incident incident, Muster muster, Collection<Muster.Entry> missing) {
    var zh = missing.stream().map(MusterNotices::shortBy).collect(Collectors.joining("；"));
    var en = missing.stream().map(Muster.Entry::name).collect(Collectors.joining("; "));
    var to = new LinkedHashSet<>(inCommand(tx, incident));
    people.withRole(tx, "duty_chief", incident.areaCode(), incident.drill()).stream()
        .map(Person::id)
        .forEach(to::add);
    tell(
        tx,
        incident,
        muster,
        Notice.Kind.MUSTER_MISSING,
        new Text("人员清点：有人未到", "People are missing"),
        new Text(zh + "。请立即核实、搜寻。", en + ". Find out where they are at once."),
        to);
  }

  private static String shortBy(Muster.Entry entry) {
    var count = entry.count();
    return count == null
        ? "%s未回报（应到%d人）".formatted(entry.name(), entry.expected())
        : "%s应到%d人、实到%d人".formatted(entry.name(), entry.expected(), count);
  }

  void next(Tx tx, Incident incident, Muster last) {
    tell(
        tx,
        incident,
        last,
        Notice.Kind.MUSTER,
        new Text("请组织下一轮人员清点", "Call the next count"),
        new Text(
            "%s，%s，现场仍有人员。".formatted(incident.place(), incident.number()),
            "%s, %s: people are still at the scene."
                .formatted(incident.place(), incident.number())),
        inCommand(tx, incident));
  }

  /// Nobody is asked to answer any more.
  void over(Tx tx, Muster muster) {
    notices.withdraw(tx, muster.id(), Notice.Kind.MUSTER);
  }

  private List<UUID> inCommand(Tx tx, Incident incident) {
    var commander = incident.commander();
    return commander == null
        ? people.nearestWithRole(tx, "duty_chief", incident.areaCode(), incident.drill()).stream()
            .map(Person::id)
            .toList()
        : List.of(commander.person().id());
  }

  private void tell(
      Tx tx,
      Incident incident,
      Muster muster,
      Notice.Kind kind,
      Text title,
      Text body,
      Collection<UUID> to) {
    notices.notifyAll(
        tx,
        to.stream()
            .map(
                person ->
                    NewNotice.to(person, kind, title, body, incident.areaCode(), incident.drill())
                        .about(incident.id(), muster.id())
                        .urgent())
            .toList());
  }
}
