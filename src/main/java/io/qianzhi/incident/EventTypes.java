package io.qianzhi.incident;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The types of incident, from `conf/event-types.yaml`.
public final class EventTypes {
  private final Map<String, EventType> types;

  /// One type with what it inherits already filled in.
  public record EventType(String code, Text name, @Nullable String parentCode, String family) {}

  private record File(int version, List<Entry> types) {}

  private record Entry(
      String code, String zh, String en, @Nullable String parent, @Nullable String family) {}

  private EventTypes(Map<String, EventType> types) {
    this.types = types;
  }

  public static EventTypes load(Config config) {
    var types = new LinkedHashMap<String, EventType>();
    for (var entry : config.read("event-types.yaml", File.class).types()) {
      var parent = entry.parent() == null ? null : types.get(entry.parent());
      if (entry.parent() != null && parent == null) {
        throw fault(entry, "names the parent " + entry.parent() + ", which is not above it");
      }
      var family = entry.family() != null || parent == null ? entry.family() : parent.family();
      if (family == null) {
        throw fault(entry, "has no grading family and no parent that has one");
      }
      var name = new Text(entry.zh(), entry.en());
      var type = new EventType(entry.code(), name, entry.parent(), family);
      if (types.put(entry.code(), type) != null) {
        throw fault(entry, "stands there twice");
      }
    }
    return new EventTypes(types);
  }

  private static Config.Fault fault(Entry entry, String what) {
    return new Config.Fault("event-types.yaml: " + entry.code() + " " + what + ".");
  }

  public Collection<EventType> all() {
    return types.values();
  }

  /// @throws Problem when there is no such type
  public EventType require(String code) {
    var type = types.get(code);
    if (type == null) {
      throw Problem.invalidField(
          "typeCode", FieldRule.NO_SUCH_THING, "There is no incident type " + code + ".");
    }
    return type;
  }

  /// A type and those above it, itself first.
  public List<String> andAbove(String code) {
    var chain = new ArrayList<String>();
    var type = types.get(code);
    while (type != null) {
      chain.add(type.code());
      type = type.parentCode() == null ? null : types.get(type.parentCode());
    }
    return chain;
  }

  /// Whether two types belong to the same class: what one caller names a fire, the next names a
  /// leak.
  boolean related(String a, String b) {
    return Objects.equals(root(a), root(b));
  }

  private String root(String code) {
    var type = types.get(code);
    return type == null || type.parentCode() == null ? code : root(type.parentCode());
  }
}
