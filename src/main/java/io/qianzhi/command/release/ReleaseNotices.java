package io.qianzhi.command.release;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Who is told what about releases, and whom each of their steps waits for.
final class ReleaseNotices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(CityTime.ZONE);

  private final ReleaseRules rules;
  private final NoticeService notices;
  private final People people;
  private final InstantSource clock;

  ReleaseNotices(ReleaseRules rules, NoticeService notices, People people, InstantSource clock) {
    this.rules = rules;
    this.notices = notices;
    this.people = people;
    this.clock = clock;
  }

  /// The person in command and the duty chiefs nearest to the scene.
  List<PersonRef> factsCheckers(Tx tx, Incident incident) {
    var all = new LinkedHashMap<UUID, PersonRef>();
    var commander = incident.commander();
    if (commander != null) {
      all.put(commander.person().id(), commander.person());
    }
    add(all, dutyChiefs(tx, incident));
    return List.copyOf(all.values());
  }

  List<PersonRef> legalCheckers(Tx tx, Incident incident) {
    var all = new LinkedHashMap<UUID, PersonRef>();
    for (var duty : rules.legalCheckDuties()) {
      add(all, people.withDuty(tx, duty, incident.areaCode(), incident.drill()));
    }
    if (all.isEmpty()) {
      add(all, dutyChiefs(tx, incident));
    }
    return List.copyOf(all.values());
  }

  /// Those of the first duty that has somebody who did not draft it.
  List<PersonRef> approvers(Tx tx, Incident incident, Release release) {
    for (var duty : rules.approvalDuties()) {
      var able =
          people.withDuty(tx, duty, incident.areaCode(), incident.drill()).stream()
              .filter(person -> !release.isDraftedBy(person.id()))
              .map(Person::ref)
              .toList();
      if (!able.isEmpty()) {
        return able;
      }
    }
    return List.of();
  }

  /// It waits for these people now, and nobody else any more.
  void waiting(Tx tx, Incident incident, Release release, Actor actor) {
    settled(tx, release, actor);
    boolean approval = release.state() == Release.State.APPROVAL;
    var kind = approval ? Notice.Kind.RELEASE_APPROVAL : Notice.Kind.RELEASE_CHECK;
    var title =
        switch (release.state()) {
          case FACTS_CHECK -> new Text("请核对发布稿事实", "Check the facts of a release");
          case LEGAL_CHECK -> new Text("请审核发布稿（保密、隐私与法律）", "Check a release for privacy and law");
          default -> new Text("请审批信息发布", "A release waits for your approval");
        };
    tell(tx, incident, release, kind, title, headline(incident, release), release.waitsFor(), true);
  }

  void refused(Tx tx, Incident incident, Release release, String reason, Actor actor) {
    settled(tx, release, actor);
    var body =
        new Text(
            "%s：%s".formatted(release.content().zh().headline(), reason),
            "%s: %s".formatted(release.content().zh().headline(), reason));
    tell(
        tx,
        incident,
        release,
        Notice.Kind.RELEASE_REFUSED,
        new Text("发布稿被退回修改", "A release came back for changes"),
        body,
        release.drafters(),
        false);
  }

  /// The system has begun a draft: whoever speaks to the public goes on with it.
  void drafted(Tx tx, Incident incident, Release release) {
    var all = new LinkedHashMap<UUID, PersonRef>();
    add(all, people.withDuty(tx, "INFO", incident.areaCode(), incident.drill()));
    add(all, dutyChiefs(tx, incident));
    tell(
        tx,
        incident,
        release,
        Notice.Kind.RELEASE_DRAFTED,
        new Text("已起草信息发布稿，请修改后送审", "A release is drafted: edit and submit it"),
        headline(incident, release),
        all.values(),
        true);
  }

  void settled(Tx tx, Release release, Actor actor) {
    notices.acknowledgeSubject(tx, release.id(), actor);
    notices.withdraw(tx, release.id());
  }

  void overdue(Tx tx, Incident incident, ReleaseClock late) {
    var all = new LinkedHashMap<UUID, PersonRef>();
    add(all, people.withDuty(tx, "INFO", incident.areaCode(), incident.drill()));
    add(all, people.withDuty(tx, "LEAD", incident.areaCode(), incident.drill()));
    add(all, dutyChiefs(tx, incident));
    var due = TIME.format(late.dueAt());
    var title =
        new Text(late.name().zh() + "已超过法定时限", late.name().en() + " is past its statutory time");
    var body =
        new Text(
            "%s，%s。应于%s前完成。".formatted(incident.place(), incident.number(), due),
            "%s, %s. It was due by %s.".formatted(incident.place(), incident.number(), due));
    notices.notifyAll(
        tx,
        all.values().stream()
            .map(
                person ->
                    NewNotice.to(
                            person.id(),
                            Notice.Kind.RELEASE_OVERDUE,
                            title,
                            body,
                            incident.areaCode(),
                            incident.drill())
                        .about(incident.id(), late.id())
                        .urgent())
            .toList());
  }

  private void tell(
      Tx tx,
      Incident incident,
      Release release,
      Notice.Kind kind,
      Text title,
      Text body,
      Collection<PersonRef> addressees,
      boolean mustAcknowledge) {
    Instant by = clock.instant().plus(rules.acknowledgeWithin());
    var all = new ArrayList<NewNotice>();
    for (var person : addressees) {
      var notice =
          NewNotice.to(person.id(), kind, title, body, incident.areaCode(), incident.drill())
              .about(incident.id(), release.id())
              .urgent();
      all.add(mustAcknowledge ? notice.acknowledgeBy(by) : notice);
    }
    notices.notifyTogether(tx, all);
  }

  private static Text headline(Incident incident, Release release) {
    var zh = release.content().zh().headline();
    var en = release.content().en();
    return new Text(
        "%s（%s）".formatted(zh, incident.number()),
        "%s (%s)".formatted(en == null ? zh : en.headline(), incident.number()));
  }

  private List<Person> dutyChiefs(Tx tx, Incident incident) {
    return people.nearestWithRole(tx, "duty_chief", incident.areaCode(), incident.drill());
  }

  private static void add(Map<UUID, PersonRef> all, List<Person> more) {
    more.forEach(person -> all.putIfAbsent(person.id(), person.ref()));
  }
}
