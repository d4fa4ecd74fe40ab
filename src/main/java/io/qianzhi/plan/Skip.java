package io.qianzhi.plan;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;

/// Somebody left a step out.
public record Skip(String reason, PersonRef by, Instant at) {}
