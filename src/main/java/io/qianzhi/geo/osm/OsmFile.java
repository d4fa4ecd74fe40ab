package io.qianzhi.geo.osm;

import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.LongObjectHashMap;
import com.graphhopper.reader.ReaderElement;
import com.graphhopper.reader.ReaderNode;
import com.graphhopper.reader.ReaderRelation;
import com.graphhopper.reader.ReaderWay;
import com.graphhopper.reader.osm.OSMInputFile;
import com.graphhopper.reader.osm.SkipOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/// An OpenStreetMap extract: `.osm.pbf`, `.osm.gz` or `.osm`. Kept in memory while it is read are
/// the places of all nodes (16 bytes each) and the ways that relations are made of.
public final class OsmFile {

  private static final GeometryFactory GEOMETRY =
      new GeometryFactory(
          new PrecisionModel(), 4326, PackedCoordinateSequenceFactory.DOUBLE_FACTORY);
  private static final double UNITS_PER_DEGREE = 1e7;
  private static final long NO_NODE = Long.MIN_VALUE;

  /// A closed line with one of these is an area, unless it says `area=no`.
  private static final Set<String> AREA_KEYS =
      Set.of(
          "building",
          "landuse",
          "leisure",
          "natural",
          "water",
          "amenity",
          "place",
          "shop",
          "tourism",
          "office",
          "aeroway",
          "historic",
          "healthcare",
          "military",
          "craft",
          "parking");

  private final Path file;
  private final LongLongHashMap places = new LongLongHashMap();
  private final LongObjectHashMap<@Nullable LineString> members = new LongObjectHashMap<>();

  private OsmFile(Path file) {
    this.file = file;
  }

  /// Hands every tagged point, line and area of the file to `consumer`, which keeps what it needs.
  ///
  /// @throws IOException when the file cannot be read or is no OpenStreetMap data
  public static void read(Path file, Consumer<OsmFeature> consumer) throws IOException {
    OsmFile reader = new OsmFile(file);
    reader.forEach(new SkipOptions(true, true, false), reader::noteMembers);
    reader.forEach(
        SkipOptions.none(),
        element -> {
          switch (element) {
            case ReaderNode node -> reader.readNode(node, consumer);
            case ReaderWay way -> reader.readWay(way, consumer);
            case ReaderRelation relation -> reader.readRelation(relation, consumer);
            default -> {}
          }
        });
  }

  private void forEach(SkipOptions skip, Consumer<ReaderElement> visitor) throws IOException {
    try (OSMInputFile input =
        new OSMInputFile(file.toFile()).setSkipOptions(skip).setWorkerThreads(1).open()) {
      ReaderElement element;
      while ((element = input.getNext()) != null) {
        visitor.accept(element);
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw new IOException("cannot read OpenStreetMap data from " + file + ": " + e, e);
    }
  }

  private void noteMembers(ReaderElement element) {
    if (element instanceof ReaderRelation relation && isShape(relation)) {
      for (ReaderRelation.Member member : relation.getMembers()) {
        if (member.getType() == ReaderElement.Type.WAY) {
          members.put(member.getRef(), null);
        }
      }
    }
  }

  private static boolean isShape(ReaderRelation relation) {
    return relation.hasTag("type", "multipolygon", "boundary");
  }

  private void readNode(ReaderNode node, Consumer<OsmFeature> consumer) {
    places.put(node.getId(), pack(node.getLat(), node.getLon()));
    Map<String, String> tags = tags(node);
    if (!tags.isEmpty()) {
      var point =
          GEOMETRY.createPoint(
              new PackedCoordinateSequence.Double(
                  new double[] {node.getLon(), node.getLat()}, 2, 0));
      consumer.accept(new OsmFeature(tags, point));
    }
  }

  private void readWay(ReaderWay way, Consumer<OsmFeature> consumer) {
    Map<String, String> tags = tags(way);
    boolean isMember = members.containsKey(way.getId());
    if (tags.isEmpty() && !isMember) {
      return;
    }
    LineString line = line(way.getNodes());
    if (line == null) {
      return;
    }
    if (isMember) {
      members.put(way.getId(), line);
    }
    if (!tags.isEmpty()) {
      Geometry shape =
          isArea(tags, line) ? GEOMETRY.createPolygon(line.getCoordinateSequence()) : line;
      consumer.accept(new OsmFeature(tags, shape));
    }
  }

  /// An extract may lack nodes outside its bounds: the line is then what is inside.
  private @Nullable LineString line(LongArrayList nodes) {
    double[] coordinates = new double[nodes.size() * 2];
    int length = 0;
    for (int i = 0; i < nodes.size(); i++) {
      long place = places.getOrDefault(nodes.get(i), NO_NODE);
      if (place != NO_NODE) {
        coordinates[length++] = (int) place / UNITS_PER_DEGREE;
        coordinates[length++] = (int) (place >> 32) / UNITS_PER_DEGREE;
      }
    }
    if (length < 4) {
      return null;
    }
    double[] found = Arrays.copyOf(coordinates, length);
    return GEOMETRY.createLineString(new PackedCoordinateSequence.Double(found, 2, 0));
  }

  private static boolean isArea(Map<String, String> tags, LineString line) {
    if (!line.isClosed() || line.getNumPoints() < 4) {
      return false;
    }
    return switch (tags.getOrDefault("area", "")) {
      case "yes" -> true;
      case "no" -> false;
      default ->
          tags.getOrDefault("waterway", "").equals("riverbank")
              || (!tags.containsKey("highway")
                  && !tags.containsKey("railway")
                  && tags.keySet().stream().anyMatch(AREA_KEYS::contains));
    };
  }

  private void readRelation(ReaderRelation relation, Consumer<OsmFeature> consumer) {
    Map<String, String> tags = tags(relation);
    tags.remove("type");
    if (!isShape(relation) || tags.isEmpty()) {
      return;
    }
    List<LineString> lines = new ArrayList<>();
    for (ReaderRelation.Member member : relation.getMembers()) {
      LineString line =
          member.getType() == ReaderElement.Type.WAY ? members.get(member.getRef()) : null;
      if (line != null) {
        lines.add(line);
      }
    }
    Geometry shape =
        relation.hasTag("type", "boundary")
            ? GEOMETRY.createMultiLineString(lines.toArray(LineString[]::new))
            : polygons(lines);
    if (!shape.isEmpty()) {
      consumer.accept(new OsmFeature(tags, shape));
    }
  }

  /// Rings inside rings are holes, and rings inside holes are islands, whatever the roles say.
  private static Geometry polygons(List<LineString> lines) {
    Polygonizer polygonizer = new Polygonizer(true);
    polygonizer.add(lines);
    return polygonizer.getGeometry();
  }

  private static Map<String, String> tags(ReaderElement element) {
    Map<String, String> tags = new HashMap<>();
    element.getTags().forEach((key, value) -> tags.put(key, String.valueOf(value)));
    return tags;
  }

  private static long pack(double latitude, double longitude) {
    long y = Math.round(latitude * UNITS_PER_DEGREE);
    long x = Math.round(longitude * UNITS_PER_DEGREE);
    return y << 32 | (x & 0xFFFF_FFFFL);
  }
}
