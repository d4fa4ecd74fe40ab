package io.qianzhi.drill;

import io.qianzhi.identity.Person;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Who is simulated in an exercise: everybody who does not take part in person. What somebody who
/// takes part answers for is left to him.
///
/// @param players who takes part in person
/// @param people who is simulated, the widest area first
/// @param actors of these people and of the leaders of simulated crews, by person
/// @param crewLeaders of simulated units, by unit
record StandIns(
    List<Person> players,
    List<Person> people,
    Map<UUID, Actor> actors,
    Map<UUID, UUID> crewLeaders) {

  Optional<Actor> of(PersonRef person) {
    return Optional.ofNullable(actors.get(person.id()));
  }

  /// The first of these people; nobody where one of them takes part in person.
  Optional<Actor> oneOf(Collection<PersonRef> people) {
    boolean left =
        people.stream()
            .anyMatch(one -> players.stream().anyMatch(player -> player.id().equals(one.id())));
    return left
        ? Optional.empty()
        : people.stream().map(one -> actors.get(one.id())).filter(Objects::nonNull).findFirst();
  }

  /// Nobody where somebody with this role takes part in person.
  Optional<Actor> withRole(String role) {
    boolean left = players.stream().anyMatch(player -> player.roles().contains(role));
    return left ? Optional.empty() : first(person -> person.roles().contains(role));
  }

  /// Nobody where somebody with this duty takes part in person.
  Optional<Actor> withDuty(String duty) {
    boolean left = players.stream().anyMatch(player -> player.duties().contains(duty));
    return left ? Optional.empty() : first(person -> person.duties().contains(duty));
  }

  boolean isCrewLeader(UUID personId) {
    return crewLeaders.containsValue(personId);
  }

  private Optional<Actor> first(java.util.function.Predicate<Person> wanted) {
    return people.stream()
        .filter(wanted)
        .map(person -> actors.get(person.id()))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
