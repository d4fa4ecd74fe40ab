package io.qianzhi.geo;

/// Two numbers as a map or a device gave them, in whatever [CoordinateSystem] it uses. Only a
/// [Point] is known to be WGS-84.
///
/// @param latitude degrees, north positive
/// @param longitude degrees, east positive
public record Coordinates(double latitude, double longitude) {}
