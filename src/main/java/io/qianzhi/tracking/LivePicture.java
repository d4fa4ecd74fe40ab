package io.qianzhi.tracking;

import io.qianzhi.geo.Cell;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The newest believed position of each unit, and which map cells have changed since the last tick.
/// Belongs to one context: no locks.
final class LivePicture {
  /// The cell's frame goes to those of one world only: drill or real.
  record Square(Cell cell, boolean drill) {}

  private final Map<UUID, Fix> latest = new HashMap<>();
  private final Map<UUID, Cell> cells = new HashMap<>();

  /// For each unit that moved, where it was at the last tick.
  private final Map<UUID, Set<Cell>> moved = new HashMap<>();

  @Nullable Fix latest(UUID unitId) {
    return latest.get(unitId);
  }

  /// Learns a position from the database: nobody needs to be told.
  void remember(UUID unitId, Fix fix) {
    var known = latest.get(unitId);
    if (known == null || fix.fixAt().isAfter(known.fixAt())) {
      latest.put(unitId, fix);
      cells.put(unitId, Cell.of(fix.point()));
    }
  }

  void move(UUID unitId, Fix fix) {
    var before = cells.get(unitId);
    var touched = moved.computeIfAbsent(unitId, id -> new HashSet<>());
    if (before != null) {
      touched.add(before);
    }
    latest.put(unitId, fix);
    cells.put(unitId, Cell.of(fix.point()));
  }

  /// One frame for each square that changed. A unit that crossed into another cell is in the frames
  /// of both: those who look at the old one see it leave.
  Map<Square, Buffer> tick(long nowMillis, Function<UUID, @Nullable TrackedUnit> units) {
    if (moved.isEmpty()) {
      return Map.of();
    }
    var changed = new HashMap<Square, List<PositionFrame.Entry>>();
    moved.forEach(
        (unitId, touched) -> {
          var unit = units.apply(unitId);
          var fix = latest.get(unitId);
          var cell = cells.get(unitId);
          if (unit == null || fix == null || cell == null) {
            return;
          }
          touched.add(cell);
          var entry = new PositionFrame.Entry(unit.number(), fix);
          for (Cell square : touched) {
            changed
                .computeIfAbsent(new Square(square, unit.drill()), key -> new ArrayList<>())
                .add(entry);
          }
        });
    moved.clear();
    var frames = new HashMap<Square, Buffer>();
    changed.forEach(
        (square, entries) ->
            frames.put(square, PositionFrame.encode(square.cell(), nowMillis, entries)));
    return frames;
  }

  /// The units whose newest position lies in one of the cells.
  Map<UUID, Fix> inCells(Collection<Cell> wanted) {
    var set = Set.copyOf(wanted);
    var found = new HashMap<UUID, Fix>();
    cells.forEach(
        (unitId, cell) -> {
          var fix = latest.get(unitId);
          if (fix != null && set.contains(cell)) {
            found.put(unitId, fix);
          }
        });
    return found;
  }
}
