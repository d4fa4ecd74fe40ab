package io.qianzhi.unit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A unit as a city's folder lists it.
///
/// @param code its own, never shown
/// @param callSign as it is called over the radio
/// @param capabilities codes of what it can do
/// @param stationCode where it waits; null for a crew that walks its area
/// @param areaCode the area it answers for
/// @param crewSize people aboard, 1 to 50
/// @param training a unit of a real city's world of exercises
public record UnitData(
    String code,
    String callSign,
    String service,
    String kind,
    List<String> capabilities,
    @Nullable String stationCode,
    String areaCode,
    int crewSize,
    boolean training) {}
