package io.qianzhi.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted about live sessions.
final class LiveMetrics {
  final AtomicInteger sessions = new AtomicInteger();
  final Counter eventsOut;
  final Counter framesOut;
  final Counter framesSkipped;
  final Counter lagging;
  private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);

  LiveMetrics(MeterRegistry registry) {
    registry.gauge("qianzhi.live.sessions", sessions);
    eventsOut = registry.counter("qianzhi.live.events");
    framesOut = registry.counter("qianzhi.live.frames", "outcome", "sent");
    framesSkipped = registry.counter("qianzhi.live.frames", "outcome", "skipped");
    lagging = registry.counter("qianzhi.live.lagging");
    for (CloseCode code : CloseCode.values()) {
      closed.put(
          code, registry.counter("qianzhi.live.closed", "code", String.valueOf(code.number())));
    }
  }

  Counter closed(CloseCode code) {
    return Objects.requireNonNull(closed.get(code));
  }
}
