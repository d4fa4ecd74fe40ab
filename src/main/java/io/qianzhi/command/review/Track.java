package io.qianzhi.command.review;

import io.qianzhi.tracking.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A unit's way as it became known, small: every number but `from` is the difference to the one
/// before it.
///
/// @param knownMillis when the server learnt of each position, the first counted from `from`
/// @param ageMillis how old each position was by then
/// @param latitude in millionths of a degree, the first one whole
/// @param longitude in millionths of a degree, the first one whole
/// @param heading degrees from north, not as a difference; -1 where it is unknown
/// @param cut there was more than is given here
public record Track(
    UUID unitId,
    Instant from,
    List<Long> knownMillis,
    List<Long> ageMillis,
    List<Integer> latitude,
    List<Integer> longitude,
    List<Integer> heading,
    boolean cut) {
  private static final double MILLIONTHS = 1e6;
  private static final int UNKNOWN = -1;

  static Track of(UUID unitId, Instant from, List<Known> fixes, boolean cut) {
    var track =
        new Track(
            unitId,
            from,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            cut);
    long at = from.toEpochMilli();
    int latitude = 0;
    int longitude = 0;
    for (Known known : fixes) {
      var fix = known.fix();
      long received = known.receivedAt().toEpochMilli();
      track.knownMillis.add(received - at);
      track.ageMillis.add(received - fix.fixAt().toEpochMilli());
      track.latitude.add(millionths(fix.point().latitude()) - latitude);
      track.longitude.add(millionths(fix.point().longitude()) - longitude);
      var heading = fix.headingDegrees();
      track.heading.add(heading == null ? UNKNOWN : Math.toIntExact(Math.round(heading)));
      at = received;
      latitude = millionths(fix.point().latitude());
      longitude = millionths(fix.point().longitude());
    }
    return track;
  }

  private static int millionths(double degrees) {
    return Math.toIntExact(Math.round(degrees * MILLIONTHS));
  }
}
