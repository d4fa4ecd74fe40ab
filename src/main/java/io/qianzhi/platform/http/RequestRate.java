package io.qianzhi.platform.http;

import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Holds every person, and every address that nobody is signed in from, to a rate of requests. One
/// for all event loops of a node.
public final class RequestRate {
  private final HttpLimits limits;
  private final LongSupplier steadyMillis;
  private final Map<UUID, TokenBucket> people = new ConcurrentHashMap<>();
  private final Map<String, TokenBucket> addresses = new ConcurrentHashMap<>();

  public RequestRate(HttpLimits limits) {
    // A clock that is set right changes nobody's rate.
    this(limits, () -> System.nanoTime() / 1_000_000);
  }

  RequestRate(HttpLimits limits, LongSupplier steadyMillis) {
    this.limits = limits;
    this.steadyMillis = steadyMillis;
  }

  /// @throws Problem 429 for a person who asks too often
  void ask(Actor actor) {
    long now = steadyMillis.getAsLong();
    take(
        people.computeIfAbsent(
            actor.personId(),
            id -> new TokenBucket(limits.personPerSecond(), limits.personBurst(), now)),
        now);
  }

  /// @throws Problem 429 for an address that asks too often
  public void ask(String address) {
    long now = steadyMillis.getAsLong();
    take(
        addresses.computeIfAbsent(
            address, id -> new TokenBucket(limits.addressPerSecond(), limits.addressBurst(), now)),
        now);
  }

  private static void take(TokenBucket bucket, long now) {
    if (!bucket.take(now)) {
      long seconds = Math.max(1, Duration.ofMillis(bucket.waitMillis() + 999).toSeconds());
      throw Problem.tooMany(
          "too_many_requests", "Too many requests. Wait %d s.".formatted(seconds), seconds);
    }
  }

  /// Forgets whoever has not asked for a while.
  public void forgetIdle() {
    long now = steadyMillis.getAsLong();
    people.values().removeIf(bucket -> bucket.isFull(now));
    addresses.values().removeIf(bucket -> bucket.isFull(now));
  }
}
