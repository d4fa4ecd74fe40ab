package io.qianzhi.unit;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The codes that say what units are and can do, with their names: `unit-codes.yaml`.
///
/// @param services who sends them: fire, medical …
/// @param kinds sorts of vehicles and crews
/// @param capabilities what run cards ask for
public record UnitCodes(
    int version, List<Code> services, List<Code> kinds, List<Code> capabilities) {

  /// A code with its name in each language.
  public record Code(String code, String zh, String en) {
    public Text name() {
      return new Text(zh, en);
    }
  }

  public static UnitCodes load(Config config) {
    return config.read("unit-codes.yaml", UnitCodes.class);
  }

  /// What each service is called.
  public Map<String, Text> serviceNames() {
    return services.stream().collect(Collectors.toUnmodifiableMap(Code::code, Code::name));
  }

  static Set<String> codes(List<Code> list) {
    return list.stream().map(Code::code).collect(Collectors.toUnmodifiableSet());
  }
}
