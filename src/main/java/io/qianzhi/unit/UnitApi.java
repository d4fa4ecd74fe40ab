package io.qianzhi.unit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Operations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of units.
public final class UnitApi {
  private UnitApi() {}

  private record SetDuty(Unit.Duty duty, @Nullable String reason) {}

  /// A unit with its last known position, as lists and snapshots show it.
  public record Placed(@JsonUnwrapped Unit unit, @Nullable Object fix) {}

  /// Knows where units are.
  @FunctionalInterface
  public interface Positions {
    Map<UUID, ?> latest(Tx tx, Collection<UUID> unitIds);
  }

  public static void bind(
      Operations operations, UnitService units, Positions positions, Database database) {
    operations.query(
        "listUnits",
        request -> database.inTransaction(tx -> placed(tx, units, positions, request.actor())));
    operations.command(
        "setUnitDuty",
        (tx, request) -> {
          var body = request.body(SetDuty.class);
          return units.setDuty(
              tx, request.id("unitId"), body.duty(), body.reason(), request.actor());
        });
  }

  /// The units the actor may see, each with its position where he may follow units.
  public static List<Placed> placed(Tx tx, UnitService units, Positions positions, Actor actor) {
    var all = units.inArea(tx, actor.areaCode(), actor.drill());
    var fixes =
        actor.may("track.live")
            ? positions.latest(tx, all.stream().map(Unit::id).toList())
            : Map.<UUID, Object>of();
    return all.stream().map(unit -> new Placed(unit, fixes.get(unit.id()))).toList();
  }
}
