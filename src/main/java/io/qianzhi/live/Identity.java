package io.qianzhi.live;

import io.qianzhi.platform.http.Actor;
import io.vertx.core.Future;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a session, as their latest token says. Belongs to the session's event
/// loop.
final class Identity {
  private final LiveParts parts;
  private @Nullable Actor actor;
  private long greetedAtMillis;

  Identity(LiveParts parts) {
    this.parts = parts;
  }

  /// How person and device are named together, on all nodes.
  static String device(UUID personId, String device) {
    return personId + ":" + device;
  }

  /// Fails for a token that is not ours, has run out, or whose session has ended.
  Future<Void> greet(Inbound.Hello hello) {
    return proven(hello.token(), hello.device())
        .map(
            proven -> {
              actor = proven;
              greetedAtMillis = parts.clock().millis();
              return null;
            });
  }

  /// Whether what this person may see has changed; fails for a token of somebody else, too.
  Future<Boolean> renew(String token) {
    var before = who();
    return proven(token, before.device())
        .compose(
            proven -> {
              if (!proven.personId().equals(before.personId())) {
                return Future.failedFuture("the token is somebody else's");
              }
              actor = proven;
              return Future.succeededFuture(
                  !proven.roles().equals(before.roles())
                      || !proven.areaCode().equals(before.areaCode()));
            });
  }

  private Future<Actor> proven(String token, String device) {
    return parts
        .jwt()
        .authenticate(new TokenCredentials(token))
        .map(user -> onDevice(parts.toActor().apply(user), device))
        .compose(
            proven ->
                hasRunOut(proven)
                    ? Future.failedFuture("the token has run out")
                    : Future.succeededFuture(proven));
  }

  private static Actor onDevice(Actor proven, String device) {
    return new Actor(
        proven.personId(),
        proven.session(),
        proven.name(),
        proven.title(),
        proven.roles(),
        proven.permissions(),
        proven.areaCode(),
        proven.drill(),
        device,
        proven.tokenExpiresAt());
  }

  private boolean hasRunOut(Actor proven) {
    return !parts.clock().instant().isBefore(proven.tokenExpiresAt());
  }

  /// Signed out, here or elsewhere.
  boolean hasEnded() {
    return actor != null
        && actor.session() != null
        && parts.endedSessions().contains(actor.session());
  }

  boolean hasRunOut() {
    return actor != null && hasRunOut(actor);
  }

  Actor who() {
    return Objects.requireNonNull(actor);
  }

  /// Person and device, once they are known.
  String device() {
    return actor == null ? "" : device(actor.personId(), actor.device());
  }

  long greetedAtMillis() {
    return greetedAtMillis;
  }
}
