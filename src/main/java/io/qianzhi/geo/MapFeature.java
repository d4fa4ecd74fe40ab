package io.qianzhi.geo;

import io.qianzhi.geo.osm.OsmFeature;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/// Something drawn on the map: in which layer, with which attributes, from which zoom on.
///
/// Layers and their `class`:
/// - `water`: `lake` (areas), `river`, `canal`, `stream` (lines)
/// - `green`: `park`, `wood`, `grass`, `farmland`, `wetland`, `cemetery`
/// - `building`: no class
/// - `road`: `motorway`, `trunk`, `primary`, `secondary`, `tertiary`, `minor`, `service`, `path`;
///   also `link`, `bridge`, `tunnel`, `oneway` when so, `name`, `ref`
/// - `rail`: `rail`, `tram`, `subway`
/// - `boundary`: `level`, OpenStreetMap's admin level, 2 to 8
/// - `place`: `city`, `town`, `suburb`, `village`, `neighbourhood`; `name`
/// - `poi`: `class` as OpenStreetMap says, such as `hospital`; `name`
/// - `housenumber`: `housenumber`
///
/// @param minZoom first zoom that shows it
/// @param shape x is longitude, y latitude, in degrees
record MapFeature(String layer, int minZoom, Map<String, Object> attributes, Geometry shape) {

  private static final Map<String, Integer> MIN_ZOOM_OF_ROAD =
      Map.of(
          "motorway", 8,
          "trunk", 8,
          "primary", 9,
          "secondary", 10,
          "tertiary", 11,
          "minor", 12,
          "service", 13,
          "path", 14);

  private static final Map<String, Integer> MIN_ZOOM_OF_PLACE =
      Map.of("city", 8, "town", 8, "suburb", 11, "village", 11, "neighbourhood", 12, "quarter", 12);

  private static final Map<String, String> GREEN =
      Map.ofEntries(
          Map.entry("leisure=park", "park"),
          Map.entry("leisure=garden", "park"),
          Map.entry("leisure=nature_reserve", "park"),
          Map.entry("leisure=golf_course", "park"),
          Map.entry("leisure=pitch", "grass"),
          Map.entry("landuse=forest", "wood"),
          Map.entry("natural=wood", "wood"),
          Map.entry("natural=scrub", "wood"),
          Map.entry("landuse=grass", "grass"),
          Map.entry("landuse=village_green", "grass"),
          Map.entry("landuse=meadow", "grass"),
          Map.entry("landuse=recreation_ground", "grass"),
          Map.entry("natural=grassland", "grass"),
          Map.entry("landuse=farmland", "farmland"),
          Map.entry("landuse=orchard", "farmland"),
          Map.entry("landuse=allotments", "farmland"),
          Map.entry("natural=wetland", "wetland"),
          Map.entry("landuse=cemetery", "cemetery"));

  /// Everything that the map shows of an object of OpenStreetMap: its shape, its number, and as a
  /// sign in the middle of an area what that area is.
  static List<MapFeature> allOf(OsmFeature osm) {
    boolean named = osm.isArea() && osm.has("name") && !osm.has("place");
    MapFeature sign =
        named ? poi(new OsmFeature(osm.tags(), osm.shape().getInteriorPoint())) : null;
    return Stream.of(shape(osm), houseNumber(osm), sign)
        .<MapFeature>mapMulti(
            (feature, all) -> {
              if (feature != null) {
                all.accept(feature);
              }
            })
        .toList();
  }

  private static @Nullable MapFeature shape(OsmFeature osm) {
    if (osm.isPoint()) {
      return osm.has("place") ? place(osm) : poi(osm);
    }
    if (osm.has("highway")) {
      return road(osm);
    }
    if (osm.has("building") && osm.isArea()) {
      return feature("building", 13, osm);
    }
    if (osm.tag("natural").equals("water")
        || osm.tag("landuse").matches("reservoir|basin")
        || (osm.has("waterway") && !osm.tag("waterway").matches("dam|weir|lock_gate"))) {
      return water(osm);
    }
    if (osm.tag("railway").matches("rail|light_rail|tram|subway|narrow_gauge")) {
      String kind = osm.tag("railway").replaceAll("light_rail|narrow_gauge", "rail");
      return feature("rail", osm.has("service") ? 13 : 10, osm, "class", kind);
    }
    if (osm.tag("boundary").equals("administrative") && !osm.isArea()) {
      return boundary(osm);
    }
    return osm.isArea() ? green(osm) : null;
  }

