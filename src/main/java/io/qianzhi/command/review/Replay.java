package io.qianzhi.command.review;

import io.qianzhi.timeline.TimelineEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of an incident's log, for the slider.
///
/// @param from the first second there is anything to see
/// @param to the last one; while the incident runs, now
/// @param running more will follow
/// @param tracks the ways of all units that were on it, on the first page only
/// @param next the `after` of the next page, null when this is the last
public record Replay(
    UUID incidentId,
    boolean drill,
    Instant from,
    Instant to,
    boolean running,
    List<TimelineEvent> events,
    @Nullable List<Track> tracks,
    @Nullable Long next) {}
