package io.qianzhi.incident;

import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores how probably a call reports an incident that is already open: by distance, time, type and
/// call-back number.
public final class Duplicates {
  private final Settings settings;
  private final EventTypes types;

  /// From `conf/incident.yaml`.
  ///
  /// @param atLeastScore below it a candidate is not shown, 0–1
  public record Settings(
      int radiusMeters, int windowMinutes, double atLeastScore, Weights weights) {}

  /// What each likeness counts; together 1.
  public record Weights(double distance, double time, double type, double number) {}

  /// What the caller said so far.
  record Report(
      Point point, @Nullable String typeCode, @Nullable String callbackNumber, Instant at) {}

  /// A probable duplicate; the score is 0–1.
  public record Candidate(
      Incident incident,
      double score,
      double distanceMeters,
      long ageSeconds,
      List<Reason> reasons) {}

  /// What speaks for it.
  public enum Reason {
    NEAR,
    RECENT,
    SAME_TYPE,
    RELATED_TYPE,
    SAME_NUMBER
  }

  public Duplicates(Settings settings, EventTypes types) {
    this.settings = settings;
    this.types = types;
  }

  public Settings settings() {
    return settings;
  }

  /// The candidate, or null when it is too far, too old or too unlike.
  ///
  /// @param numbers call-back numbers of the incident's calls
  @Nullable Candidate score(Report report, Incident incident, Set<String> numbers) {
    double distance = Distance.meters(report.point(), incident.point());
    var age = Duration.between(incident.receivedAt(), report.at()).abs();
    var window = Duration.ofMinutes(settings.windowMinutes());
    if (distance > settings.radiusMeters() || age.compareTo(window) > 0) {
      return null;
    }
    var reasons = new ArrayList<Reason>();
    double near = 1 - distance / settings.radiusMeters();
    double recent = 1 - (double) age.toSeconds() / window.toSeconds();
    reasons.add(Reason.NEAR);
    if (recent >= 0.5) {
      reasons.add(Reason.RECENT);
    }
    double type = type(report.typeCode(), incident.typeCode(), reasons);
    double number = 0;
    if (report.callbackNumber() != null && numbers.contains(report.callbackNumber())) {
      number = 1;
      reasons.add(Reason.SAME_NUMBER);
    }
    var weights = settings.weights();
    double score =
        weights.distance() * near
            + weights.time() * recent
            + weights.type() * type
            + weights.number() * number;
    return score < settings.atLeastScore()
        ? null
        : new Candidate(
            incident,
            Math.round(score * 100) / 100.0,
            Math.round(distance),
            age.toSeconds(),
            reasons);
  }

  /// A type not chosen yet speaks neither for nor against.
  private double type(@Nullable String reported, String known, List<Reason> reasons) {
    if (reported == null) {
      return 0.5;
    }
    if (reported.equals(known)) {
      reasons.add(Reason.SAME_TYPE);
      return 1;
    }
    if (types.related(reported, known)) {
      reasons.add(Reason.RELATED_TYPE);
      return 0.6;
    }
    return 0;
  }
}
