package io.qianzhi.geo.osm;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/// Vector tiles of the "OSM QA" kind, which carry whole OpenStreetMap objects: unsimplified, with
/// all their tags and their `@id`, but cut at the edges of tiles. Puts the pieces together again
/// and writes one ordinary OpenStreetMap file.
///
/// The tiles are cut so finely (about 1 cm) that equal coordinates are the same node. Who edited an
/// object is left out.
public final class QaTiles {

  private static final Pattern FILE_NAME = Pattern.compile("(\\d+)-(\\d+)-(\\d+)\\.mvt");

  private QaTiles() {}

  /// Writes what a folder of tiles named `zoom-x-y.mvt` contains as one `.osm.gz` file.
  ///
  /// @throws IOException when the folder has no such tiles, or files cannot be read or written
  public static void writeOsm(Path folder, Path osmGzFile) throws IOException {
    // Sorted, so that the same tiles always make the same file.
    Map<Long, List<Geometry>> points = new TreeMap<>();
    Map<Long, List<Geometry>> ways = new TreeMap<>();
    int extent = 0;
    int zoom = 0;
    for (Path file : tileFiles(folder)) {
      Matcher name = FILE_NAME.matcher(file.getFileName().toString());
      if (!name.matches()) {
        continue;
      }
      zoom = Integer.parseInt(name.group(1));
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        for (JtsLayer layer : read(in)) {
          extent = layer.getExtent();
          var toWorld =
              AffineTransformation.translationInstance(
                  Double.parseDouble(name.group(2)) * extent,
                  Double.parseDouble(name.group(3)) * extent);
          for (Geometry piece : layer.getGeometries()) {
            // Rewrites the coordinates but keeps the tags, which a copy would lose.
            piece.apply(toWorld);
            Map<?, ?> tags = (Map<?, ?>) piece.getUserData();
            var byId = "node".equals(tags.get("@type")) ? points : ways;
            long id = Long.parseLong(String.valueOf(tags.get("@id")));
            byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(piece);
          }
        }
      }
    }
    if (ways.isEmpty()) {
      throw new IOException("no tiles named zoom-x-y.mvt in " + folder.toAbsolutePath());
    }
    try (OsmWriter writer = new OsmWriter(osmGzFile, (double) extent * (1 << zoom))) {
      for (var entry : points.entrySet()) {
        Geometry point = entry.getValue().getFirst();
        writer.addNode(entry.getKey(), point.getCoordinate(), tags(point));
      }
      for (var entry : ways.entrySet()) {
        List<Geometry> pieces = entry.getValue();
        writer.addWay(entry.getKey(), whole(pieces), tags(pieces.getFirst()));
      }
    }
  }

  private static List<Path> tileFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Iterable<JtsLayer> read(InputStream in) throws IOException {
    return MvtReader.loadMvt(in, new GeometryFactory(), new TagKeyValueMapConverter()).getLayers();
  }

  private static List<LineString> whole(List<Geometry> pieces) {
    List<LineString> lines = new ArrayList<>();
    List<Polygon> polygons = new ArrayList<>();
    for (Geometry piece : pieces) {
      for (int i = 0; i < piece.getNumGeometries(); i++) {
        switch (piece.getGeometryN(i)) {
          case LineString line -> lines.add(line);
          case Polygon polygon -> polygons.add(polygon);
          default -> throw new IllegalArgumentException("a way that is a " + piece);
        }
      }
    }
    List<LineString> whole = new ArrayList<>(Seams.join(lines));
    whole.addAll(Seams.unite(polygons));
    return whole;
  }

  /// The object's own tags, without the `@` ones that tell about its editing.
  private static Map<String, String> tags(Geometry piece) {
    Map<String, String> tags = new TreeMap<>();
    ((Map<?, ?>) piece.getUserData())
        .forEach(
            (key, value) -> {
              if (!key.toString().startsWith("@")) {
                tags.put(key.toString(), value.toString());
              }
            });
    return tags;
  }
}
