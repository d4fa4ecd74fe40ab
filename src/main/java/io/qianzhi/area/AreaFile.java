package io.qianzhi.area;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qianzhi.geo.Region;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Jurisdictions as a GeoJSON feature collection; each feature has `code`, `name`, `level` and,
/// except for the city, `parentCode`.
public final class AreaFile {

  private AreaFile() {}

  /// @throws Config.Fault naming file and area for everything that is wrong with them
  public static AreaTree load(Path file) {
    try {
      JsonNode collection = Json.MAPPER.readTree(Files.readString(file));
      List<Area> areas = new ArrayList<>();
      for (JsonNode feature : collection.path("features")) {
        areas.add(area(feature));
      }
      return new AreaTree(areas);
    } catch (NoSuchFileException e) {
      throw new Config.Fault(file + " is missing: the city's areas as GeoJSON.");
    } catch (JacksonException e) {
      throw new Config.Fault(
          "%s:%d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException | IllegalArgumentException | AreaFault e) {
      throw new Config.Fault(file + ": " + e.getMessage());
    }
  }

  private static Area area(JsonNode feature) {
    JsonNode properties = feature.path("properties");
    String code = text(properties, "code").orElse("");
    String name = text(properties, "name").orElse("");
    if (code.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("an area without code or name: " + properties);
    }
    try {
      AreaLevel level =
          AreaLevel.valueOf(text(properties, "level").orElse("").toUpperCase(Locale.ROOT));
      Region region = Region.ofGeoJson(feature.path("geometry"));
      return new Area(code, name, level, text(properties, "parentCode").orElse(null), region);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("area " + code + " " + name + " " + e.getMessage(), e);
    }
  }

  private static Optional<String> text(JsonNode properties, String key) {
    return Optional.ofNullable(properties.get(key))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  /// Areas as a GeoJSON feature collection.
  public static ObjectNode toGeoJson(Collection<Area> areas) {
    ObjectNode collection = Json.MAPPER.createObjectNode().put("type", "FeatureCollection");
    ArrayNode features = collection.putArray("features");
    for (Area area : areas) {
      ObjectNode feature = features.addObject().put("type", "Feature");
      feature
          .putObject("properties")
          .put("code", area.code())
          .put("name", area.name())
          .put("level", Json.word(area.level()))
          .put("parentCode", area.parentCode());
      feature.set("geometry", area.region().toGeoJson());
    }
    return collection;
  }
}
