package io.qianzhi.identity;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds people. Drill and real people are two worlds: every search asks for one of them.
public final class People {
  private static final String SELECT =
      "select id, username, name, title, roles, duties, area_code, unit_code, drill from person ";

  public Optional<Person> find(Tx tx, UUID id) {
    return tx.first(People::person, SELECT + "where id = $1 and active", id);
  }

  /// Those of them who are active.
  public List<Person> findAll(Tx tx, Collection<UUID> ids) {
    return tx.list(
        People::person,
        SELECT + "where id = any ($1) and active",
        (Object) ids.toArray(UUID[]::new));
  }

  /// Who answers for a duty in an area: the people of the nearest level at or above it.
  public List<Person> withDuty(Tx tx, String duty, String areaCode, boolean drill) {
    var levels = AreaCode.chain(areaCode);
    var found =
        tx.list(
            People::person,
            SELECT
                + "where active and $1 = any (duties) and area_code = any ($2) and drill = $3"
                + " order by name",
            duty,
            levels.toArray(String[]::new),
            drill);
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
    return tx.list(
        People::person,
        SELECT
            + "where active and $1 = any (roles) and area_code = any ($2) and drill = $3"
            + " order by name",
        role,
        AreaCode.chain(areaCode).toArray(String[]::new),
        drill);
  }

  /// People who answer for any of the duties at any level of a chain of areas.
  public List<Person> onChain(
      Tx tx, Collection<String> duties, Collection<String> areaCodes, boolean drill) {
    return tx.list(
        People::person,
        SELECT
            + "where active and duties && $1 and area_code = any ($2) and drill = $3"
            + " order by area_code, name",
        duties.toArray(String[]::new),
        areaCodes.toArray(String[]::new),
        drill);
  }

  static Person person(Row row) {
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
