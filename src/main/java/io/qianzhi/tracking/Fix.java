package io.qianzhi.tracking;

import io.qianzhi.geo.Point;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A believed position of a unit. Its age counts from `fixAt`, not from when it arrived.
public record Fix(
    Point point,
    Instant fixAt,
    @Nullable Double accuracyMeters,
    @Nullable Double speedMetersPerSecond,
    @Nullable Double headingDegrees) {}
