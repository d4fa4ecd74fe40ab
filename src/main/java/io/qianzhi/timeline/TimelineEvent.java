package io.qianzhi.timeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it stands in the timeline; `detail` and `entities` are JSON text.
public record TimelineEvent(
    long id,
    @JsonIgnore Cursor cursor,
    String stream,
    int version,
    Instant at,
    String kind,
    @Nullable PersonRef actor,
    @JsonIgnore @Nullable UUID incidentId,
    @JsonIgnore String areaCode,
    @JsonIgnore boolean drill,
    @JsonRawValue String detail,
    @JsonRawValue String entities,
    String hash) {}
