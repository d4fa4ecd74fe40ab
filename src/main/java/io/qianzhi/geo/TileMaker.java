package io.qianzhi.geo;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.JtsAdapter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.RoundingFilter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.UserDataKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerParams;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerProps;
import io.github.sebasbaumh.mapbox.vectortile.util.MvtUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.Puntal;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.linemerge.LineMerger;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/// Cuts the map into vector tiles, from the top down: each tile hands to its four children what
/// lies in them.
final class TileMaker {

  static final int MIN_ZOOM = 8;
  static final int MAX_ZOOM = 14;

  private static final int EXTENT = 4096;

  /// Drawn beyond the edge, so that the width of a line cut there does not show.
  private static final double BUFFER = 80.0 / EXTENT;

  /// Of 1/4096 of a tile: about a fourth of a pixel.
  private static final double SIMPLIFY_STEPS = 2;

  private static final double SMALLEST_AREA_STEPS = 100;

  /// Shapes are in units of the Mercator world, 0 to 1.
  private final List<MapFeature> features = new ArrayList<>();

  void add(MapFeature feature) {
    Geometry world = feature.shape().copy();
    world.apply(new ToWorld());
    features.add(new MapFeature(feature.layer(), feature.minZoom(), feature.attributes(), world));
  }

  private static final class ToWorld implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence points, int i) {
      points.setOrdinate(i, 0, Tile.worldX(points.getX(i)));
      points.setOrdinate(i, 1, Tile.worldY(points.getY(i)));
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }

  /// Makes all tiles that show something, gzipped.
  void make(BiConsumer<Tile, byte[]> consumer) {
    make(new Tile(0, 0, 0), features, consumer);
  }

  private void make(Tile tile, List<MapFeature> inside, BiConsumer<Tile, byte[]> consumer) {
    if (inside.isEmpty()) {
      return;
    }
    if (tile.zoom() >= MIN_ZOOM && inside.stream().anyMatch(reaches(tile))) {
      byte[] encoded = encode(tile, inside);
      if (encoded.length > 0) {
        consumer.accept(tile, encoded);
      }
    }
    if (tile.zoom() < MAX_ZOOM) {
      for (int i = 0; i < 4; i++) {
        Tile child = new Tile(tile.zoom() + 1, tile.x() * 2 + i % 2, tile.y() * 2 + i / 2);
        make(child, cut(child, inside), consumer);
      }
    }
  }

  /// Whether a feature reaches into a tile itself, not only into the margin around it.
  private static Predicate<MapFeature> reaches(Tile tile) {
    Envelope within = square(tile, -1.0 / EXTENT);
    return feature -> within.intersects(feature.shape().getEnvelopeInternal());
  }

  /// A tile on the Mercator world, with a margin given in parts of its width.
  private static Envelope square(Tile tile, double margin) {
    double size = 1.0 / (1 << tile.zoom());
    Envelope square =
        new Envelope(
            tile.x() * size, (tile.x() + 1) * size, tile.y() * size, (tile.y() + 1) * size);
    square.expandBy(size * margin);
    return square;
  }

  private static List<MapFeature> cut(Tile tile, List<MapFeature> features) {
    Envelope exact = square(tile, 0);
    Envelope buffered = square(tile, BUFFER);
    List<MapFeature> inside = new ArrayList<>();
    for (MapFeature feature : features) {
      Geometry shape = feature.shape();
      Envelope extent = shape.getEnvelopeInternal();
      if (shape instanceof Puntal ? exact.contains(extent) : buffered.contains(extent)) {
        inside.add(feature);
      } else if (buffered.intersects(extent) && !(shape instanceof Puntal)) {
        Geometry part = Clip.to(buffered, shape);
        if (!part.isEmpty()) {
          inside.add(
              new MapFeature(feature.layer(), feature.minZoom(), feature.attributes(), part));
        }
      }
    }
    return inside;
  }

  private static byte[] encode(Tile tile, List<MapFeature> inside) {
    Map<String, Map<Map<String, Object>, List<Geometry>>> layers = new TreeMap<>();
    double steps = (double) EXTENT * (1 << tile.zoom());
    var toTile =
        new AffineTransformation(
            steps, 0, -tile.x() * (double) EXTENT, 0, steps, -tile.y() * (double) EXTENT);
    for (MapFeature feature : inside) {
      if (feature.minZoom() <= tile.zoom()) {
        Geometry drawn = generalize(toTile.transform(feature.shape()), tile.zoom());
        if (!drawn.isEmpty()) {
          layers
              .computeIfAbsent(feature.layer(), _ -> new LinkedHashMap<>())
              .computeIfAbsent(feature.attributes(), _ -> new ArrayList<>())
              .add(drawn);
        }
      }
    }
    if (layers.isEmpty()) {
      return new byte[0];
    }
    VectorTile.Tile.Builder encoded = VectorTile.Tile.newBuilder();
    layers.forEach((name, features) -> encoded.addLayers(layer(name, features)));
    return gzip(encoded.build().toByteArray());
  }

  private static Geometry generalize(Geometry shape, int zoom) {
    Geometry simple = shape;
    if (zoom < MAX_ZOOM && !(shape instanceof Puntal)) {
      if (shape instanceof Polygonal && shape.getArea() < SMALLEST_AREA_STEPS) {
        return shape.getFactory().createEmpty(2);
      }
      DouglasPeuckerSimplifier simplifier = new DouglasPeuckerSimplifier(shape);
      simplifier.setDistanceTolerance(SIMPLIFY_STEPS);
      simplifier.setEnsureValid(false);
      simple = simplifier.getResultGeometry();
    }
    simple.apply(RoundingFilter.INSTANCE);
    return simple;
  }

  private static VectorTile.Tile.Layer layer(
      String name, Map<Map<String, Object>, List<Geometry>> features) {
    VectorTile.Tile.Layer.Builder layer = MvtUtil.newLayerBuilder(name, new MvtLayerParams(EXTENT));
    MvtLayerProps properties = new MvtLayerProps();
    features.forEach(
        (attributes, shapes) -> {
          boolean directed = attributes.containsKey("oneway");
          for (Geometry shape : directed ? shapes : joinLines(shapes)) {
            shape.setUserData(attributes);
            JtsAdapter.addFeatures(layer, shape, properties, new UserDataKeyValueMapConverter());
          }
        });
    MvtUtil.writeProps(layer, properties);
    return layer.build();
  }

  /// Streets come in many short ways; joined, they carry their name better and are smaller. May
  /// turn their direction round.
  private static List<Geometry> joinLines(List<Geometry> shapes) {
    LineMerger merger = new LineMerger();
    List<Geometry> joined = new ArrayList<>();
    for (Geometry shape : shapes) {
      if (shape instanceof Lineal) {
        merger.add(shape);
      } else {
        joined.add(shape);
      }
    }
    for (Object line : merger.getMergedLineStrings()) {
      joined.add((Geometry) line);
    }
    return joined;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
