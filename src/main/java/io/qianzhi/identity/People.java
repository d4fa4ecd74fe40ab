package io.qianzhi.identity;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds people. Drill and real people are two worlds: every search asks for one of them.
public final class People {
  private final PersonStore store = new PersonStore();

  /// Who can be found: the world, an area with all in it, and those above.
  public record Scope(boolean drill, String areaPrefix, List<String> above) {
    /// For something that happens in one area, as somebody of another sees it.
    public static Scope of(String areaCode, String seenFrom, boolean drill) {
      return new Scope(drill, AreaCode.prefix(seenFrom), AreaCode.chain(areaCode));
    }
  }

  /// @param callSign of the unit he belongs to
  public record Found(Person person, @Nullable String callSign) {}

  public Optional<Person> find(Tx tx, UUID id) {
    return store.find(tx, id);
  }

  public Optional<Person> byUsername(Tx tx, String username) {
    return store.account(tx, username).map(PersonStore.Account::person);
  }

  /// Brings in people who appear by name only: without password, role or duty nobody can sign in as
  /// one of them. Who is there already is left as he is. Answers all of them.
  public List<Person> enlist(Tx tx, List<Person> nameOnly) {
    store.insertWithoutAccount(tx, nameOnly);
    return store.byUsernames(tx, nameOnly.stream().map(Person::username).toList());
  }

  /// Those of them who are active.
  public List<Person> findAll(Tx tx, Collection<UUID> ids) {
    return store.findAll(tx, ids);
  }

  /// Somebody who is active in one of the two worlds.
  ///
  /// @param field of the request that names him
  /// @throws Problem `invalid_request` at that field when there is nobody
  public Person require(Tx tx, UUID id, boolean drill, String field) {
    return findAll(tx, List.of(id)).stream()
        .filter(person -> person.drill() == drill)
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalidField(
                    field, FieldRule.NO_SUCH_THING, "There is no person " + id + "."));
  }

  /// Who answers for a duty in an area: the people of the nearest level at or above it.
  public List<Person> withDuty(Tx tx, String duty, String areaCode, boolean drill) {
    var levels = AreaCode.chain(areaCode);
    return nearest(store.withDuties(tx, List.of(duty), levels, drill), levels);
  }

  /// Those with a role at the nearest level at or above an area.
  public List<Person> nearestWithRole(Tx tx, String role, String areaCode, boolean drill) {
    var levels = AreaCode.chain(areaCode);
    return nearest(store.withRole(tx, role, levels, drill), levels);
  }

  private static List<Person> nearest(List<Person> found, List<String> levels) {
    for (String level : levels.reversed()) {
      var there = found.stream().filter(person -> person.areaCode().equals(level)).toList();
      if (!there.isEmpty()) {
        return there;
      }
    }
    return List.of();
  }

  /// Everybody with a role whose area contains the given one.
  public List<Person> withRole(Tx tx, String role, String areaCode, boolean drill) {
    return store.withRole(tx, role, AreaCode.chain(areaCode), drill);
  }

  /// Those with a role within an area.
  public List<Person> within(Tx tx, String areaCode, boolean drill) {
    return store.within(tx, AreaCode.prefix(areaCode), drill);
  }

  /// Finds people by words of their name, title, unit or duties, all of them; nobody without words.
  ///
  /// @param dutyNames what duties are called, by their code
  public List<Found> search(
      Tx tx, String text, Scope scope, Map<String, String> dutyNames, int limit) {
    var words =
        Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    return words.isEmpty() ? List.of() : store.search(tx, words, scope, dutyNames, limit);
  }

  /// People who answer for any of the duties at any level of a chain of areas.
  public List<Person> onChain(
      Tx tx, Collection<String> duties, Collection<String> areaCodes, boolean drill) {
    return store.withDuties(tx, duties, areaCodes, drill);
  }
}
