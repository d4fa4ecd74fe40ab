package io.qianzhi.geo;

import static java.lang.Math.PI;
import static java.lang.Math.atan;
import static java.lang.Math.clamp;
import static java.lang.Math.floor;
import static java.lang.Math.log;
import static java.lang.Math.sinh;
import static java.lang.Math.tan;
import static java.lang.Math.toDegrees;
import static java.lang.Math.toRadians;

/// One square of the web map: at zoom z the Mercator world is 2^z by 2^z tiles.
///
/// @param zoom 0 to 22
/// @param x column, 0 at 180° west
/// @param y row, 0 in the north
public record Tile(int zoom, int x, int y) {

  private static final double NORTHERNMOST_LATITUDE = 85.05112877980659;

  public Tile {
    if (zoom < 0 || zoom > 22) {
      throw new IllegalArgumentException("zoom must be 0 to 22 but is " + zoom);
    }
    int size = 1 << zoom;
    if (x < 0 || x >= size || y < 0 || y >= size) {
      throw new IllegalArgumentException("no tile " + x + "/" + y + " at zoom " + zoom);
    }
  }

  /// The tile that a point lies in; the poles belong to the outermost row.
  public static Tile of(Point point, int zoom) {
    int size = 1 << zoom;
    int x = (int) clamp(floor(worldX(point.longitude()) * size), 0, size - 1);
    int y = (int) clamp(floor(worldY(point.latitude()) * size), 0, size - 1);
    return new Tile(zoom, x, y);
  }

  /// The square of earth that this tile shows.
  public Bounds bounds() {
    double size = 1 << zoom;
    return new Bounds(
        latitude((y + 1) / size),
        longitude(x / size),
        latitude(y / size),
        longitude((x + 1) / size));
  }

  /// How far east a longitude is on the Mercator world: 0 at 180° west, 1 at 180° east.
  public static double worldX(double longitude) {
    return longitude / 360 + 0.5;
  }

  /// How far south a latitude is on the Mercator world: 0 at 85.05° north, 1 at 85.05° south.
  public static double worldY(double latitude) {
    double shown = clamp(latitude, -NORTHERNMOST_LATITUDE, NORTHERNMOST_LATITUDE);
    return 0.5 - log(tan(PI / 4 + toRadians(shown) / 2)) / (2 * PI);
  }

  /// The longitude in degrees at a world x of 0 to 1.
  public static double longitude(double worldX) {
    return (worldX - 0.5) * 360;
  }

  /// The latitude in degrees at a world y of 0 to 1.
  public static double latitude(double worldY) {
    return toDegrees(atan(sinh(PI * (1 - 2 * worldY))));
  }
}
