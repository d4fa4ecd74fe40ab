package io.qianzhi.exercise;

import io.qianzhi.identity.People;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// In whose name an exercise acts: of who runs it, who need not be allowed to do all of that
/// himself.
final class InNameOf {
  private static final Set<String> MAY =
      Set.of("call.write", "incident.read", "incident.write", "dispatch.write");

  private InNameOf() {}

  static Actor who(Actor actor) {
    return acting(actor.personId(), actor.name(), actor.title(), actor.areaCode());
  }

  static Actor whoRuns(Tx tx, People people, Exercise exercise) {
    var by = exercise.startedBy();
    var title = people.find(tx, by.id()).map(person -> person.title()).orElse("");
    return acting(by.id(), by.name(), title, exercise.areaCode());
  }

  private static Actor acting(UUID id, String name, String title, String areaCode) {
    return new Actor(id, null, name, title, Set.of(), MAY, areaCode, true, "exercise", Instant.MAX);
  }
}
