package io.qianzhi.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import io.qianzhi.geo.TravelTime.Reached;
import io.qianzhi.geo.TravelTime.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/// The whole way from map data to routes, addresses and tiles, for two real cities.
class CityMapTest {

  private static final Point KHAN_SHATYR = new Point(51.13248, 71.40395);
  private static final Point PEACE_PYRAMID = new Point(51.12325, 71.46350);

  private final CityMap astana = TestCity.astana();

  @Test
  void aRouteFollowsTheStreets() {
    Route route = astana.roads().route(KHAN_SHATYR, PEACE_PYRAMID).orElseThrow();

    double straightMeters = Distance.meters(KHAN_SHATYR, PEACE_PYRAMID);
    assertThat(route.meters()).isBetween(straightMeters, straightMeters * 2);
    assertThat(route.meters() / route.seconds()).as("meters per second").isBetween(5.0, 25.0);
    assertThat(route.points()).hasSizeGreaterThan(20);
    assertThat(route.points().getFirst()).isEqualTo(KHAN_SHATYR);
    assertThat(route.points().getLast()).isEqualTo(PEACE_PYRAMID);
    assertThat(route.secondsAtPoint()).isSorted().endsWith(route.seconds());
    Point halfway = route.pointAt(route.seconds() / 2);
    assertThat(Distance.meters(halfway, KHAN_SHATYR)).isGreaterThan(500);
    assertThat(Distance.meters(halfway, PEACE_PYRAMID)).isGreaterThan(500);
  }

  @Test
  void aThousandTravelTimesAgreeWithRoutesAndDifferFromStraightLines() {
    List<Point> origins = pointsInTown(1_000);
    List<TravelTime> times = astana.roads().travelTimes(KHAN_SHATYR, origins);

    assertThat(fastestOfTen(() -> astana.roads().travelTimes(KHAN_SHATYR, origins)))
        .isLessThan(Duration.ofMillis(200));
    assertThat(times).hasSize(1_000);
    assertThat(times.stream().filter(Reached.class::isInstance).count()).isGreaterThan(900);
    for (int i = 0; i < 100; i++) {
      var route = astana.roads().route(origins.get(i), KHAN_SHATYR);
      if (times.get(i) instanceof Reached(double seconds, double meters)) {
        assertThat(route.orElseThrow().seconds()).isCloseTo(seconds, within(1.0));
        assertThat(route.orElseThrow().meters()).isCloseTo(meters, within(20.0));
      } else {
        assertThat(route).isEmpty();
      }
    }
    assertThat(order(i -> Distance.meters(origins.get(i), KHAN_SHATYR), times))
        .isNotEqualTo(order(i -> ((Reached) times.get(i)).seconds(), times));
  }

