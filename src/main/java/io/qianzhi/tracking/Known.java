package io.qianzhi.tracking;

import java.time.Instant;

/// A position and when the server learnt of it: a device without a signal tells later.
public record Known(Fix fix, Instant receivedAt) {}
