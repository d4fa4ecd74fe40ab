package io.qianzhi.tracking;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where units are and were.
public final class TrackService {
  private static final int MOST_FIXES = 10_000;
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Database database;
  private final Roster roster;
  private final TrackStore store = new TrackStore();

  public TrackService(Database database, Roster roster) {
    this.database = database;
    this.roster = roster;
  }

  /// The newest believed position of each of these units that has one; at most about a second
  /// behind the live picture.
  public Map<UUID, Fix> latest(Tx tx, Collection<UUID> unitIds) {
    return store.latest(tx, unitIds);
  }

  /// A unit's way between two times, oldest first.
  List<Fix> track(Actor actor, UUID unitId, Instant from, Instant to) {
    var unit = roster.find(unitId).orElseThrow(() -> Problem.notFound("unit", unitId));
    if (unit.drill() != actor.drill() || !AreaCode.covers(actor.areaCode(), unit.areaCode())) {
      throw Problem.notFound("unit", unitId);
    }
    if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw Problem.invalidField(
          "from", FieldRule.IMPOSSIBLE, "Ask for 31 days at most, the earlier time first.");
    }
    return database.inTransaction(tx -> store.track(tx, unitId, from, to, MOST_FIXES));
  }

  /// A unit's way between two times as it became known, thinned to what fits. Without scope: for
  /// those who may see what the unit was on.
  public List<Known> known(Tx tx, UUID unitId, Instant from, Instant to, int most) {
    long seconds = Math.max(0, Duration.between(from, to).toSeconds());
    int every = Math.toIntExact(Math.max(1, (seconds + most - 1) / most));
    return store.known(tx, unitId, from, to, every, most + 1);
  }
}
