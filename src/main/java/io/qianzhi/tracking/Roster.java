package io.qianzhi.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.TimelineEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which units are on duty with whom, as far as this node has followed the feed: so that a position
/// need not ask the database whose it is.
public final class Roster {
  private final Function<Tx, ? extends List<?>> allUnits;
  private final Map<UUID, TrackedUnit> units = new ConcurrentHashMap<>();
  private final Map<UUID, UUID> unitByPerson = new ConcurrentHashMap<>();

  /// @param allUnits reads every unit as the contract shows it
  public Roster(Function<Tx, ? extends List<?>> allUnits) {
    this.allUnits = allUnits;
  }

  /// Call before the feed starts, and [#load] after it: nothing is missed in between.
  public void follow(Feed feed) {
    feed.subscribe(page -> page.forEach(this::read));
  }

  /// Reads all units, on a virtual thread.
  public void load(Database database) {
    for (Object unit : database.inTransaction(allUnits::apply)) {
      learn(TrackedUnit.of(Json.tree(unit)));
    }
  }

  public Optional<TrackedUnit> find(UUID unitId) {
    return Optional.ofNullable(units.get(unitId));
  }

  /// The unit that this person is on duty with.
  public @Nullable UUID unitOf(UUID personId) {
    return unitByPerson.get(personId);
  }

  private void read(TimelineEvent event) {
    // Most events touch no unit: do not parse those.
    if (event.entities().contains("\"units\"")) {
      for (JsonNode unit : Json.read(event.entities(), JsonNode.class).path("units")) {
        learn(TrackedUnit.of(unit));
      }
    }
  }

  void learn(TrackedUnit unit) {
    var known = units.get(unit.id());
    if (known != null && known.version() > unit.version()) {
      return;
    }
    units.put(unit.id(), unit);
    if (known != null) {
      known.crew().forEach(person -> unitByPerson.remove(person, unit.id()));
    }
    unit.crew().forEach(person -> unitByPerson.put(person, unit.id()));
  }
}
