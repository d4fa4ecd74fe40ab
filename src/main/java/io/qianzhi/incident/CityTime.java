package io.qianzhi.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The city's own day: times are stored in UTC, but an incident's number carries the local date.
public final class CityTime {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private CityTime() {}

  /// The date in the city.
  public static LocalDate today(InstantSource clock) {
    return day(clock.instant());
  }

  /// The date in the city at a moment.
  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  static String incidentNumber(LocalDate day, int number) {
    return "%s-%04d".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), number);
  }
}
