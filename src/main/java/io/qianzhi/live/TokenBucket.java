package io.qianzhi.live;

/// How many messages a client may still send: refills steadily, holds a burst.
final class TokenBucket {
  private final double perMilli;
  private final double burst;
  private double tokens;
  private long filledAtMillis;

  TokenBucket(int perSecond, int burst, long nowMillis) {
    this.perMilli = perSecond / 1000.0;
    this.burst = burst;
    this.tokens = burst;
    this.filledAtMillis = nowMillis;
  }

  boolean take(long nowMillis) {
    tokens = Math.min(burst, tokens + Math.max(0, nowMillis - filledAtMillis) * perMilli);
    filledAtMillis = nowMillis;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
