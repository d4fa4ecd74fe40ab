package io.qianzhi.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.geo.Bounds;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.TestCity;
import io.qianzhi.platform.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo city's areas as they are shipped, and every way in which a file can be wrong.
class AreaTreeTest {

  private static final String CITY = feature("990100000000", "city", "", square(0, 0, 10, 10));
  private static final String EAST =
      feature("990101000000", "county", "9901", square(5, 0, 10, 10));
  private static final String WEST = feature("990102000000", "county", "9901", square(0, 0, 5, 10));

  private final AreaTree tree = AreaFile.load(Path.of("conf/demo-city/areas.geojson"));

  @Test
  void everyPointOfTheCityLiesInExactlyOneGridAndInAllAboveIt() {
    Bounds bounds = TestCity.astana().bounds();
    Random random = new Random(4);
    List<Area> grids = tree.all().stream().filter(a -> a.level() == AreaLevel.GRID).toList();
    for (int i = 0; i < 2_000; i++) {
      Point point =
          new Point(
              random.nextDouble(bounds.south(), bounds.north()),
              random.nextDouble(bounds.west(), bounds.east()));
      List<Area> chain = tree.chainAt(point);
      assertThat(chain).extracting(Area::level).containsExactly(AreaLevel.values());
      assertThat(chain).allMatch(area -> area.region().contains(point));
      assertThat(grids.stream().filter(grid -> grid.region().contains(point)))
          .containsExactly(chain.getLast());
    }
    assertThat(tree.chainAt(new Point(39.9, 116.4))).isEmpty();
  }

  @Test
  void theDemoCityHasEveryLevelInNumbers() {
    String city = tree.city().code();
    assertThat(city).startsWith("99");
    assertThat(tree.children(city)).hasSizeGreaterThanOrEqualTo(4);
    for (Area area : tree.all()) {
      int least =
          switch (area.level()) {
            case CITY -> 4;
            case COUNTY -> 3;
            case TOWN, VILLAGE -> 2;
            case GRID -> 0;
          };
      assertThat(tree.children(area.code())).hasSizeGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void aSubtreeIsAnAreaAndAllBelowIt() {
    Area grid = tree.at(new Point(51.1282, 71.4304)).orElseThrow();
    List<Area> chain = tree.chain(grid.code());
    assertThat(chain.stream().map(Area::code))
        .containsExactlyElementsOf(AreaCode.chain(grid.code()));
    for (Area above : chain) {
      assertThat(tree.isWithin(grid.code(), above.code())).isTrue();
    }
    Area county = chain.get(1);
    Area other = tree.neighbours(county.code()).getFirst();
    assertThat(tree.isWithin(grid.code(), other.code())).isFalse();
    assertThat(tree.isWithin(county.code(), grid.code())).isFalse();
    assertThat(tree.isWithin("000000000000", county.code())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "990101000000 | county | 990109000000 | 5 0 10 10 | 990101000000 Test has an unknown parent"
            + " 990109000000",
        "990101000000 | county | 990100000000 | 5 0 11 10 | lies outside its parent 990100000000"
            + " by",
        "990101000000 | county | 990100000000 | 4 0 10 10 | overlaps 990101000000 by",
        "990101000    | county | 990100000000 | 5 0 10 10 | has no code of a county",
        "990101001000 | county | 990100000000 | 5 0 10 10 | has no code of a county",
        "980101000000 | county | 990100000000 | 5 0 10 10 | does not begin like its parent's",
        "990102000000 | county | 990100000000 | 5 0 10 10 | appears twice",
        "990200000000 | city   |              | 5 0 10 10 | has no parent, but the city is",
        "990101000000 | shire  | 990100000000 | 5 0 10 10 | 990101000000 Test",
      })
  void aFaultNamesFileAndArea(
      String code,
      String level,
      String parent,
      String corners,
      String message,
      @TempDir Path folder)
      throws IOException {
    int[] c = Arrays.stream(corners.split(" ")).mapToInt(Integer::parseInt).toArray();
    String wrong =
        feature(code, level, parent == null ? "" : parent, square(c[0], c[1], c[2], c[3]));
    assertFault(folder, CITY + "," + WEST + "," + wrong, message);
  }

  @Test
  void shapesMustBeClosedAndSound(@TempDir Path folder) throws IOException {
    assertFault(
        folder, feature("990100000000", "city", "", "[[0,0],[1,0],[1,1],[0,1]]"), "is not closed");
    assertFault(
        folder,
        feature("990100000000", "city", "", "[[0,0],[1,1],[1,0],[0,1],[0,0]]"),
        "has a fault at");
    assertFault(
        folder, feature("990100000000", "city", "", "[[0,0],[0,95],[1,1],[0,0]]"), "latitude");
    assertFault(folder, EAST, "the city is missing");
    assertFault(folder, "", "the city is missing");
    Path file = folder.resolve("areas.geojson");
    Files.writeString(file, "{\n\"features\": [}");
    assertThatThrownBy(() -> AreaFile.load(file))
        .isInstanceOf(Config.Fault.class)
        .hasMessageStartingWith(file + ":2: ");
  }

  private static void assertFault(Path folder, String features, String message) throws IOException {
    Path file = folder.resolve("areas.geojson");
    Files.writeString(file, "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");
    assertThatThrownBy(() -> AreaFile.load(file))
        .isInstanceOf(Config.Fault.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private static String feature(String code, String level, String parent, String ring) {
    String parentCode =
        parent.isEmpty() ? "null" : "\"" + (parent + "00000000").substring(0, 12) + "\"";
    return """
    {"type": "Feature",
     "properties": {"code": "%s", "name": "Test", "level": "%s", "parentCode": %s},
     "geometry": {"type": "Polygon", "coordinates": [%s]}}\
    """
        .formatted(code, level, parentCode, ring);
  }

  private static String square(int west, int south, int east, int north) {
    return "[[%1$d,%2$d],[%3$d,%2$d],[%3$d,%4$d],[%1$d,%4$d],[%1$d,%2$d]]"
        .formatted(west, south, east, north);
  }
}
