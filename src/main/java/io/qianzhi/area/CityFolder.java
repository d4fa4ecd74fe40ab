package io.qianzhi.area;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.config.Config;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A city is a folder of versioned data: `city.yaml`, `areas.geojson`, and what other features read
/// from it.
///
/// @param name as people call it
/// @param center where the map opens
/// @param map the OpenStreetMap data: a file, or a folder of tiles
/// @param attribution to be shown wherever the map is
public record CityFolder(
    Path path, String name, Point center, Path map, String attribution, AreaTree areas) {

  private static final String FILE = "city.yaml";
  private static final String CLASSPATH = "classpath:";

  /// What stands in `city.yaml`.
  private record Settings(int version, String name, Point center, String map, String attribution) {}

  /// @throws Config.Fault with one sentence naming file and entry for everything that is wrong
  public static CityFolder load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Config.Fault(
          folder
              + " is missing, the folder of your city: copy conf/demo-city and fill in your own.");
    }
    Settings settings = new Config(folder).read(FILE, Settings.class);
    Path map = map(folder, settings.map);
    AreaTree areas = AreaFile.load(folder.resolve("areas.geojson"));
    if (!areas.city().region().contains(settings.center)) {
      throw new Config.Fault(folder.resolve(FILE) + ": center lies outside " + areas.city().name());
    }
    return new CityFolder(folder, settings.name, settings.center, map, settings.attribution, areas);
  }

  private static Path map(Path folder, String source) {
    Path map =
        source.startsWith(CLASSPATH)
            ? onClasspath(folder, source.substring(CLASSPATH.length()))
            : folder.resolve(source);
    if (!Files.exists(map)) {
      throw new Config.Fault(
          folder.resolve(FILE) + ": map " + map + " is missing; put the city's .osm.pbf there.");
    }
    return map;
  }

  private static Path onClasspath(Path folder, String name) {
    URL url = CityFolder.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new Config.Fault(
          folder.resolve(FILE) + ": map " + name + " is not in this build; run mvn package again.");
    }
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        openJar(uri);
      }
      return Path.of(uri);
    } catch (URISyntaxException | IOException e) {
      throw new Config.Fault(folder.resolve(FILE) + ": map " + url + ": " + e.getMessage());
    }
  }

  /// Stays open as long as the program: paths into the jar need it.
  private static void openJar(URI uri) throws IOException {
    try {
      FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      // Opened before, which is as good.
    }
  }
}
