package io.qianzhi.command.group;

import io.qianzhi.command.OnScene;
import io.qianzhi.platform.db.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The board of who is at the scene now, and how they are counted: crews as units, others with
/// their working group, and each person alone who belongs to none.
final class AccountabilityBoard {
  private final OnScene onScene;
  private final GroupService groups;
  private final InstantSource clock;

  AccountabilityBoard(OnScene onScene, GroupService groups, InstantSource clock) {
    this.onScene = onScene;
    this.groups = groups;
    this.clock = clock;
  }

  Accountability of(Tx tx, UUID incidentId) {
    var there = onScene.now(tx, incidentId);
    var groupOf = groupOf(tx, incidentId);
    return new Accountability(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        there.headcount(),
        there.crews().stream()
            .map(
                crew ->
                    new Accountability.UnitThere(
                        crew.unit().id(),
                        crew.unit().callSign(),
                        crew.unit().service(),
                        crew.size(),
                        crew.people(),
                        crew.since()))
            .toList(),
        there.checkedIn().stream()
            .map(
                one ->
                    new Accountability.PersonThere(
                        one.person(),
                        one.checkIn().checkedInAt(),
                        groupOf.get(one.person().id()),
                        one.unitId()))
            .toList());
  }

  /// The first group that each person belongs to.
  private Map<UUID, UUID> groupOf(Tx tx, UUID incidentId) {
    var groupOf = new HashMap<UUID, UUID>();
    groups.ofIncidents(tx, List.of(incidentId)).stream()
        .filter(group -> !group.isDissolved())
        .forEach(
            group ->
                group.everybody().forEach(person -> groupOf.putIfAbsent(person.id(), group.id())));
    return groupOf;
  }

  /// What a round has to count, nobody twice: units first, then groups, then people.
  List<Muster.Entry> entries(Tx tx, UUID incidentId) {
    var board = of(tx, incidentId);
    var beside = board.people().stream().filter(person -> person.unitId() == null).toList();
    var entries = new ArrayList<Muster.Entry>();
    board.units().stream()
        .filter(unit -> unit.crewSize() > 0)
        .map(AccountabilityBoard::entry)
        .forEach(entries::add);
    for (var group : groups.ofIncidents(tx, List.of(incidentId))) {
      int there =
          (int) beside.stream().filter(person -> group.id().equals(person.groupId())).count();
      if (there > 0) {
        entries.add(entry(group, there));
      }
    }
    beside.stream()
        .filter(person -> person.groupId() == null)
        .map(AccountabilityBoard::entry)
        .forEach(entries::add);
    return entries;
  }

  private static Muster.Entry entry(Accountability.UnitThere unit) {
    return Muster.Entry.waiting(
        unit.unitId(), Muster.Entry.Kind.UNIT, unit.callSign(), unit.crew(), unit.crewSize());
  }

  private static Muster.Entry entry(Group group, int there) {
    return Muster.Entry.waiting(
        group.id(), Muster.Entry.Kind.GROUP, group.name().zh(), group.everybody(), there);
  }

  private static Muster.Entry entry(Accountability.PersonThere one) {
    var person = one.person();
    return Muster.Entry.waiting(
        person.id(), Muster.Entry.Kind.PERSON, person.name(), List.of(person), 1);
  }
}
