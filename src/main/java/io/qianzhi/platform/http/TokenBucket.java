package io.qianzhi.platform.http;

/// How often a client may still ask: refills steadily, holds a burst.
public final class TokenBucket {
  private final double perMilli;
  private final double burst;
  private double tokens;
  private long filledAtMillis;

  public TokenBucket(int perSecond, int burst, long nowMillis) {
    this.perMilli = perSecond / 1000.0;
    this.burst = burst;
    this.tokens = burst;
    this.filledAtMillis = nowMillis;
  }

  public synchronized boolean take(long nowMillis) {
    fill(nowMillis);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /// Whether nobody has asked for so long that a new one would be the same.
  synchronized boolean isFull(long nowMillis) {
    fill(nowMillis);
    return tokens >= burst;
  }

  /// How long until there is one to take again.
  synchronized long waitMillis() {
    return (long) Math.ceil((1 - tokens) / perMilli);
  }

  private void fill(long nowMillis) {
    tokens = Math.min(burst, tokens + Math.max(0, nowMillis - filledAtMillis) * perMilli);
    filledAtMillis = nowMillis;
  }
}
