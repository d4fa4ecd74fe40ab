package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Cursor;
import io.qianzhi.timeline.TimelineEvent;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An event on its way to clients. Its text is made once for all who see the same part of it.
final class LiveEvent {
  private final TimelineEvent event;
  private final Scene scene;
  private final Set<UUID> gained;
  private final List<Entity> entities;
  private final Map<BitSet, String> texts = new ConcurrentHashMap<>();

  /// @param gained people for whom more has become visible than this event tells
  LiveEvent(TimelineEvent event, Scene scene, Set<UUID> gained, List<Entity> entities) {
    this.event = event;
    this.scene = scene;
    this.gained = gained;
    this.entities = entities;
  }

  Cursor cursor() {
    return event.cursor();
  }

  List<Entity> entities() {
    return entities;
  }

  /// Whether this person sees all of its scene, whoever works there.
  boolean isInAreaOf(Actor actor) {
    return Visibility.commands(actor, scene);
  }

  /// Whether this person must get a fresh snapshot, because this event lets them see an incident.
  boolean opensMoreTo(Actor actor) {
    return actor.drill() == scene.drill()
        && !Visibility.commands(actor, scene)
        && gained.contains(actor.personId());
  }

  /// The message for this person, null when nothing of it is theirs.
  @Nullable String textFor(Actor actor) {
    var seen = new BitSet(entities.size() + 1);
    for (int i = 0; i < entities.size(); i++) {
      seen.set(i, Visibility.sees(actor, scene, entities.get(i)));
    }
    seen.set(entities.size(), Visibility.seesEvent(actor, scene));
    return seen.isEmpty() ? null : texts.computeIfAbsent(seen, this::write);
  }

  private String write(BitSet seen) {
    var byCollection = new LinkedHashMap<String, StringBuilder>();
    for (int i = 0; i < entities.size(); i++) {
      if (seen.get(i)) {
        var entity = entities.get(i);
        var list = byCollection.computeIfAbsent(entity.collection(), name -> new StringBuilder());
        list.append(list.isEmpty() ? "" : ",").append(entity.text());
      }
    }
    var text = new StringBuilder("{\"type\":\"event\",\"cursor\":\"");
    text.append(event.cursor()).append("\",\"event\":");
    text.append(header(seen.get(entities.size()))).append(",\"entities\":{");
    var separator = "";
    for (var collection : byCollection.entrySet()) {
      text.append(separator).append('"').append(collection.getKey()).append("\":[");
      text.append(collection.getValue()).append(']');
      separator = ",";
    }
    return text.append("}}").toString();
  }

  /// Somebody may see an entity without the event that changed it: then the event has no actor and
  /// no detail.
  private String header(boolean whole) {
    var header = new LinkedHashMap<String, Object>();
    header.put("id", event.id());
    header.put("stream", event.stream());
    header.put("version", event.version());
    header.put("at", event.at());
    header.put("kind", event.kind());
    var actor = event.actor();
    if (whole && actor != null) {
      header.put("actor", actor);
    }
    var text = Json.write(header);
    return text.substring(0, text.length() - 1)
        + ",\"detail\":"
        + (whole ? event.detail() : "{}")
        + "}";
  }
}
