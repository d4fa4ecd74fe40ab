package io.qianzhi.drill;

import io.qianzhi.area.CityFolder;
import io.qianzhi.platform.config.Config;
import io.qianzhi.unit.Unit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Who rides on the simulated units, by unit code, the leader first: `crews.yaml` of the city.
record CrewLists(int version, Map<String, List<String>> crews) {
  private static final String FILE = "crews.yaml";

  static CrewLists load(CityFolder city) {
    return new Config(city.path()).read(FILE, CrewLists.class);
  }

  List<String> of(Unit unit) {
    return crews.getOrDefault(unit.code(), List.of());
  }

  /// @throws Config.Fault when a crew has no unit, is not as large as its unit's, or somebody is on
  ///   two units
  void check(Collection<Unit> units) {
    var sizes = new HashMap<String, Integer>();
    units.forEach(unit -> sizes.put(unit.code(), unit.crewSize()));
    var seen = new HashSet<String>();
    crews.forEach(
        (code, names) -> {
          require(code, sizes.containsKey(code), "is no unit of this city");
          int size = sizes.getOrDefault(code, 0);
          require(
              code, size == names.size(), "has a crew of %d, not %d".formatted(size, names.size()));
          names.forEach(name -> require(code, seen.add(name), "names %s twice".formatted(name)));
        });
  }

  private static void require(String code, boolean fulfilled, String fault) {
    if (!fulfilled) {
      throw new Config.Fault("%s: %s %s.".formatted(FILE, code, fault));
    }
  }
}
