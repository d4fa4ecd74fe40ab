package io.qianzhi.geo;

/// Something on the map that a caller can name.
///
/// @param name as people say it, in the map's own language
/// @param kind `address`, `street`, `coordinates`, or what it is: `hospital`, `school`, `suburb` …
/// @param point where to drive to
public record Place(String name, String kind, Point point) {}
