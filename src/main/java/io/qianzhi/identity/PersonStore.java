package io.qianzhi.identity;

import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of people.
final class PersonStore {
  private static final String SELECT =
      """
      select id, username, password_hash, name, title, roles, duties, area_code, unit_code, drill
      from person
      """;

  /// A person with the hash of the password.
  record Account(Person person, String passwordHash) {}

  Optional<Account> account(Tx tx, String username) {
    return tx.first(
        row -> new Account(person(row), row.getString("password_hash")),
        SELECT + "where username = $1 and active",
        username);
  }

  Optional<Person> find(Tx tx, UUID id) {
    return tx.first(PersonStore::person, SELECT + "where id = $1 and active", id);
  }

  List<Person> findAll(Tx tx, Collection<UUID> ids) {
    return tx.list(
        PersonStore::person,
        SELECT + "where id = any ($1) and active",
        (Object) ids.toArray(UUID[]::new));
  }

  List<Person> withDuties(
      Tx tx, Collection<String> duties, Collection<String> areaCodes, boolean drill) {
    return tx.list(
        PersonStore::person,
        SELECT
            + "where active and duties && $1 and area_code = any ($2) and drill = $3"
            + " order by area_code, name",
        duties.toArray(String[]::new),
        areaCodes.toArray(String[]::new),
        drill);
  }

  List<Person> withRole(Tx tx, String role, Collection<String> areaCodes, boolean drill) {
    return tx.list(
        PersonStore::person,
        SELECT
            + "where active and $1 = any (roles) and area_code = any ($2) and drill = $3"
            + " order by name",
        role,
        areaCodes.toArray(String[]::new),
        drill);
  }

  List<Person> within(Tx tx, String areaPrefix, boolean drill) {
    return tx.list(
        PersonStore::person,
        SELECT
            + "where active and cardinality(roles) > 0 and starts_with(area_code, $1) and drill ="
            + " $2 order by area_code, name",
        areaPrefix,
        drill);
  }

  /// Those who work in an area or answer for one above it, and of whom every word is said: in the
  /// name, the title, the unit's call sign or the names of their duties. Names that begin with the
  /// first word come first.
  List<People.Found> search(
      Tx tx, List<String> words, People.Scope scope, Map<String, String> dutyNames, int limit) {
    return tx.list(
        row -> new People.Found(person(row), row.getString("call_sign")),
        """
        select p.id, p.username, p.name, p.title, p.roles, p.duties, p.area_code, p.unit_code,
          p.drill, u.call_sign
        from person p left join unit u on u.code = p.unit_code
        where p.active and cardinality(p.roles) > 0 and p.drill = $1
          and (starts_with(p.area_code, $2) or p.area_code = any ($3))
          and not exists (
            select 1 from unnest($4::text[]) as wanted (word)
            where strpos(
              lower(concat_ws(' ', p.name, p.title, u.call_sign,
                (select string_agg(duty.name, ' ')
                 from unnest($5::text[], $6::text[]) as duty (code, name)
                 where duty.code = any (p.duties)))),
              wanted.word) = 0)
        order by starts_with(lower(p.name), $7) desc, cardinality(p.duties) = 0, p.area_code, p.name
        limit $8
        """,
        scope.drill(),
        scope.areaPrefix(),
        scope.above().toArray(String[]::new),
        words.toArray(String[]::new),
        dutyNames.keySet().toArray(String[]::new),
        dutyNames.values().toArray(String[]::new),
        words.getFirst(),
        limit);
  }

  /// Who of the world of exercises can sign in.
  List<String> drillAccounts(Tx tx) {
    return tx.list(
        row -> row.getString("username"),
        "select username from person where drill and password_hash <> ''");
  }

  Set<String> usernames(Tx tx) {
    return new HashSet<>(tx.list(row -> row.getString("username"), "select username from person"));
  }

  void insert(Tx tx, Person person, String passwordHash) {
    tx.update(
        """
        insert into person
          (id, username, password_hash, name, title, roles, duties, area_code, unit_code, drill)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
        """,
        person.id(),
        person.username(),
        passwordHash,
        person.name(),
        person.title(),
        person.roles().toArray(String[]::new),
        person.duties().toArray(String[]::new),
        person.areaCode(),
        person.unitCode(),
        person.drill());
  }

  void insertWithoutAccount(Tx tx, List<Person> people) {
    tx.update(
        """
        insert into person
          (id, username, password_hash, name, title, roles, duties, area_code, unit_code, drill)
        select id, username, '', name, title, '{}', '{}', area_code, unit_code, drill
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::boolean[]) as p (id, username, name, title, area_code, unit_code, drill)
        on conflict do nothing
        """,
        people.stream().map(Person::id).toArray(UUID[]::new),
        people.stream().map(Person::username).toArray(String[]::new),
        people.stream().map(Person::name).toArray(String[]::new),
        people.stream().map(Person::title).toArray(String[]::new),
        people.stream().map(Person::areaCode).toArray(String[]::new),
        people.stream().map(Person::unitCode).toArray(String[]::new),
        people.stream().map(Person::drill).toArray(Boolean[]::new));
  }

  List<Person> byUsernames(Tx tx, Collection<String> usernames) {
    return tx.list(
        PersonStore::person,
        SELECT + "where username = any ($1) and active order by username",
        (Object) usernames.toArray(String[]::new));
  }

  boolean setPassword(Tx tx, String username, String passwordHash) {
    return tx.update(
            "update person set password_hash = $2 where username = $1", username, passwordHash)
        == 1;
  }

  @Nullable UUID unitId(Tx tx, Person person) {
    return tx.first(
            row -> row.getUUID("id"), "select id from unit where code = $1", person.unitCode())
        .orElse(null);
  }

  private static Person person(Row row) {
    return new Person(
        row.getUUID("id"),
        row.getString("username"),
        row.getString("name"),
        row.getString("title"),
        Arrays.asList(row.getArrayOfStrings("roles")),
        Arrays.asList(row.getArrayOfStrings("duties")),
        row.getString("area_code"),
        row.getString("unit_code"),
        row.getBoolean("drill"));
  }
}
