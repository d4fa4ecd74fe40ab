package io.qianzhi.timeline;

import io.qianzhi.platform.http.Actor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened, about to be appended: what, where, who, a few facts for the sentence
/// that people read, and the full new state of every entity it changed.
public final class Happening {
  final String stream;
  final @Nullable UUID incidentId;
  final String areaCode;
  final boolean drill;
  final String kind;
  @Nullable Actor actor;
  final Map<String, Object> detail = new TreeMap<>();
  final Map<String, List<Object>> entities = new LinkedHashMap<>();

  private Happening(
      String stream, @Nullable UUID incidentId, String areaCode, boolean drill, String kind) {
    this.stream = stream;
    this.incidentId = incidentId;
    this.areaCode = areaCode;
    this.drill = drill;
    this.kind = kind;
  }

  /// In the stream of one incident. Kinds are `noun.verb_in_past`, such as
  /// `assignment.acknowledged`.
  public static Happening inIncident(UUID id, String areaCode, boolean drill, String kind) {
    return new Happening(stream(id), id, areaCode, drill, kind);
  }

  /// The name of an incident's stream; without an incident, of the city's.
  public static String stream(@Nullable UUID incidentId) {
    return incidentId == null ? "city" : "incident:" + incidentId;
  }

  /// In the city's own stream: what belongs to no incident, such as a unit going on duty.
  public static Happening inCity(String areaCode, boolean drill, String kind) {
    return new Happening(stream(null), null, areaCode, drill, kind);
  }

  /// Without it, the system did it.
  public Happening by(@Nullable Actor who) {
    this.actor = who;
    return this;
  }

  public Happening detail(String name, @Nullable Object value) {
    if (value != null) {
      detail.put(name, value);
    }
    return this;
  }

  /// @param collection the name in snapshots and events: `incidents`, `units`, `assignments` …
  /// @param view the entity as the contract describes it, with its `id`
  public Happening changed(String collection, Object view) {
    entities.computeIfAbsent(collection, name -> new ArrayList<>()).add(view);
    return this;
  }

  public Happening changedAll(String collection, Collection<?> views) {
    views.forEach(view -> changed(collection, view));
    return this;
  }
}