  private static @Nullable MapFeature houseNumber(OsmFeature osm) {
    if (!osm.has("addr:housenumber")) {
      return null;
    }
    Geometry middle = osm.isArea() ? osm.shape().getInteriorPoint() : osm.shape().getCentroid();
    return new MapFeature(
        "housenumber", 14, Map.of("housenumber", osm.tag("addr:housenumber")), middle);
  }

  private static @Nullable MapFeature place(OsmFeature osm) {
    Integer minZoom = MIN_ZOOM_OF_PLACE.get(osm.tag("place"));
    return minZoom == null || !osm.has("name")
        ? null
        : feature("place", minZoom, osm, "class", osm.tag("place"));
  }

  private static @Nullable MapFeature poi(OsmFeature osm) {
    String kind = osm.has("name") ? PlaceKind.of(osm).orElse(null) : null;
    if (kind == null) {
      return null;
    }
    int minZoom = kind.matches("hospital|fire_station|police|station") ? 12 : 14;
    return feature("poi", minZoom, osm, "class", kind);
  }

  private static @Nullable MapFeature road(OsmFeature osm) {
    String highway = osm.tag("highway");
    boolean link = highway.endsWith("_link");
    String roadClass =
        switch (link ? highway.substring(0, highway.length() - "_link".length()) : highway) {
          case String major when MIN_ZOOM_OF_ROAD.containsKey(major) -> major;
          case "residential", "unclassified", "living_street", "road" -> "minor";
          case "track" -> "service";
          case "footway", "pedestrian", "steps", "cycleway", "bridleway" -> "path";
          default -> null;
        };
    if (roadClass == null) {
      return null;
    }
    int minZoom = MIN_ZOOM_OF_ROAD.getOrDefault(roadClass, 14) + (link ? 2 : 0);
    MapFeature road = feature("road", minZoom, osm, "class", roadClass);
    road.flag("link", link);
    road.flag("bridge", osm.tag("bridge").equals("yes"));
    road.flag("tunnel", osm.tag("tunnel").equals("yes"));
    road.flag("oneway", osm.tag("oneway").equals("yes"));
    if (osm.has("ref")) {
      road.attributes.put("ref", osm.tag("ref"));
    }
    return road;
  }

  private static MapFeature water(OsmFeature osm) {
    if (osm.isArea()) {
      return feature("water", 8, osm, "class", "lake");
    }
    return switch (osm.tag("waterway")) {
      case "river" -> feature("water", 8, osm, "class", "river");
      case "canal" -> feature("water", 10, osm, "class", "canal");
      default -> feature("water", 12, osm, "class", "stream");
    };
  }

  private static @Nullable MapFeature boundary(OsmFeature osm) {
    if (!osm.tag("admin_level").matches("[2-8]")) {
      return null;
    }
    int level = Integer.parseInt(osm.tag("admin_level"));
    return feature("boundary", level <= 6 ? 8 : 11, osm, "level", level);
  }

  private static @Nullable MapFeature green(OsmFeature osm) {
    for (String key : new String[] {"leisure", "landuse", "natural"}) {
      String kind = GREEN.get(key + "=" + osm.tag(key));
      if (kind != null) {
        return feature("green", kind.equals("grass") ? 11 : 9, osm, "class", kind);
      }
    }
    return null;
  }

  private static MapFeature feature(String layer, int minZoom, OsmFeature osm) {
    return new MapFeature(layer, minZoom, new TreeMap<>(), osm.shape());
  }

  private static MapFeature feature(
      String layer, int minZoom, OsmFeature osm, String key, Object value) {
    MapFeature feature = feature(layer, minZoom, osm);
    feature.attributes.put(key, value);
    if (osm.has("name")) {
      feature.attributes.put("name", osm.tag("name"));
    }
    return feature;
  }

  private void flag(String key, boolean set) {
    if (set) {
      attributes.put(key, true);
    }
  }
}
