package io.qianzhi.plan;

import static io.qianzhi.plan.PlanFile.given;
import static io.qianzhi.plan.PlanFile.orEmpty;

import io.qianzhi.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a folder of plans: every file by itself, then each plan as it will run, its own steps with
/// the common ones it does not omit.
final class PlanReading {
  private static final String COMMON = "common.yaml";

  private final Path folder;
  private final PlanVocabulary vocabulary;
  private final List<PlanSource> sources = new ArrayList<>();
  private final List<PlanFault> faults = new ArrayList<>();
  private final Map<String, Plan> plans = new LinkedHashMap<>();
  private @Nullable PlanSource common;

  PlanReading(Path folder, PlanVocabulary vocabulary) {
    this.folder = folder;
    this.vocabulary = vocabulary;
    for (var path : files()) {
      var source = PlanSource.read(path);
      if (source.isSound()) {
        PlanChecks.check(source, vocabulary);
      }
      sources.add(source);
      if (source.name().equals(COMMON)) {
        common = source;
      }
    }
    if (common == null) {
      faults.add(new PlanFault(folder.resolve(COMMON), 1, "the file is missing"));
    } else if (common.isSound()) {
      sources.stream().filter(PlanSource::isSound).forEach(this::readPlan);
      checkShared();
    }
    sources.forEach(source -> faults.addAll(source.faults()));
    faults.sort(PlanFault.IN_ORDER);
  }

  List<PlanFault> faults() {
    return faults;
  }

  /// What should be mended and stops nothing.
  List<PlanFault> warnings() {
    return sources.stream()
        .flatMap(source -> source.warnings().stream())
        .sorted(PlanFault.IN_ORDER)
        .toList();
  }

  /// By code; complete when there are no faults.
  Map<String, Plan> plans() {
    return plans;
  }

  String commonCode() {
    return given(given(common).file().code());
  }

  private List<Path> files() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readPlan(PlanSource source) {
    var file = source.file();
    var steps = steps(source);
    var flaws = PlanGraph.faults(steps);
    var inCommon =
        source == common
            ? List.of()
            : PlanGraph.faults(given(common).file().read(vocabulary.laws()));
    for (var flaw : flaws) {
      if (!inCommon.contains(flaw)) {
        place(source, flaw);
      }
    }
    var ordered = flaws.isEmpty() ? PlanGraph.inOrder(steps) : steps;
    var name = given(file.name());
    plans.put(
        given(file.code()),
        new Plan(
            given(file.code()),
            name,
            version(Json.write(List.of(name, ordered))),
            List.copyOf(orEmpty(file.eventTypes())),
            ordered));
  }

  /// A common step that is wrong in this plan only is wrong because of what the plan omits.
  private static void place(PlanSource source, PlanGraph.Flaw flaw) {
    var step = source.entry(flaw.code());
    if (step == null) {
      source.fault(List.of("omits"), flaw.sentence());
    } else {
      var at = new ArrayList<>(step);
      at.add(flaw.field());
      source.fault(at, flaw.sentence());
    }
  }

  private List<PlanStep> steps(PlanSource source) {
    if (source == common) {
      return source.file().read(vocabulary.laws());
    }
    var omitted = orEmpty(source.file().omits());
    var steps = new ArrayList<PlanStep>();
    for (var step : given(common).file().read(vocabulary.laws())) {
      if (!omitted.contains(step.code())) {
        steps.add(step);
      }
    }
    steps.addAll(source.file().read(vocabulary.laws()));
    return steps;
  }

  /// What no two plans may share: their codes and their types of incident.
  private void checkShared() {
    var codes = new HashMap<String, String>();
    var types = new HashMap<String, String>();
    for (var source : sources) {
      if (!source.isSound()) {
        continue;
      }
      var code = given(source.file().code());
      var other = codes.put(code, source.name());
      if (other != null) {
        source.fault(List.of("code"), "the code %s is used by %s, too".formatted(code, other));
      }
      var own = orEmpty(source.file().eventTypes());
      for (int i = 0; i < own.size(); i++) {
        var owner = types.put(own.get(i), source.name());
        if (owner != null) {
          source.fault(
              List.of("eventTypes", i),
              "%s names the event type %s, too; only one plan can be proposed"
                  .formatted(owner, own.get(i)));
        }
      }
    }
  }

  private static String version(String content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
