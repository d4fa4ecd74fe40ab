package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.timeline.Cursor;
import io.vertx.core.Future;
import io.vertx.ext.auth.authentication.TokenCredentials;
import org.jspecify.annotations.Nullable;

/// Reads what a client says of itself.
final class Proof {
  private Proof() {}

  /// The person behind a token, on the device the client names; fails for a token that is not ours
  /// or has run out.
  static Future<Actor> of(LiveParts parts, String token, String device) {
    return parts
        .jwt()
        .authenticate(new TokenCredentials(token))
        .map(user -> onDevice(parts.toActor().apply(user), device));
  }

  private static Actor onDevice(Actor proven, String device) {
    return new Actor(
        proven.personId(),
        proven.name(),
        proven.title(),
        proven.roles(),
        proven.permissions(),
        proven.areaCode(),
        proven.drill(),
        device,
        proven.tokenExpiresAt());
  }

  /// Null for one that this server never gave: the client gets a snapshot.
  static @Nullable Cursor cursor(Inbound.Hello hello) {
    try {
      return hello.cursor() == null ? null : Cursor.parse(hello.cursor());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
