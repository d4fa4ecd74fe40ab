package io.qianzhi.incident;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.NextInChain;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.area.AreaCode;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An incident belongs to the area where it is, whoever took the call. When that is outside the
/// area of who did, those on duty there are told until one of them has acknowledged, so that no
/// call is lost between two areas.
public final class HandOver {
  private static final List<String> ROLES = List.of("duty_chief", "operator");

  private final Incident.AreaRef city;
  private final People people;
  private final NoticeService notices;
  private final Timeline timeline;
  private final IncidentRules rules;
  private final InstantSource clock;

  /// Where an incident was handed over to.
  ///
  /// @param told who was told; empty where nobody is on duty
  public record HandedOver(Incident.AreaRef area, List<PersonRef> told) {}

  /// @param city what lies outside all areas belongs to it
  public HandOver(
      Incident.AreaRef city,
      People people,
      NoticeService notices,
      Timeline timeline,
      IncidentRules rules,
      InstantSource clock) {
    this.city = city;
    this.people = people;
    this.notices = notices;
    this.timeline = timeline;
    this.rules = rules;
    this.clock = clock;
  }

  /// Hands the incident over when it lies outside the actor's area; null when it does not.
  @Nullable HandedOver ifOutside(Tx tx, Incident incident, Actor actor) {
    if (AreaCode.covers(actor.areaCode(), incident.areaCode())) {
      return null;
    }
    var to = areaOf(incident, actor);
    timeline.append(
        tx,
        IncidentService.happening(incident, "incident.handed_over")
            .by(actor)
            .detail("from", actor.title() + " " + actor.name())
            .detail("to", to.name())
            .changed("incidents", incident));
    var told = tell(tx, incident, to, actor);
    return new HandedOver(to, told.stream().map(Notice::person).toList());
  }

  /// The widest area around the incident that the actor is not part of.
  private Incident.AreaRef areaOf(Incident incident, Actor actor) {
    return incident.areas().stream()
        .filter(area -> !AreaCode.covers(area.code(), actor.areaCode()))
        .findFirst()
        .orElse(incident.areas().isEmpty() ? city : incident.areas().getLast());
  }

  private List<Notice> tell(Tx tx, Incident incident, Incident.AreaRef to, Actor actor) {
    var answering =
        incident.dutyChain().reversed().stream()
            .filter(officer -> AreaCode.covers(officer.areaCode(), to.code()))
            .map(officer -> officer.person().id())
            .distinct()
            .toList();
    var onDuty =
        ROLES.stream()
            .flatMap(role -> onDuty(tx, role, incident))
            .map(Person::id)
            .distinct()
            .toList();
    var chain = answering.stream().map(NextInChain::person).toArray(NextInChain[]::new);
    var by = clock.instant().plusSeconds(rules.handOverSeconds());
    return notices.notifyTogether(
        tx,
        (onDuty.isEmpty() ? answering : onDuty)
            .stream()
                .map(
                    person ->
                        NewNotice.to(
                                person,
                                Notice.Kind.INCIDENT_HANDED_OVER,
                                title(incident),
                                body(incident, to, actor),
                                incident.areaCode(),
                                incident.drill())
                            .about(incident.id(), incident.id())
                            .urgent()
                            .acknowledgeBy(by, chain))
                .toList());
  }

  private Stream<Person> onDuty(Tx tx, String role, Incident incident) {
    return people.nearestWithRole(tx, role, incident.areaCode(), incident.drill()).stream();
  }

  private static Text title(Incident incident) {
    return new Text("外区移交事件：" + incident.place(), "Handed over: " + incident.place());
  }

  private static Text body(Incident incident, Incident.AreaRef to, Actor actor) {
    // What the caller said stands last: it has punctuation of its own, or is empty.
    var said = (incident.number() + " " + incident.description()).strip();
    return new Text(
        "%s%s接警，地点在%s，请立即处置。%s".formatted(actor.title(), actor.name(), to.name(), said),
        "Taken by %s, %s; it lies in %s and is yours to deal with now. %s"
            .formatted(actor.name(), actor.title(), to.name(), said));
  }
}
