package io.qianzhi.area;

import io.qianzhi.geo.CityMap;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// The operations of the map: areas, places and tiles.
public final class AreaApi {
  private AreaApi() {}

  private record Feature(String type, Map<String, Object> properties, Object geometry) {}

  public static void bind(Operations operations, AreaTree areas, CityMap map) {
    operations.query(
        "listAreas",
        request -> {
          var level = request.queryOrNull("level");
          var features =
              areas.all().stream()
                  .filter(area -> AreaCode.covers(request.actor().areaCode(), area.code()))
                  .filter(
                      area ->
                          level == null
                              ? area.level() != AreaLevel.GRID
                              : Json.word(area.level()).equals(level))
                  .map(AreaApi::feature)
                  .toList();
          return Map.of("type", "FeatureCollection", "features", features);
        });
    operations.query(
        "searchPlaces",
        request -> {
          var latitude = request.queryDouble("nearLatitude");
          var longitude = request.queryDouble("nearLongitude");
          var near = latitude == null || longitude == null ? null : new Point(latitude, longitude);
          return map.addresses().search(request.query("text"), near, request.queryInt("limit", 8));
        });
    operations.query(
        "getTile",
        request -> {
          byte[] tile =
              map.tiles().tile(request.pathInt("z"), request.pathInt("x"), request.pathInt("y"));
          return tile == null
              ? null
              : new Operations.Binary(
                  Buffer.buffer(tile),
                  "application/vnd.mapbox-vector-tile",
                  Map.of("Content-Encoding", "gzip", "Cache-Control", "public, max-age=3600"));
        });
  }

  private static Feature feature(Area area) {
    var properties =
        Map.<String, Object>of(
            "code",
            area.code(),
            "name",
            area.name(),
            "level",
            Json.word(area.level()),
            "parentCode",
            area.parentCode() == null ? "" : area.parentCode());
    return new Feature("Feature", properties, area.region().toGeoJson());
  }
}
