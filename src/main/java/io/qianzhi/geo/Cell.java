package io.qianzhi.geo;

import java.util.ArrayList;
import java.util.List;

/// One square of the live map, about 10 km at the equator: positions are sent per cell to those who
/// look at it. It is a map tile of zoom 12, so that the console computes the same number.
///
/// @param number tile column * 4096 + tile row
public record Cell(int number) {

  private static final int ZOOM = 12;
  private static final int ROWS = 1 << ZOOM;

  public Cell {
    if (number < 0 || number >= ROWS * ROWS) {
      throw new IllegalArgumentException("no cell " + number);
    }
  }

  public static Cell of(Point point) {
    Tile tile = Tile.of(point, ZOOM);
    return at(tile.x(), tile.y());
  }

  /// The cells that a rectangle touches, or the first `limit` of them, west to east, north to
  /// south.
  public static List<Cell> of(Bounds bounds, int limit) {
    Tile northWest = Tile.of(new Point(bounds.north(), bounds.west()), ZOOM);
    Tile southEast = Tile.of(new Point(bounds.south(), bounds.east()), ZOOM);
    List<Cell> cells = new ArrayList<>();
    for (int x = northWest.x(); x <= southEast.x(); x++) {
      for (int y = northWest.y(); y <= southEast.y(); y++) {
        if (cells.size() == limit) {
          return cells;
        }
        cells.add(at(x, y));
      }
    }
    return cells;
  }

  private static Cell at(int x, int y) {
    return new Cell(x * ROWS + y);
  }
}
