package io.qianzhi.geo.osm;

import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.Puntal;

/// One tagged object of OpenStreetMap with its shape.
///
/// @param tags its tags, never empty
/// @param shape point, line, or (multi)polygon; x is longitude, y latitude, in degrees
public record OsmFeature(Map<String, String> tags, Geometry shape) {

  /// The value of a tag, or the empty string.
  public String tag(String key) {
    return tags.getOrDefault(key, "");
  }

  public boolean has(String key) {
    return tags.containsKey(key);
  }

  public boolean isPoint() {
    return shape instanceof Puntal;
  }

  public boolean isArea() {
    return shape instanceof Polygonal;
  }
}
