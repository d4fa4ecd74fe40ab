package io.qianzhi.geo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;

/// A piece of the earth's surface: one polygon or several, with holes where need be. May be asked
/// by any number of threads at once.
public final class Region {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final double METERS_PER_DEGREE = 111_195;

  private final Geometry shape;
  private final PreparedGeometry prepared;

  private Region(Geometry shape) {
    this.shape = shape;
    prepared = PreparedGeometryFactory.prepare(shape);
  }

  /// Reads a GeoJSON geometry.
  ///
  /// @throws IllegalArgumentException with the reason when it is no closed, valid (multi)polygon
  public static Region ofGeoJson(JsonNode geometry) {
    JsonNode coordinates = geometry.path("coordinates");
    List<Polygon> polygons = new ArrayList<>();
    switch (geometry.path("type").asText()) {
      case "Polygon" -> polygons.add(polygon(coordinates));
      case "MultiPolygon" -> coordinates.forEach(each -> polygons.add(polygon(each)));
      default ->
          throw new IllegalArgumentException(
              "is a \"" + geometry.path("type").asText() + "\", not a Polygon or MultiPolygon");
    }
    Geometry shape =
        polygons.size() == 1
            ? polygons.getFirst()
            : GEOMETRY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    var fault = new IsValidOp(shape).getValidationError();
    if (fault != null) {
      Coordinate at = fault.getCoordinate();
      throw new IllegalArgumentException(
          "has a fault at %s, %s: %s".formatted(at.y, at.x, fault.getMessage()));
    }
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    return new Region(shape);
  }

  private static Polygon polygon(JsonNode rings) {
    List<LinearRing> linear = new ArrayList<>();
    for (JsonNode ring : rings) {
      linear.add(ring(ring));
    }
    if (linear.isEmpty()) {
      throw new IllegalArgumentException("has a polygon without an outline");
    }
    LinearRing outline = linear.removeFirst();
    return GEOMETRY.createPolygon(outline, linear.toArray(LinearRing[]::new));
  }

  private static LinearRing ring(JsonNode positions) {
    List<Coordinate> coordinates = new ArrayList<>();
    for (JsonNode position : positions) {
      if (!position.path(0).isNumber() || !position.path(1).isNumber()) {
        throw new IllegalArgumentException("has a position that is not [longitude, latitude]");
      }
      // The check that it is on the earth.
      Point point = new Point(position.path(1).asDouble(), position.path(0).asDouble());
      coordinates.add(new Coordinate(point.longitude(), point.latitude()));
    }
    if (coordinates.size() < 4) {
      throw new IllegalArgumentException("has a ring of fewer than four positions");
    }
    if (!coordinates.getFirst().equals2D(coordinates.getLast())) {
      throw new IllegalArgumentException(
          "is not closed: a ring must end at the position where it starts");
    }
    return GEOMETRY.createLinearRing(coordinates.toArray(Coordinate[]::new));
  }

  /// Whether a point lies in the region or on its edge.
  public boolean contains(Point point) {
    return prepared.covers(
        GEOMETRY.createPoint(new Coordinate(point.longitude(), point.latitude())));
  }

  /// Whether two regions share ground or an edge; a common corner counts.
  public boolean touches(Region other) {
    return prepared.intersects(other.shape);
  }

  /// How much ground both share.
  public double sharedSquareMeters(Region other) {
    return squareMeters(overlay(other, OverlayNG.INTERSECTION));
  }

  /// How much of this region lies outside another.
  public double squareMetersOutside(Region other) {
    return squareMeters(overlay(other, OverlayNG.DIFFERENCE));
  }

  private Geometry overlay(Region other, int operation) {
    return OverlayNGRobust.overlay(shape, other.shape, operation);
  }

  public double squareMeters() {
    return squareMeters(shape);
  }

  /// As on a plane at the region's latitude, good enough for the size of a city.
  private static double squareMeters(Geometry geometry) {
    if (geometry.isEmpty()) {
      return 0;
    }
    double latitude = geometry.getEnvelopeInternal().centre().y;
    return geometry.getArea()
        * METERS_PER_DEGREE
        * METERS_PER_DEGREE
        * Math.cos(Math.toRadians(latitude));
  }

  /// A point well inside.
  public Point innerPoint() {
    Coordinate inner = shape.getInteriorPoint().getCoordinate();
    return new Point(inner.y, inner.x);
  }

  public Bounds bounds() {
    Envelope box = shape.getEnvelopeInternal();
    return new Bounds(box.getMinY(), box.getMinX(), box.getMaxY(), box.getMaxX());
  }

  /// As a GeoJSON geometry.
  public ObjectNode toGeoJson() {
    ObjectNode geometry = JsonNodeFactory.instance.objectNode();
    if (shape instanceof Polygon polygon) {
      geometry.put("type", "Polygon").set("coordinates", rings(polygon));
      return geometry;
    }
    ArrayNode polygons = geometry.put("type", "MultiPolygon").putArray("coordinates");
    for (int i = 0; i < shape.getNumGeometries(); i++) {
      polygons.add(rings((Polygon) shape.getGeometryN(i)));
    }
    return geometry;
  }

  private static ArrayNode rings(Polygon polygon) {
    ArrayNode rings = JsonNodeFactory.instance.arrayNode();
    addRing(rings, polygon.getExteriorRing());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      addRing(rings, polygon.getInteriorRingN(i));
    }
    return rings;
  }

  private static void addRing(ArrayNode rings, LinearRing ring) {
    ArrayNode positions = rings.addArray();
    for (Coordinate each : ring.getCoordinates()) {
      positions.addArray().add(each.x).add(each.y);
    }
  }
}
