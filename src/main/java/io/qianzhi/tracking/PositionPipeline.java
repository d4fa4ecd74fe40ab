package io.qianzhi.tracking;

import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a reported position must pass before it moves a unit, in order. Pure.
final class PositionPipeline {
  /// A position and all that is known when it arrives.
  ///
  /// @param unit the sender's unit, null when he belongs to none that is known
  /// @param last the newest position believed of that unit
  record Arrival(ReportedFix fix, @Nullable TrackedUnit unit, @Nullable Fix last, Instant now) {}

  private record Step(Doubt doubt, Check fails) {}

  @FunctionalInterface
  private interface Check {
    boolean test(Arrival arrival);
  }

  private final TrackingSettings settings;
  private final List<Step> steps =
      List.of(
          new Step(Doubt.NOT_ON_DUTY, this::isNotOnDuty),
          new Step(Doubt.CLOCK_AHEAD, this::isFromTheFuture),
          new Step(Doubt.TOO_OLD, this::isOutsideTheWindow),
          new Step(Doubt.INVALID_FIX, this::isNoPlace),
          new Step(Doubt.INACCURATE, this::isTooVague),
          new Step(Doubt.BUFFERED, this::isOldNews),
          new Step(Doubt.NOT_NEWER, this::isNotNewer),
          new Step(Doubt.IMPLAUSIBLE_SPEED, this::isTooFarFromTheLast));

  PositionPipeline(TrackingSettings settings) {
    this.settings = settings;
  }

  /// The first doubt; empty when the position moves its unit.
  Optional<Doubt> doubt(Arrival arrival) {
    return steps.stream().filter(step -> step.fails.test(arrival)).map(Step::doubt).findFirst();
  }

  private boolean isNotOnDuty(Arrival arrival) {
    return arrival.unit == null || !arrival.unit.onDuty();
  }

  private boolean isFromTheFuture(Arrival arrival) {
    return age(arrival).compareTo(Duration.ofSeconds(-settings.clockAheadSeconds())) < 0;
  }

  private boolean isOutsideTheWindow(Arrival arrival) {
    return age(arrival).compareTo(Duration.ofHours(settings.windowHours())) > 0;
  }

  private boolean isNoPlace(Arrival arrival) {
    double latitude = arrival.fix.latitude();
    double longitude = arrival.fix.longitude();
    // Written so that NaN fails, too.
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return !onEarth || (latitude == 0 && longitude == 0);
  }

  private boolean isTooVague(Arrival arrival) {
    Double accuracy = arrival.fix.accuracyMeters();
    return accuracy != null && !(accuracy >= 0 && accuracy <= settings.accuracyLimitMeters());
  }

  private boolean isOldNews(Arrival arrival) {
    return age(arrival).compareTo(Duration.ofSeconds(settings.liveSeconds())) > 0;
  }

  private boolean isNotNewer(Arrival arrival) {
    return arrival.last != null && !arrival.fix.fixAt().isAfter(arrival.last.fixAt());
  }

  /// The longer the last fix is ago, the further the unit may have come: one wrong fix that was
  /// believed does not lock its unit out for long.
  private boolean isTooFarFromTheLast(Arrival arrival) {
    if (arrival.last == null) {
      return false;
    }
    var here = new Point(arrival.fix.latitude(), arrival.fix.longitude());
    double seconds =
        Duration.between(arrival.last.fixAt(), arrival.fix.fixAt()).toMillis() / 1000.0;
    double reach = settings.jitterMeters() + seconds * settings.speedLimitMetersPerSecond();
    return Distance.meters(arrival.last.point(), here) > reach;
  }

  private static Duration age(Arrival arrival) {
    return Duration.between(arrival.fix.fixAt(), arrival.now);
  }
}
