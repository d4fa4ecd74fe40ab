package io.qianzhi.unit;

import io.qianzhi.area.AreaTree;
import io.qianzhi.area.CityFolder;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.config.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stations and units of a city's folder: `stations.yaml` and `units.yaml`.
public record UnitFolder(List<StationData> stations, List<UnitData> units) {

  private static final int MOST_CREW = 50;

  private record StationFile(int version, List<StationEntry> stations) {}

  private record StationEntry(
      String code, String name, String service, Point point, String areaCode, boolean demo) {}

  private record UnitFile(int version, List<UnitEntry> units) {}

  /// What a unit leaves out it has from its station.
  private record UnitEntry(
      String code,
      String callSign,
      @Nullable String service,
      String kind,
      List<String> capabilities,
      @Nullable String stationCode,
      @Nullable String areaCode,
      int crewSize,
      @Nullable Boolean drill) {}

  /// @throws Config.Fault with one sentence naming file and entry for everything that is wrong
  public static UnitFolder load(CityFolder city, UnitCodes codes) {
    Config config = new Config(city.path());
    Map<String, StationData> stations = new LinkedHashMap<>();
    Check station = new Check(config, "stations.yaml", "station", city.areas(), codes);
    for (StationEntry entry : config.read("stations.yaml", StationFile.class).stations) {
      station.add(entry.code);
      station.knows("service", entry.service, UnitCodes.codes(codes.services()));
      station.knowsArea(entry.areaCode);
      station.require(
          city.areas().at(entry.point).isPresent(),
          "lies outside " + city.areas().city().name() + " at " + entry.point);
      stations.put(
          entry.code,
          new StationData(
              entry.code, entry.name, entry.service, entry.point, entry.areaCode, entry.demo));
    }
    List<UnitData> units = new ArrayList<>();
    Check unit = new Check(config, "units.yaml", "unit", city.areas(), codes);
    for (UnitEntry entry : config.read("units.yaml", UnitFile.class).units) {
      unit.add(entry.code);
      units.add(unit.complete(entry, stations));
    }
    return new UnitFolder(List.copyOf(stations.values()), List.copyOf(units));
  }

  /// Checks the entries of one file, one after the other.
  private static final class Check {
    private final Config config;
    private final String file;
    private final String what;
    private final AreaTree areas;
    private final UnitCodes codes;
    private final Set<String> seen = new HashSet<>();
    private String current = "";

    private Check(Config config, String file, String what, AreaTree areas, UnitCodes codes) {
      this.config = config;
      this.file = file;
      this.what = what;
      this.areas = areas;
      this.codes = codes;
    }

    void add(String code) {
      current = code;
      require(!code.isBlank(), "has no code");
      require(seen.add(code), "appears twice");
    }

    void knows(String field, @Nullable String code, Set<String> known) {
      require(code != null && known.contains(code), "has the unknown " + field + " " + code);
    }

    void knowsArea(@Nullable String code) {
      require(code != null && areas.find(code).isPresent(), "answers for the unknown area " + code);
    }

    UnitData complete(UnitEntry entry, Map<String, StationData> stations) {
      StationData station = entry.stationCode == null ? null : stations.get(entry.stationCode);
      if (entry.stationCode != null) {
        knows("station", entry.stationCode, stations.keySet());
      }
      String service = entry.service != null || station == null ? entry.service : station.service();
      String area = entry.areaCode != null || station == null ? entry.areaCode : station.areaCode();
      knows("service", service, UnitCodes.codes(codes.services()));
      knowsArea(area);
      knows("kind", entry.kind, UnitCodes.codes(codes.kinds()));
      for (String capability : entry.capabilities) {
        knows("capability", capability, UnitCodes.codes(codes.capabilities()));
      }
      require(!entry.callSign.isBlank(), "has no call sign");
      require(
          entry.crewSize >= 1 && entry.crewSize <= MOST_CREW,
          "has a crew of " + entry.crewSize + ", not 1 to " + MOST_CREW);
      return new UnitData(
          entry.code,
          entry.callSign,
          String.valueOf(service),
          entry.kind,
          List.copyOf(entry.capabilities),
          entry.stationCode,
          String.valueOf(area),
          entry.crewSize,
          Boolean.TRUE.equals(entry.drill));
    }

    void require(boolean fulfilled, String fault) {
      if (!fulfilled) {
        throw new Config.Fault("%s: %s %s %s".formatted(config.path(file), what, current, fault));
      }
    }
  }
}
