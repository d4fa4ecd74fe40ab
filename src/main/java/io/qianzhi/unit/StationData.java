package io.qianzhi.unit;

import io.qianzhi.geo.Point;

/// Where units wait, as a city's folder lists it.
///
/// @param service code of the service that runs it
/// @param areaCode the area it answers for
/// @param demo invented for the demo city
public record StationData(
    String code, String name, String service, Point point, String areaCode, boolean demo) {}
