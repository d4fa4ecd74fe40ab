package io.qianzhi.drill;

import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.identity.Roles;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// In whose name the simulation acts: people of the drill without roles and without a password.
/// What they may do is granted here, inside the process; over the network they can do nothing, not
/// even sign in.
///
/// @param crews mans units, and presses the buttons of those whose crew has no names
/// @param desk takes the simulated calls
/// @param manning who rides on a unit, by its id, the leader first
/// @param leaders may do what a crew's phone can
record Cast(Actor crews, Actor desk, Map<UUID, List<UUID>> manning, Map<UUID, Actor> leaders) {
  private static final String CREWS = "drill-crew";
  private static final String DESK = "drill-desk";
  private static final String LEADS = "responder";

  /// Brings in whoever of the crews is missing.
  ///
  /// @throws Config.Fault when the city has no such people, or its crews do not fit its units
  static Cast find(
      Tx tx, People people, Roles roles, List<Unit> units, CrewLists lists, String cityCode) {
    lists.check(units);
    var known =
        people
            .enlist(
                tx, units.stream().flatMap(unit -> crew(unit, lists.of(unit)).stream()).toList())
            .stream()
            .collect(Collectors.toMap(Person::username, Function.identity()));
    var manning = new HashMap<UUID, List<UUID>>();
    var leaders = new HashMap<UUID, Actor>();
    for (var unit : units) {
      var ids = new ArrayList<UUID>();
      for (var member : crew(unit, lists.of(unit))) {
        var person = known.get(member.username());
        if (person != null) {
          if (ids.isEmpty()) {
            leaders.put(
                person.id(),
                actor(person, Set.of(LEADS), roles.permissionsOf(List.of(LEADS)), unit.areaCode()));
          }
          ids.add(person.id());
        }
      }
      manning.put(unit.id(), ids);
    }
    return new Cast(
        actor(tx, people, CREWS, Set.of("dispatch.write"), cityCode),
        actor(tx, people, DESK, Set.of("call.write"), cityCode),
        manning,
        leaders);
  }

  /// As new people; those who are there already keep their ids.
  private static List<Person> crew(Unit unit, List<String> names) {
    var crew = new ArrayList<Person>();
    for (var name : names) {
      boolean leads = crew.isEmpty();
      crew.add(
          new Person(
              UUID.randomUUID(),
              "drill-" + unit.code() + (leads ? "" : "-" + (crew.size() + 1)),
              name,
              leads ? "模拟班组长" : "模拟班组成员",
              List.of(),
              List.of(),
              unit.areaCode(),
              unit.code(),
              true));
    }
    return crew;
  }

  /// Who acts for a unit that is played.
  Actor actingFor(Unit unit) {
    return unit.crew().stream()
        .findFirst()
        .map(PersonRef::id)
        .map(leader -> leaders.getOrDefault(leader, crews))
        .orElse(crews);
  }

  boolean plays(UUID personId) {
    return leaders.containsKey(personId) || crews.personId().equals(personId);
  }

  private static Actor actor(
      Tx tx, People people, String username, Set<String> permissions, String cityCode) {
    var person =
        people
            .byUsername(tx, username)
            .filter(found -> found.drill())
            .orElseThrow(
                () ->
                    new Config.Fault(
                        "The drill needs a person %s of the drill in the city's people.yaml."
                            .formatted(username)));
    return actor(person, Set.of(), permissions, cityCode);
  }

  private static Actor actor(
      Person person, Set<String> roles, Set<String> permissions, String areaCode) {
    return new Actor(
        person.id(),
        null,
        person.name(),
        person.title(),
        roles,
        permissions,
        areaCode,
        true,
        "drill",
        Instant.MAX);
  }
}
