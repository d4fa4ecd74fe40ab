package io.qianzhi.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entity on its way to clients, with what decides who sees it.
///
/// @param areaCode its own area, where it has one beside that of its incident
/// @param people whom it concerns personally: addressee, owners, crew, commander
record Entity(
    String collection, @Nullable String areaCode, Set<UUID> people, JsonNode json, String text) {

  static Entity of(String collection, JsonNode json) {
    var people = new HashSet<UUID>();
    switch (collection) {
      case "incidents" -> add(people, json.path("commander").path("person"));
      case "notices" -> add(people, json.path("person"));
      case "steps" -> {
        json.path("owners").forEach(owner -> add(people, owner));
        // Who gave it away answers for it all the same.
        json.at("/delegation/from").forEach(owner -> add(people, owner));
      }
      case "groups" -> {
        add(people, json.path("lead"));
        add(people, json.path("deputy"));
        json.path("members").forEach(member -> add(people, member));
      }
      case "orders" -> {
        add(people, json.path("issuedBy"));
        json.path("responsible").forEach(person -> add(people, person));
        json.path("told").forEach(person -> add(people, person));
      }
      case "releases" -> json.path("waitsFor").forEach(person -> add(people, person));
      case "units" -> json.path("crew").forEach(member -> add(people, member));
      default -> {
        // Others are seen through their incident only.
      }
    }
    var area = json.path("areaCode").asText("");
    return new Entity(
        collection, area.isEmpty() ? null : area, Set.copyOf(people), json, json.toString());
  }

  /// The entities of an event, from its JSON by collection.
  static List<Entity> all(String entities) {
    var all = new ArrayList<Entity>();
    for (var collection : Json.read(entities, JsonNode.class).properties()) {
      collection.getValue().forEach(json -> all.add(of(collection.getKey(), json)));
    }
    return all;
  }

  boolean concerns(UUID personId) {
    return people.contains(personId);
  }

  @Nullable UUID id() {
    return uuid("id");
  }

  /// A field of the entity that names another one.
  @Nullable UUID uuid(String field) {
    return uuid(json.path(field));
  }

  private static void add(Set<UUID> people, JsonNode person) {
    var id = uuid(person.path("id"));
    if (id != null) {
      people.add(id);
    }
  }

  private static @Nullable UUID uuid(JsonNode value) {
    return value.isTextual() ? UUID.fromString(value.textValue()) : null;
  }
}
