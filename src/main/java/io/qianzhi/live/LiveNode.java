package io.qianzhi.live;

/// What the sessions of one node share.
record LiveNode(
    LiveParts parts, Inbound inbound, CatchUp catchUp, Presence presence, LiveMetrics metrics) {

  /// For waiting times: a clock that is set right ends nobody's session.
  static long steadyMillis() {
    return System.nanoTime() / 1_000_000;
  }
}
