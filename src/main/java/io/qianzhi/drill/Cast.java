package io.qianzhi.drill;

import io.qianzhi.identity.People;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.Set;

/// In whose name the simulation acts: two people of the drill without roles and without a password.
/// What they may do is granted here, inside the process; over the network they can do nothing, not
/// even sign in.
///
/// @param crews press the crews' buttons, as an operator does for what comes in by radio
/// @param desk takes the simulated calls
record Cast(Actor crews, Actor desk) {
  private static final String CREWS = "drill-crew";
  private static final String DESK = "drill-desk";

  /// @throws Config.Fault when the city has no such people
  static Cast find(Tx tx, People people, String cityCode) {
    return new Cast(
        actor(tx, people, CREWS, Set.of("dispatch.write"), cityCode),
        actor(tx, people, DESK, Set.of("call.write"), cityCode));
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
    return new Actor(
        person.id(),
        null,
        person.name(),
        person.title(),
        Set.of(),
        permissions,
        cityCode,
        true,
        "drill",
        Instant.MAX);
  }
}
