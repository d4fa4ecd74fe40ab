package io.qianzhi.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.qianzhi.alert.DeliveryRecorder;
import io.qianzhi.geo.Bounds;
import io.qianzhi.identity.EndedSessions;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.tracking.Roster;
import io.qianzhi.tracking.Tracking;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// What live sessions need of the rest of the server.
///
/// @param jwt proves access tokens
/// @param toActor reads a proven token; throws for one whose session has ended
/// @param areaBounds the rectangle of an area, by its code; empty where there is none
/// @param node this node's name, for people
public record LiveParts(
    Vertx vertx,
    Database database,
    VirtualThreads virtualThreads,
    Operations operations,
    Timeline timeline,
    Feed feed,
    Tracking tracking,
    Roster roster,
    Snapshots snapshots,
    DeliveryRecorder deliveries,
    JWTAuth jwt,
    Function<User, Actor> toActor,
    EndedSessions endedSessions,
    Function<String, Optional<Bounds>> areaBounds,
    LiveSettings settings,
    String node,
    InstantSource clock,
    MeterRegistry metrics) {}
