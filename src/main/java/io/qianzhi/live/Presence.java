package io.qianzhi.live;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Who is on, across all nodes: each node tells the others whom it serves, when that changes and
/// every few seconds; a node that falls silent is forgotten. Belongs to one context.
final class Presence {
  private static final String ADDRESS = "live.presence";

  /// Several come and go at once when a network is back.
  private static final long GATHER_MILLIS = 300;

  /// Somebody with an open session.
  record Somebody(UUID id, String name, String title, String areaCode, boolean drill) {}

  private record Told(String node, List<Somebody> people) {}

  private record Heard(List<Somebody> people, long atMillis) {}

  private final Vertx vertx;
  private final Context context;
  private final String node = UUID.randomUUID().toString();
  private final long expiryMillis;
  private final Runnable changed;
  private final Map<String, Somebody> here = new HashMap<>();
  private final Map<String, Heard> nodes = new HashMap<>();
  private volatile Map<UUID, Somebody> everybody = Map.of();
  private boolean telling;
  private boolean over;
  private long timer;

  /// @param changed called on this context when somebody came or went, anywhere
  Presence(Vertx vertx, LiveSettings settings, Runnable changed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.expiryMillis = settings.presenceExpirySeconds() * 1_000L;
    this.changed = changed;
    context.runOnContext(
        started -> {
          vertx.eventBus().<String>consumer(ADDRESS, message -> hear(message.body()));
          timer = vertx.setPeriodic(settings.presenceSeconds() * 1_000L, tick -> tell());
        });
  }

  void came(String session, Actor actor) {
    var person =
        new Somebody(
            actor.personId(), actor.name(), actor.title(), actor.areaCode(), actor.drill());
    context.runOnContext(
        now -> {
          here.put(session, person);
          tellSoon();
        });
  }

  void went(String session) {
    context.runOnContext(
        now -> {
          if (here.remove(session) != null) {
            tellSoon();
          }
        });
  }

  /// Nobody is here any more, and nobody will come.
  Future<Void> stop() {
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(
        stopping -> {
          vertx.cancelTimer(timer);
          here.clear();
          tell();
          over = true;
          stopped.complete();
        });
    return stopped.future();
  }

  /// Those whom this person may know to be on; may be called from anywhere.
  Collection<Outbound.Present> seenBy(Actor actor) {
    return everybody.values().stream()
        .filter(person -> person.drill == actor.drill())
        .filter(person -> AreaCode.covers(actor.areaCode(), person.areaCode))
        .map(person -> new Outbound.Present(person.id, person.name, person.title))
        .toList();
  }

  private void tellSoon() {
    if (!telling) {
      telling = true;
      vertx.setTimer(
          GATHER_MILLIS,
          gathered -> {
            telling = false;
            tell();
          });
    }
  }

  private void tell() {
    if (over) {
      return;
    }
    var people = List.copyOf(Map.copyOf(here).values()).stream().distinct().toList();
    vertx.eventBus().publish(ADDRESS, Json.write(new Told(node, people)));
    combine();
  }

  private void hear(String text) {
    var told = Json.read(text, Told.class);
    nodes.put(told.node, new Heard(told.people, LiveNode.steadyMillis()));
    combine();
  }

  private void combine() {
    long now = LiveNode.steadyMillis();
    nodes.values().removeIf(heard -> now - heard.atMillis > expiryMillis);
    var all = new TreeMap<UUID, Somebody>();
    var everyList = new ArrayList<>(here.values());
    nodes.values().forEach(heard -> everyList.addAll(heard.people));
    everyList.forEach(person -> all.put(person.id, person));
    if (!all.equals(everybody)) {
      everybody = Map.copyOf(all);
      changed.run();
    }
  }
}
