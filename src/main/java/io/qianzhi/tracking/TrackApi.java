package io.qianzhi.tracking;

import io.qianzhi.platform.http.Operations;
import java.util.Objects;

/// The operations of tracking.
public final class TrackApi {
  private TrackApi() {}

  public static void bind(Operations operations, TrackService tracks) {
    operations.query(
        "getTrack",
        request ->
            tracks.track(
                request.actor(),
                request.id("unitId"),
                Objects.requireNonNull(request.queryInstant("from")),
                Objects.requireNonNull(request.queryInstant("to"))));
  }
}
