package io.qianzhi.geo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Real cities, prepared once and kept in `target/test-city` for all tests. Do not close them.
public final class TestCity {

  static final Path QA_TILES = Path.of("target/classes/demo-city");
  private static final Path CACHE = Path.of("target/test-city");

  private static final class Astana {
    private static final CityMap MAP = open(QA_TILES);
  }

  private static final class Monaco {
    private static final CityMap MAP = open(pbf());

    private static Path pbf() {
      Path file = CACHE.resolve("monaco.osm.pbf");
      try (InputStream in = TestCity.class.getResourceAsStream("/monaco-latest.osm.pbf")) {
        Files.createDirectories(CACHE);
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file;
    }
  }

  private TestCity() {}

  /// The demo city, from vector tiles that the console's build brings.
  public static CityMap astana() {
    return Astana.MAP;
  }

  /// A city from an ordinary extract, with relations.
  public static CityMap monaco() {
    return Monaco.MAP;
  }

  private static CityMap open(Path source) {
    try {
      return CityMap.open(source, CACHE, sentence -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
