package io.qianzhi.live;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything a person may see that is not over.
public final class Snapshots {
  /// What belongs to a person whatever their area.
  ///
  /// @param unitId the unit they belong to
  /// @param incidentIds the incidents it is assigned to, and those they are in command of
  public record Own(@Nullable UUID unitId, Set<UUID> incidentIds) {}

  /// Finds what belongs to a person.
  @FunctionalInterface
  public interface OwnPart {
    Own of(Tx tx, Actor actor);
  }

  /// Reads the incidents of the actor's area that are not over, and those named.
  @FunctionalInterface
  public interface Incidents {
    List<Incident> read(Tx tx, Actor actor, Collection<UUID> alsoThese);
  }

  private final OwnPart own;
  private final Incidents incidents;
  private final Map<String, SnapshotSource> sources;

  /// @param sources by collection, in the order they are read: assignments before units, which are
  ///   seen through them; without `incidents`
  public Snapshots(OwnPart own, Incidents incidents, Map<String, SnapshotSource> sources) {
    this.own = own;
    this.incidents = incidents;
    this.sources = new LinkedHashMap<>(sources);
  }

  /// The entities by collection. Whatever a source gives is filtered once more.
  Map<String, List<Entity>> read(Tx tx, Actor actor) {
    var part = own.of(tx, actor);
    var scenes = new HashMap<UUID, Scene>();
    var snapshot = new LinkedHashMap<String, List<Entity>>();
    var open = new ArrayList<Entity>();
    for (Incident incident : incidents.read(tx, actor, part.incidentIds())) {
      var involved = part.incidentIds().contains(incident.id());
      var scene = scene(actor, incident.areaCode(), incident.drill(), involved);
      var entity = Entity.of("incidents", Json.tree(incident));
      if (Visibility.sees(actor, scene, entity)) {
        open.add(entity);
        scenes.put(incident.id(), scene);
      }
    }
    snapshot.put("incidents", open);
    var unitIds = new HashSet<UUID>();
    if (part.unitId() != null) {
      unitIds.add(part.unitId());
    }
    sources.forEach(
        (collection, source) -> {
          var seen = new ArrayList<Entity>();
          for (Object view : source.read(tx, actor, scenes.keySet())) {
            var entity = Entity.of(collection, Json.tree(view));
            var assigned = entity.uuid("unitId");
            if (Visibility.sees(actor, scene(actor, entity, scenes, unitIds), entity)) {
              seen.add(entity);
              if (assigned != null) {
                unitIds.add(assigned);
              }
            }
          }
          snapshot.put(collection, seen);
        });
    return snapshot;
  }

  /// Entities are seen through their incident. A unit that is the actor's own or assigned there is
  /// near, wherever it comes from; others by their own area, notices also by whom they concern.
  private static Scene scene(
      Actor actor, Entity entity, Map<UUID, Scene> scenes, Set<UUID> unitIds) {
    var incidentId = entity.uuid("incidentId");
    var scene = incidentId == null ? null : scenes.get(incidentId);
    if (scene != null) {
      return scene;
    }
    boolean drill = entity.json().path("drill").asBoolean(actor.drill());
    var id = entity.id();
    boolean near = entity.collection().equals("units") && id != null && unitIds.contains(id);
    // Outside every area: seen by whom it concerns, at most.
    return scene(actor, near ? actor.areaCode() : "none", drill, near);
  }

  private static Scene scene(Actor actor, String areaCode, boolean drill, boolean involved) {
    return new Scene(areaCode, drill, involved ? Set.of(actor.personId()) : Set.of());
  }
}
