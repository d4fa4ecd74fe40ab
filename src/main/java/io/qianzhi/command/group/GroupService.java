package io.qianzhi.command.group;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.Authority;
import io.qianzhi.command.OnScene;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Working groups at the scene: formed, signed for by their leads, changed and dissolved. Every
/// decision is made under the lock of the incident's row.
public final class GroupService {
  private final GroupStore store = new GroupStore();
  private final IncidentService incidents;
  private final GroupForming forming;
  private final ResponseService responses;
  private final GroupNotices notices;
  private final Timeline timeline;
  private final InstantSource clock;

  /// What shall be different.
  record Change(
      @Nullable UUID leadId,
      @Nullable UUID deputyId,
      @Nullable Boolean withoutDeputy,
      @Nullable List<UUID> memberIds,
      @Nullable String contact,
      @Nullable String tasks,
      int version) {}

  public GroupService(
      GroupRules rules,
      IncidentService incidents,
      People people,
      OnScene onScene,
      ResponseService responses,
      NoticeService notices,
      Timeline timeline,
      InstantSource clock) {
    this.incidents = incidents;
    this.forming = new GroupForming(rules, people, onScene, responses);
    this.responses = responses;
    this.notices = new GroupNotices(notices);
    this.timeline = timeline;
    this.clock = clock;
  }

  public List<Group> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  public Optional<Group> find(Tx tx, UUID id) {
    return store.find(tx, id);
  }

  /// Everywhere, the groups of incidents that are not over.
  public List<Group> allThere(Tx tx) {
    return store.allThere(tx);
  }

  /// The incidents that this person is part of by a group.
  public List<UUID> incidentsOf(Tx tx, UUID personId) {
    return store.incidentsOf(tx, personId);
  }

  /// Whether a person belongs to a group of the incident.
  public boolean includes(Tx tx, UUID incidentId, UUID personId) {
    return ofIncidents(tx, List.of(incidentId)).stream()
        .anyMatch(group -> !group.isDissolved() && group.includes(personId));
  }

  List<GroupForming.Proposal> propose(Tx tx, UUID incidentId, Actor actor) {
    return forming.propose(tx, incidents.require(tx, incidentId, actor));
  }

  /// All or none.
  ///
  /// @throws Problem `not_commanding`, `incident_closed`, or `group_there` when one of them is
  ///   formed already
  List<Group> form(Tx tx, UUID incidentId, List<GroupForming.NewGroup> wanted, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    Authority.require(incident, actor, Authority.COMMANDING);
    var there = new HashSet<String>();
    ofIncidents(tx, List.of(incidentId)).stream()
        .filter(group -> !group.isDissolved())
        .forEach(group -> there.add(group.code()));
    var formed = new ArrayList<Group>();
    for (var one : wanted) {
      if (!there.add(one.code())) {
        throw Problem.conflict(
            "group_there", "Group %s is formed already; change it instead.".formatted(one.code()));
      }
      formed.add(forming.formed(tx, incident, one, actor, now()));
    }
    store.save(tx, formed);
    timeline.append(
        tx,
        happening(incident, "group.formed")
            .by(actor)
            .detail("groups", formed.stream().map(group -> group.name().zh()).toList())
            .changedAll("groups", formed));
    formed.forEach(group -> notices.formed(tx, incident, group));
    return formed;
  }

  /// The lead or the deputy signs. When all have, the plan's step is done.
  ///
  /// @throws Problem `not_your_group` or `group_dissolved`
  Group acknowledge(Tx tx, UUID id, Actor actor) {
    var locked = lock(tx, id, actor);
    var group = locked.group();
    if (group.state() == Group.State.ACKNOWLEDGED && group.includes(actor.personId())) {
      return group;
    }
    var signed = group.acknowledged(actor.ref(), now());
    save(tx, locked.incident(), signed, "group.acknowledged", null, actor);
    notices.settled(tx, signed, actor);
    var all =
        ofIncidents(tx, List.of(signed.incidentId())).stream()
            .filter(one -> !one.isDissolved())
            .toList();
    if (all.stream().allMatch(one -> one.state() == Group.State.ACKNOWLEDGED)) {
      responses
          .steps()
          .learn(tx, locked.incident(), PlanStep.Fact.GROUPS_FORMED, roster(all), null, actor);
    }
    return signed;
  }

  private static String roster(List<Group> groups) {
    return groups.stream()
        .map(group -> group.name().zh() + "（" + group.lead().name() + "）")
        .collect(Collectors.joining("、"));
  }

  /// @throws Problem `not_commanding`, `stale_version` or `group_dissolved`
  Group change(Tx tx, UUID id, Change change, Actor actor) {
    var locked = lock(tx, id, actor);
    var incident = locked.incident();
    Authority.require(incident, actor, Authority.COMMANDING);
    var old = locked.group();
    if (old.version() != change.version()) {
      throw Problem.staleVersion("group", change.version(), old.version());
    }
    var lead = change.leadId() == null ? old.lead() : forming.person(tx, incident, change.leadId());
    var deputy = Boolean.TRUE.equals(change.withoutDeputy()) ? null : old.deputy();
    if (change.deputyId() != null) {
      deputy = forming.person(tx, incident, change.deputyId());
    }
    var members =
        change.memberIds() == null
            ? old.members()
            : change.memberIds().stream().map(one -> forming.person(tx, incident, one)).toList();
    var changed =
        old.changed(
            new Group.People(lead, deputy, members),
            change.contact() == null ? old.contact() : GroupForming.words(change.contact()),
            GroupForming.tasks(change.tasks(), old.tasks()));
    var present = changed.present(forming.there(tx, changed));
    save(tx, incident, present, "group.changed", null, actor);
    notices.changed(tx, incident, old, present);
    return present;
  }

  /// @throws Problem `not_commanding` or `group_dissolved`
  Group dissolve(Tx tx, UUID id, @Nullable String reason, Actor actor) {
    var locked = lock(tx, id, actor);
    Authority.require(locked.incident(), actor, Authority.COMMANDING);
    var dissolved = locked.group().dissolved(now());
    save(tx, locked.incident(), dissolved, "group.dissolved", reason, actor);
    notices.withdraw(tx, dissolved);
    return dissolved;
  }

  /// Somebody has come to the scene or left it: shows in the groups he belongs to.
  public void presenceChanged(Tx tx, Incident incident, @Nullable Actor actor) {
    var changed = new ArrayList<Group>();
    for (var group : ofIncidents(tx, List.of(incident.id()))) {
      if (!group.isDissolved()) {
        var there = forming.there(tx, group);
        if (!there.equals(group.checkedIn())) {
          changed.add(group.present(there));
        }
      }
    }
    if (!changed.isEmpty()) {
      store.save(tx, changed);
      timeline.append(
          tx,
          happening(incident, "group.presence_changed").by(actor).changedAll("groups", changed));
    }
  }

  private void save(
      Tx tx, Incident incident, Group group, String kind, @Nullable String reason, Actor actor) {
    store.save(tx, Set.of(group));
    timeline.append(
        tx,
        happening(incident, kind)
            .by(actor)
            .detail("group", group.name())
            .detail("lead", group.lead().name())
            .detail("reason", reason)
            .changed("groups", group));
  }

  private record Locked(Incident incident, Group group) {}

  private Locked lock(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("group", id));
    var incident =
        incidents.lockFor(
            tx,
            known.incidentId(),
            actor,
            known.drill() == actor.drill() && known.includes(actor.personId()),
            () -> Problem.notFound("group", id));
    return new Locked(incident, store.find(tx, id).orElseThrow());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
