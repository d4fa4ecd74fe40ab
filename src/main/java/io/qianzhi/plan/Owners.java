package io.qianzhi.plan;

import io.qianzhi.area.AreaCode;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Person;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who answers for the roles of a plan in an incident: for each role the people of the nearest
/// level of the area chain that has any; for the commander's role whoever is in command.
final class Owners {
  private final Map<String, List<PersonRef>> byRole = new HashMap<>();

  private Owners() {}

  static Owners find(Tx tx, People people, Collection<String> roles, Incident incident) {
    var owners = new Owners();
    var chain = AreaCode.chain(incident.areaCode());
    var candidates = people.onChain(tx, roles, chain, incident.drill());
    for (var role : roles) {
      owners.byRole.put(role, nearest(candidates, role, chain));
    }
    owners.byRole.put(PlanRoles.COMMANDER, commander(incident));
    return owners;
  }

  List<PersonRef> of(String role) {
    return byRole.getOrDefault(role, List.of());
  }

  static List<PersonRef> commander(Incident incident) {
    var commander = incident.commander();
    return commander == null ? List.of() : List.of(commander.person());
  }

  private static List<PersonRef> nearest(List<Person> people, String role, List<String> chain) {
    for (var area : chain.reversed()) {
      var there =
          people.stream()
              .filter(one -> one.areaCode().equals(area) && one.duties().contains(role))
              .map(Person::ref)
              .toList();
      if (!there.isEmpty()) {
        return there;
      }
    }
    return List.of();
  }
}
