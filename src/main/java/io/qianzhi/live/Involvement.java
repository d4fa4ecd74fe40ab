package io.qianzhi.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.TimelineEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which crews are part of which incidents, who is in command of them, and who belongs to their
/// working groups or has orders there, as far as this node has followed the feed. Written by the
/// feed's reader only, read by all.
final class Involvement {
  private static final Set<String> OVER = Set.of("cleared", "cancelled");

  /// Groups and orders that make nobody part of anything: not yet, or not any more.
  private static final Set<String> NOT_ENGAGED =
      Set.of("draft", "verified", "refused", "reassigned", "cancelled", "unfinished", "dissolved");

  private record Assigned(UUID unitId, UUID incidentId, int version, boolean open) {}

  private record Crew(Set<UUID> people, int version) {}

  /// Whoever is in command stays part of the incident, also when their unit has left.
  private record Commanded(Set<UUID> people, int version, boolean open) {
    boolean isKept() {
      return open && !people.isEmpty();
    }
  }

  private final Map<UUID, Assigned> assignments = new ConcurrentHashMap<>();
  private final Map<UUID, Crew> crews = new ConcurrentHashMap<>();

  /// Whoever belongs to a working group or has an order there is part of the incident.
  private record Engaged(UUID incidentId, Set<UUID> people, int version, boolean open) {}

  private final Map<UUID, Commanded> incidents = new ConcurrentHashMap<>();
  private final Map<UUID, Engaged> engaged = new ConcurrentHashMap<>();
  private final Set<UUID> closed = ConcurrentHashMap.newKeySet();
  private volatile boolean loaded;

  /// What was there before the feed began. Older than what the feed may already have told.
  void load(
      List<?> units,
      List<?> openAssignments,
      List<?> commandedIncidents,
      List<?> groups,
      List<?> orders) {
    units.forEach(unit -> learn(Entity.of("units", tree(unit))));
    openAssignments.forEach(assignment -> learn(Entity.of("assignments", tree(assignment))));
    commandedIncidents.forEach(incident -> learn(Entity.of("incidents", tree(incident))));
    groups.forEach(group -> learn(Entity.of("groups", tree(group))));
    orders.forEach(order -> learn(Entity.of("orders", tree(order))));
    loaded = true;
    engaged.values().removeIf(one -> !one.open);
    assignments.values().removeIf(assigned -> !assigned.open);
    incidents.values().removeIf(commanded -> !commanded.isKept());
  }

  private static JsonNode tree(Object view) {
    return Json.tree(view);
  }

  /// Follows one event. Who was part of its scene before or is after it sees it; who is only after
  /// it has not seen what came before.
  LiveEvent follow(TimelineEvent event) {
    var entities = Entity.all(event.entities());
    var before = involved(event.incidentId(), entities);
    entities.forEach(this::learn);
    var after = involved(event.incidentId(), entities);
    var gained = new HashSet<>(after);
    gained.removeAll(before);
    before.addAll(after);
    return new LiveEvent(
        event, new Scene(event.areaCode(), event.drill(), before), gained, entities);
  }

  /// An event of the past, for somebody who comes back: seen by who is part of it now.
  LiveEvent recall(TimelineEvent event) {
    var entities = Entity.all(event.entities());
    var now = involved(event.incidentId(), entities);
    return new LiveEvent(
        event, new Scene(event.areaCode(), event.drill(), now), Set.of(), entities);
  }

  /// Without an incident, the crews of the units told about.
  private Set<UUID> involved(@Nullable UUID incidentId, List<Entity> entities) {
    var people = new HashSet<UUID>();
    if (incidentId != null) {
      for (Assigned assigned : assignments.values()) {
        if (assigned.open && assigned.incidentId.equals(incidentId)) {
          people.addAll(crew(assigned.unitId));
        }
      }
      for (Engaged one : engaged.values()) {
        if (one.open && one.incidentId.equals(incidentId) && !closed.contains(incidentId)) {
          people.addAll(one.people);
        }
      }
      var commanded = incidents.get(incidentId);
      if (commanded != null && commanded.open) {
        people.addAll(commanded.people);
      }
      return people;
    }
    for (Entity entity : entities) {
      var id = entity.id();
      if (id != null && entity.collection().equals("units")) {
        people.addAll(crew(id));
      }
    }
    return people;
  }

  private Set<UUID> crew(UUID unitId) {
    var crew = crews.get(unitId);
    return crew == null ? Set.of() : crew.people;
  }

  private void learn(Entity entity) {
    switch (entity.collection()) {
      case "units" -> learnCrew(entity);
      case "assignments" -> learnAssignment(entity);
      case "incidents" -> learnCommander(entity);
      case "groups", "orders" -> learnEngaged(entity);
      default -> {
        // Says nothing about who is part of what.
      }
    }
  }

  private void learnCrew(Entity entity) {
    var id = entity.id();
    int version = entity.json().path("version").asInt();
    var known = id == null ? null : crews.get(id);
    if (id != null && (known == null || known.version <= version)) {
      crews.put(id, new Crew(entity.people(), version));
    }
  }

  private void learnCommander(Entity entity) {
    var id = entity.id();
    int version = entity.json().path("version").asInt();
    boolean open = !entity.json().path("state").asText().equals("closed");
    var known = id == null ? null : incidents.get(id);
    if (id == null || (known != null && known.version > version)) {
      return;
    }
    if (open) {
      closed.remove(id);
    } else if (engaged.values().stream().anyMatch(one -> one.incidentId.equals(id))) {
      closed.add(id);
    }
    var commanded = new Commanded(entity.people(), version, open);
    if (commanded.isKept() || !loaded) {
      incidents.put(id, commanded);
    } else {
      incidents.remove(id);
    }
  }

  private void learnEngaged(Entity entity) {
    var id = entity.id();
    var incidentId = entity.uuid("incidentId");
    if (id == null || incidentId == null) {
      return;
    }
    int version = entity.json().path("version").asInt();
    boolean open = !NOT_ENGAGED.contains(entity.json().path("state").asText());
    var known = engaged.get(id);
    if (known != null && known.version > version) {
      return;
    }
    if (open || !loaded) {
      engaged.put(id, new Engaged(incidentId, entity.people(), version, open));
    } else {
      engaged.remove(id);
    }
  }

  private void learnAssignment(Entity entity) {
    var id = entity.id();
    var unitId = entity.uuid("unitId");
    var incidentId = entity.uuid("incidentId");
    if (id == null || unitId == null || incidentId == null) {
      return;
    }
    int version = entity.json().path("version").asInt();
    boolean open = !OVER.contains(entity.json().path("state").asText());
    var known = assignments.get(id);
    if (known != null && known.version > version) {
      return;
    }
    if (open || !loaded) {
      assignments.put(id, new Assigned(unitId, incidentId, version, open));
    } else {
      assignments.remove(id);
    }
  }
}
