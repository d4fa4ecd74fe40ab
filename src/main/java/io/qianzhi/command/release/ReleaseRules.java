package io.qianzhi.command.release;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// conf/releases.yaml.
///
/// @param publisher in whose name the public is told; `{city}` is the city's name
/// @param acknowledgeSeconds after which people are reminded that a release waits for them
/// @param openAtMost how many releases of one incident may be in work at once
/// @param factsChecklist what is confirmed in the check of the facts
/// @param legalChecklist what is confirmed in the check of privacy and law
/// @param legalCheckDuties who may check privacy and law, beside duty chiefs
/// @param approvalDuties who may approve
/// @param numberPatterns what a number of a person looks like, digits only
/// @param publicNumbers numbers that are for the public and may be published
/// @param hints words that ask for a second look
/// @param clocks until when the public must be told
/// @param advice what people should do, by the beginning of the incident's type; the longest counts
/// @param capCategories the categories of CAP alerts, by the beginning of the incident's type
/// @param page what strangers may ask for
public record ReleaseRules(
    int version,
    Text publisher,
    int acknowledgeSeconds,
    int openAtMost,
    List<Release.CheckItem> factsChecklist,
    List<Release.CheckItem> legalChecklist,
    List<String> legalCheckDuties,
    List<String> approvalDuties,
    List<String> numberPatterns,
    List<String> publicNumbers,
    List<Hint> hints,
    List<ClockRule> clocks,
    Map<String, Text> advice,
    Map<String, ReleaseContent.Category> capCategories,
    PageRules page) {
  private static final String FILE = "releases.yaml";

  /// Words that touch an entry of the legal checklist.
  public record Hint(String item, List<String> words) {}

  /// One statutory clock.
  ///
  /// @param grades of the incidents that owe it
  public record ClockRule(
      ReleaseClock.Kind kind, Text name, int minutes, List<Integer> grades, String basis) {
    Duration within() {
      return Duration.ofMinutes(minutes);
    }
  }

  /// What strangers may ask for.
  ///
  /// @param cacheSeconds how long an answer may be kept, here and on the way
  /// @param entriesAtMost of a page or feed
  public record PageRules(int cacheSeconds, int entriesAtMost) {}

  /// @throws Config.Fault when an entry cannot be
  public static ReleaseRules load(Config config) {
    var rules = config.read(FILE, ReleaseRules.class);
    var items = new HashSet<String>();
    for (var item : rules.legalChecklist) {
      if (!items.add(item.id())) {
        throw fault("legalChecklist has " + item.id() + " twice");
      }
    }
    for (var hint : rules.hints) {
      if (!items.contains(hint.item())) {
        throw fault("hints names " + hint.item() + ", which is not in legalChecklist");
      }
    }
    for (var pattern : rules.numberPatterns) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw fault("numberPatterns has " + pattern + ", which is no pattern");
      }
    }
    if (rules.factsChecklist.isEmpty()
        || rules.legalChecklist.isEmpty()
        || rules.approvalDuties.isEmpty()) {
      throw fault("factsChecklist, legalChecklist and approvalDuties must not be empty");
    }
    if (!rules.advice.containsKey("") || !rules.capCategories.containsKey("")) {
      throw fault("advice and capCategories need an entry '' for every other type");
    }
    return rules;
  }

  private static Config.Fault fault(String what) {
    return new Config.Fault(FILE + ": " + what + ".");
  }

  Duration acknowledgeWithin() {
    return Duration.ofSeconds(acknowledgeSeconds);
  }

  public Text publisher(String city) {
    return new Text(publisher.zh().replace("{city}", city), publisher.en().replace("{city}", city));
  }

  Text adviceFor(String typeCode) {
    return longest(advice, typeCode);
  }

  ReleaseContent.Category capCategoryFor(String typeCode) {
    return longest(capCategories, typeCode);
  }

  private static <T> T longest(Map<String, T> byPrefix, String typeCode) {
    for (int length = typeCode.length(); length > 0; length--) {
      var found = byPrefix.get(typeCode.substring(0, length));
      if (found != null) {
        return found;
      }
    }
    return Objects.requireNonNull(byPrefix.get(""));
  }
}
