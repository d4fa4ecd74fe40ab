package io.qianzhi.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.area.AreaLevel;
import io.qianzhi.area.CityFolder;
import io.qianzhi.geo.TestCity;
import io.qianzhi.geo.TravelTime.Reached;
import io.qianzhi.platform.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo city's stations and units as they are shipped, and what a wrong entry is told.
class UnitFolderTest {

  private static final Path DEMO = Path.of("conf/demo-city");

  private final UnitCodes codes = UnitCodes.load(new Config(Path.of("conf")));
  private final CityFolder city = CityFolder.load(DEMO);

  @Test
  void theDemoCityIsReadyForWork() {
    UnitFolder folder = UnitFolder.load(city, codes);

    assertThat(folder.stations()).hasSizeGreaterThanOrEqualTo(12).allMatch(StationData::demo);
    assertThat(folder.units()).hasSizeGreaterThanOrEqualTo(120);
    assertThat(folder.units()).extracting(UnitData::callSign).doesNotHaveDuplicates();
    Map<String, List<UnitData>> byService =
        folder.units().stream().collect(Collectors.groupingBy(UnitData::service));
    assertThat(byService).containsOnlyKeys(UnitCodes.codes(codes.services()));
    assertThat(folder.units().stream().flatMap(unit -> unit.capabilities().stream()))
        .as("every capability that a run card may ask for")
        .containsAll(UnitCodes.codes(codes.capabilities()));
    assertThat(byService.get("grid"))
        .allMatch(
            unit -> city.areas().find(unit.areaCode()).orElseThrow().level() == AreaLevel.GRID);
  }

  @Test
  void everyStationCanReachTheCenter() {
    UnitFolder folder = UnitFolder.load(city, codes);
    var from = folder.stations().stream().map(StationData::point).toList();
    assertThat(TestCity.astana().roads().travelTimes(city.center(), from))
        .allSatisfy(
            time ->
                assertThat(time)
                    .isInstanceOfSatisfying(
                        Reached.class, reached -> assertThat(reached.seconds()).isLessThan(2_400)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "units.yaml    | [water_tank]        | [time_travel]      | unit F1-01 has the unknown"
            + " capability time_travel",
        "units.yaml    | F1-02               | F1-01              | unit F1-01 appears twice",
        "units.yaml    | stationCode: F1     | stationCode: F99   | unit F1-01 has the unknown"
            + " station F99",
        "units.yaml    | kind: water_tender  | kind: submarine    | unit F1-01 has the unknown kind"
            + " submarine",
        "units.yaml    | crewSize: 6         | crewSize: 0        | unit F1-01 has a crew of 0, not"
            + " 1 to 50",
        "units.yaml    | '990101001003002'   | '110101001003002'  | answers for the unknown area"
            + " 110101001003002",
        "stations.yaml | service: fire       | service: wizardry  | station F1 has the unknown"
            + " service wizardry",
        "stations.yaml | latitude: 51.17408  | latitude: 40       | station F1 lies outside 澜川市",
        "stations.yaml | latitude: 51.17408  | latitude: 140      | stations[0].point: ",
        "stations.yaml | demo: true          | demo: perhaps      | stations[0].demo: Cannot"
            + " coerce",
        "city.yaml     | classpath:demo-city | city.osm.pbf       | city.osm.pbf is missing",
        "city.yaml     | latitude: 51.1282   | latitude: 40       | center lies outside 澜川市",
      },
      quoteCharacter = '"')
  void aWrongEntryIsNamed(
      String file, String right, String wrong, String message, @TempDir Path folder)
      throws IOException {
    try (Stream<Path> files = Files.list(DEMO)) {
      for (Path each : files.toList()) {
        Files.copy(each, folder.resolve(each.getFileName()));
      }
    }
    Path changed = folder.resolve(file);
    String text = Files.readString(changed);
    assertThat(text).contains(right);
    Files.writeString(changed, text.replaceFirst(Pattern.quote(right), wrong));

    assertThatThrownBy(() -> UnitFolder.load(CityFolder.load(folder), codes))
        .isInstanceOf(Config.Fault.class)
        .hasMessageStartingWith(changed.toString())
        .hasMessageContaining(message);
  }
}
