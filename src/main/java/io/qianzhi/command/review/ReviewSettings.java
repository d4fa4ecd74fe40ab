package io.qianzhi.command.review;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// conf/review.yaml.
///
/// @param trackFixesPerUnit at most so many positions of one unit are replayed
/// @param trackLeadMinutes how long before it was sent a unit's way is shown
/// @param standards what intervals are measured against
public record ReviewSettings(
    int version, int trackFixesPerUnit, int trackLeadMinutes, List<Standard> standards) {
  public static final String FILE = "review.yaml";

  /// The parts of the way from the call to the scene.
  public enum Interval {
    /// Answering the first call → the unit was sent.
    DISPATCH,
    /// Sent → the crew acknowledged.
    ACKNOWLEDGE,
    /// Sent → the crew set out.
    TURNOUT,
    /// Set out → at the scene.
    TRAVEL,
    /// Sent → at the scene.
    REACH,
    /// Answering the first call → at the scene.
    ARRIVAL
  }

  /// How long an interval may take.
  ///
  /// @param services of which units; empty = of all
  /// @param from from what time of the day on, with `until`; null = at all times
  /// @param basis who set it; empty = a default of this system
  /// @param setBy law = the law or a standard says so; default = ours, the city confirms it
  public record Standard(
      String id,
      Interval interval,
      List<String> services,
      int seconds,
      @Nullable LocalTime from,
      @Nullable LocalTime until,
      Text name,
      String basis,
      SetBy setBy) {
    boolean isDefault() {
      return setBy == SetBy.DEFAULT;
    }

    boolean applies(Interval measured, String service, LocalTime at) {
      return interval == measured
          && (services.isEmpty() || services.contains(service))
          && (from == null || until == null || isWithin(at, from, until));
    }

    private static boolean isWithin(LocalTime at, LocalTime from, LocalTime until) {
      return from.isBefore(until)
          ? !at.isBefore(from) && at.isBefore(until)
          : !at.isBefore(from) || at.isBefore(until);
    }
  }

  /// Where a value comes from.
  public enum SetBy {
    LAW,
    DEFAULT
  }

  public ReviewSettings {
    if (trackFixesPerUnit < 100 || trackFixesPerUnit > 20_000 || trackLeadMinutes < 0) {
      throw new Config.Fault(
          FILE + ": trackFixesPerUnit is 100 to 20000, trackLeadMinutes 0 or more.");
    }
    var ids = new HashSet<String>();
    for (Standard standard : standards) {
      if (!ids.add(standard.id()) || standard.seconds() < 1) {
        throw new Config.Fault(
            "%s: standards %s: the id is taken or the seconds are not positive."
                .formatted(FILE, standard.id()));
      }
      if ((standard.from() == null) != (standard.until() == null)) {
        throw new Config.Fault(
            "%s: standards %s: from and until go together.".formatted(FILE, standard.id()));
      }
      if (standard.basis().isBlank() != standard.isDefault()) {
        throw new Config.Fault(
            "%s: standards %s: what the law sets needs its basis, a default has none."
                .formatted(FILE, standard.id()));
      }
    }
  }
}
