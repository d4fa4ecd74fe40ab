package io.qianzhi.geo.osm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/// Undoes the cuts that tile edges made in lines and areas. Coordinates are whole numbers.
final class Seams {

  /// The same cut is rounded by each tile for itself.
  private static final double SNAP = 2;

  private Seams() {}

  /// Lines where the end of one is the start of another are one line. Directions are kept, since
  /// one-way streets depend on them.
  static List<LineString> join(List<LineString> pieces) {
    List<LineString> lines = new ArrayList<>(pieces);
    boolean joined;
    do {
      joined = false;
      for (int a = 0; a < lines.size() && !joined; a++) {
        for (int b = 0; b < lines.size() && !joined; b++) {
          if (a != b && continues(lines.get(a), lines.get(b))) {
            lines.set(a, concatenate(lines.get(a), lines.get(b)));
            lines.remove(b);
            joined = true;
          }
        }
      }
    } while (joined);
    return lines;
  }

  private static boolean continues(LineString first, LineString second) {
    Coordinate end = first.getCoordinateN(first.getNumPoints() - 1);
    Coordinate start = second.getCoordinateN(0);
    return Math.abs(end.x - start.x) <= SNAP && Math.abs(end.y - start.y) <= SNAP;
  }

  private static LineString concatenate(LineString first, LineString second) {
    Coordinate[] head = first.getCoordinates();
    Coordinate[] tail = second.getCoordinates();
    Coordinate[] all = Arrays.copyOf(head, head.length + tail.length - 1);
    System.arraycopy(tail, 1, all, head.length, tail.length - 1);
    return first.getFactory().createLineString(all);
  }

  /// Outlines of the areas that the pieces form together.
  static List<LineString> unite(List<Polygon> pieces) {
    Collection<Geometry> valid =
        pieces.stream().map(piece -> piece.isValid() ? piece : piece.buffer(0)).toList();
    if (valid.isEmpty()) {
      return List.of();
    }
    Geometry united = valid.size() == 1 ? valid.iterator().next() : OverlayNGRobust.union(valid);
    List<LineString> outlines = new ArrayList<>();
    for (int i = 0; i < united.getNumGeometries(); i++) {
      if (united.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        outlines.add(polygon.getExteriorRing());
      }
    }
    return outlines;
  }
}