  /// Processor time of this thread, since other work on the machine is not meant.
  private static Duration fastestOfTen(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.generate(
            () -> {
              long start = threads.getCurrentThreadCpuTime();
              work.run();
              return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
            })
        .limit(10)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static List<Integer> order(ToDoubleFunction<Integer> by, List<TravelTime> times) {
    return Stream.iterate(0, i -> i + 1)
        .limit(times.size())
        .filter(i -> times.get(i) instanceof Reached)
        .sorted(Comparator.comparingDouble(by))
        .toList();
  }

  @Test
  void noWayIsNoNumber() {
    Point steppe = new Point(50.0, 70.0);
    assertThat(astana.roads().travelTimes(KHAN_SHATYR, List.of(steppe)))
        .containsExactly(new Unreachable(TravelTime.Reason.NO_ROAD_AT_ORIGIN));
    assertThat(astana.roads().travelTimes(steppe, List.of(KHAN_SHATYR)))
        .containsExactly(new Unreachable(TravelTime.Reason.NO_ROAD_AT_DESTINATION));
    assertThat(astana.roads().route(steppe, KHAN_SHATYR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "улица Сыганак 1           | улица Сыганак, 1            | address",
        "1 сыганак                 | улица Сыганак, 1            | address",
        "SYGANAK street 1          | улица Сыганак, 1            | address",
        "kabanbay batyr 12         | проспект Кабанбай Батыра, 12 | address",
        "просп каб бат 12          | проспект Кабанбай Батыра, 12 | address",
        "кабанб                    | проспект Кабанбай Батыра    | street",
        "khan shatyr               | Хан Шатыр                   | mall",
        "51.128, 71.43             | 51.12800, 71.43000          | coordinates",
        "71.43 51.128              | 51.12800, 71.43000          | coordinates",
        "121.4737，31.2304         | 31.23040, 121.47370         | coordinates",
      })
  void placesAreFoundHoweverTheyAreTyped(String typed, String name, String kind) {
    assertThat(astana.addresses().search(typed, null, 5))
        .extracting(Place::name, Place::kind)
        .contains(tuple(name, kind));
  }

  @Test
  void aSearchPrefersWhatIsNearAndTakesMilliseconds() {
    Place near = astana.addresses().search("аптека", new Point(51.1786, 71.4106), 1).getFirst();
    assertThat(Distance.meters(near.point(), new Point(51.1786, 71.4106))).isLessThan(3_000);

    List<String> texts = List.of("а", "сыга", "улица 1", "kabanbay 1", "12 республики");
    for (String text : texts) {
      assertThat(fastestOfTen(() -> astana.addresses().search(text, KHAN_SHATYR, 8)))
          .isLessThan(Duration.ofMillis(20));
    }
    assertThat(astana.addresses().search("нигде никогда", null, 8)).isEmpty();
    assertThat(astana.addresses().search(" ?! ", null, 8)).isEmpty();
  }

  @Test
  void aPointOnTheMapHasAnAddress() {
    Place house = astana.addresses().search("улица Сыганак 1", null, 1).getFirst();
    assertThat(astana.addresses().nearestAddress(house.point(), 50)).contains(house);
    assertThat(astana.addresses().nearestAddress(new Point(50, 70), 50)).isEmpty();
    assertThat(astana.roads().nearestRoadName(house.point(), 300)).isPresent();
  }

  @Test
  void tilesShowTheCity() throws IOException {
    JtsMvt tile = tile(astana, Tile.of(KHAN_SHATYR, 14));
    assertThat(tile.getLayersByName())
        .containsKeys("road", "building", "housenumber", "poi", "green");
    assertThat(tile.getLayer("road").getGeometries())
        .allSatisfy(road -> assertThat(road.getUserData()).asString().contains("class="));
    assertThat(tile(astana, Tile.of(KHAN_SHATYR, 8)).getLayersByName())
        .containsKeys("road", "water", "place")
        .doesNotContainKeys("building", "poi", "housenumber");
    assertThat(astana.tiles().tile(14, 0, 0)).isNull();
    assertThat(astana.tiles().count()).isBetween(300, 420);
  }

  /// A line is cut outside the visible square, so that neither its end nor its edge is seen.
  @Test
  void whatCrossesATileEdgeIsDrawnOnBothSides() throws IOException {
    Tile tile = Tile.of(KHAN_SHATYR, 14);
    Tile east = new Tile(14, tile.x() + 1, tile.y());
    assertThat(tile(astana, tile).getLayer("road").getGeometries())
        .anyMatch(road -> road.getEnvelopeInternal().getMaxX() > 4096 + 60);
    assertThat(tile(astana, east).getLayer("road").getGeometries())
        .anyMatch(road -> road.getEnvelopeInternal().getMinX() < -60);
  }

  @Test
  void anOrdinaryExtractGoesTheSameWay() throws IOException {
    CityMap monaco = TestCity.monaco();
    Point casino = new Point(43.7392, 7.4273);
    Point palace = new Point(43.7314, 7.4202);

    Route route = monaco.roads().route(casino, palace).orElseThrow();
    assertThat(route.meters()).isBetween(1_000.0, 6_000.0);
    assertThat(monaco.addresses().search("1 av princesse grace", null, 1))
        .extracting(Place::name)
        .containsExactly("Avenue Princesse Grace, 1");
    assertThat(monaco.addresses().search("12 boulevard des moulins", null, 1))
        .extracting(Place::name)
        .containsExactly("Boulevard des Moulins");
    assertThat(monaco.addresses().search("hopital", null, 3))
        .extracting(Place::name)
        .contains("Hôpital");
    JtsMvt tile = tile(monaco, Tile.of(casino, 14));
    assertThat(tile.getLayersByName()).containsKeys("road", "building", "boundary", "green");
    assertThat(tile.getLayer("building").getGeometries())
        .as("a building with a court, which only a relation can tell")
        .anyMatch(CityMapTest::hasHole);
  }

  @Test
  void chineseNamesAreFoundByAnyPartOfThem(@TempDir Path folder) throws IOException {
    Path osm =
        Files.writeString(
            folder.resolve("city.osm"),
            """
            <osm version="0.6">
              <node id="1" lat="30.10" lon="120.10"/>
              <node id="2" lat="30.11" lon="120.12"/>
              <node id="3" lat="30.101" lon="120.101">
                <tag k="addr:street" v="人民路"/><tag k="addr:housenumber" v="12"/>
              </node>
              <node id="4" lat="30.102" lon="120.102">
                <tag k="amenity" v="hospital"/><tag k="name" v="澜川市第一人民医院"/>
              </node>
              <way id="5">
                <nd ref="1"/><nd ref="2"/>
                <tag k="highway" v="primary"/><tag k="name" v="人民路"/>
              </way>
            </osm>
            """);
    try (CityMap city = CityMap.open(osm, folder.resolve("cache"), sentence -> {})) {
      assertThat(city.addresses().search("人民路12", null, 1))
          .containsExactly(new Place("人民路12号", "address", new Point(30.101, 120.101)));
      assertThat(city.addresses().search("人民路 12号", null, 1)).hasSize(1);
      assertThat(city.addresses().search("人民路", null, 1).getFirst().kind()).isEqualTo("street");
      assertThat(city.addresses().search("人民路99号3单元", null, 1))
          .as("a number that the map does not have leads to its street")
          .extracting(Place::name)
          .containsExactly("人民路");
      assertThat(city.addresses().search("人民医", null, 1).getFirst().name()).isEqualTo("澜川市第一人民医院");
    }
  }

  private static boolean hasHole(Geometry building) {
    return building instanceof Polygon polygon && polygon.getNumInteriorRing() > 0;
  }

  @Test
  void aPreparationThatWasKilledIsStartedAgain(@TempDir Path cache) throws IOException {
    Path noMap = Files.writeString(cache.resolve("broken.osm"), "<osm version='0.6'><node ");
    assertThatThrownBy(() -> CityMap.open(noMap, cache.resolve("prepared"), sentence -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.osm");
    Path noRoads = Files.writeString(cache.resolve("empty.osm"), "<osm version='0.6'></osm>");
    assertThatThrownBy(() -> CityMap.open(noRoads, cache.resolve("prepared"), sentence -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot make a road network of");
    try (Stream<Path> left = Files.list(cache.resolve("prepared"))) {
      assertThat(left).allMatch(path -> path.toString().matches(".*(\\.lock|\\.preparing)"));
    }

    Path pbf = Path.of("target/test-city/monaco.osm.pbf");
    TestCity.monaco();
    List<String> told = new ArrayList<>();
    CityMap.open(pbf, cache.resolve("prepared"), told::add).close();
    assertThat(told).isNotEmpty();
    told.clear();
    CityMap.open(pbf, cache.resolve("prepared"), told::add).close();
    assertThat(told).as("nothing is done twice").isEmpty();
  }

  private static JtsMvt tile(CityMap city, Tile tile) throws IOException {
    byte[] gzipped = city.tiles().tile(tile.zoom(), tile.x(), tile.y());
    assertThat(gzipped).isNotNull();
    byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(gzipped)).readAllBytes();
    return MvtReader.loadMvt(
        new ByteArrayInputStream(bytes), new GeometryFactory(), new TagKeyValueMapConverter());
  }

  private static List<Point> pointsInTown(int count) {
    Random random = new Random(3);
    return Stream.generate(
            () -> new Point(random.nextDouble(51.10, 51.20), random.nextDouble(71.38, 71.50)))
        .limit(count)
        .toList();
  }
}
