package io.qianzhi.geo;

/// The outcome of asking how long a vehicle takes from one place to another by road. That there is
/// no way is an answer of its own, never a large number.
public sealed interface TravelTime {

  /// There is a way by road.
  ///
  /// @param seconds driving time without traffic, at ordinary car speeds
  /// @param meters length of that way
  record Reached(double seconds, double meters) implements TravelTime {}

  /// There is none.
  record Unreachable(Reason reason) implements TravelTime {}

  /// Why there is no way.
  enum Reason {
    /// The place that the vehicle starts from has no drivable road near it.
    NO_ROAD_AT_ORIGIN,
    /// The place to reach has no drivable road near it.
    NO_ROAD_AT_DESTINATION,
    /// Both are on roads, but these are not connected in this direction.
    NOT_CONNECTED
  }
}
