package io.qianzhi.live;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.timeline.Cursor;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.TimelineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client must be told first, read after its session has begun to receive events: the events
/// it missed, or everything.
final class CatchUp {
  private static final int PAGE = 500;

  /// What to send, and up to where the feed is known by it.
  sealed interface Start {
    Cursor cursor();
  }

  record Missed(Cursor cursor, List<Outbox.Message> events) implements Start {}

  record Whole(Cursor cursor, String text, List<Entity> notices) implements Start {
    static Whole of(Cursor cursor, Map<String, List<Entity>> entities) {
      var text = new StringBuilder("{\"type\":\"snapshot\",\"cursor\":\"");
      text.append(cursor).append("\",\"entities\":{");
      var separator = "";
      for (var collection : entities.entrySet()) {
        text.append(separator).append('"').append(collection.getKey()).append("\":[");
        text.append(String.join(",", collection.getValue().stream().map(Entity::text).toList()));
        text.append(']');
        separator = ",";
      }
      text.append("}}");
      return new Whole(cursor, text.toString(), entities.getOrDefault("notices", List.of()));
    }
  }

  private final Timeline timeline;
  private final Snapshots snapshots;
  private final Involvement involvement;
  private final int mostEvents;

  CatchUp(Timeline timeline, Snapshots snapshots, Involvement involvement, int mostEvents) {
    this.timeline = timeline;
    this.snapshots = snapshots;
    this.involvement = involvement;
    this.mostEvents = mostEvents;
  }

  Start read(Tx tx, Actor actor, @Nullable Cursor last) {
    var missed = last == null ? null : missed(tx, actor, last);
    if (missed != null) {
      return missed;
    }
    // The cursor first: what happens while the entities are read is sent again as events.
    var cursor = timeline.newest(tx);
    return Whole.of(cursor, snapshots.read(tx, actor));
  }

  /// Null where events cannot bring this client up to date.
  private @Nullable Missed missed(Tx tx, Actor actor, Cursor last) {
    if (!timeline.isKnown(tx, last)) {
      return null;
    }
    var events = new ArrayList<Outbox.Message>();
    var cursor = last;
    int read = 0;
    while (true) {
      var page = timeline.follow(tx, cursor, PAGE);
      for (TimelineEvent event : page) {
        var live = involvement.recall(event);
        if (!live.isInAreaOf(actor) && changesWhatTheySee(actor, live)) {
          return null;
        }
        var text = live.textFor(actor);
        if (text != null) {
          events.add(new Outbox.Message(event.cursor(), text, live));
        }
        cursor = event.cursor();
      }
      read += page.size();
      if (read > mostEvents) {
        return null;
      }
      if (page.size() < PAGE) {
        return new Missed(cursor, events);
      }
    }
  }

  /// Who was sent somewhere meanwhile, or came into command, needs all of the incident; and who is
  /// not part of it any more must let it go. Their snapshot is small.
  private static boolean changesWhatTheySee(Actor actor, LiveEvent event) {
    boolean areaWide = Visibility.isAreaWide(actor);
    return event.entities().stream()
        .anyMatch(
            entity ->
                switch (entity.collection()) {
                  case "assignments", "units", "commandTransfers", "groups" ->
                      !areaWide || entity.concerns(actor.personId());
                  case "incidents", "orders" -> entity.concerns(actor.personId());
                  default -> false;
                });
  }
}
