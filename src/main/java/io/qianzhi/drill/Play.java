package io.qianzhi.drill;

import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.Map;

/// One thing a simulated person is about to do.
///
/// @param key names it for ever: it is done once
record Play(String key, Instant due, Deed deed) {

  /// What it is, through the same door as everybody's.
  @FunctionalInterface
  interface Deed {
    void carryOut(Door door, String key);
  }

  /// An operation of the contract.
  static Deed of(Actor who, String operation, Map<String, ?> path, Map<String, ?> body) {
    return (door, key) -> door.press(who, key, operation, path, body);
  }
}
