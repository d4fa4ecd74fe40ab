package io.qianzhi.incident;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The city's own day: times are stored in UTC, but an incident's number carries the local date.
final class CityTime {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private CityTime() {}

  static String incidentNumber(LocalDate day, int number) {
    return "%s-%04d".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), number);
  }
}
