package io.qianzhi.identity;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/// Access tokens: JWT, HS256, 15 minutes, or until their session ends. What a person may do is read
/// from the roles in the token.
public final class AccessTokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private final JWTAuth jwt;
  private final EndedSessions endedSessions;
  private final Roles roles;
  private final InstantSource clock;

  public AccessTokens(
      Vertx vertx,
      AuthSettings settings,
      EndedSessions endedSessions,
      Roles roles,
      InstantSource clock) {
    this.jwt =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setAlgorithm("HS256")
                        .setBuffer(settings.tokenSecret())));
    this.endedSessions = endedSessions;
    this.roles = roles;
    this.clock = clock;
  }

  /// Proves tokens for the front door.
  public JWTAuth jwt() {
    return jwt;
  }

  String issue(Person person, UUID session, String device) {
    long now = clock.instant().getEpochSecond();
    var claims =
        new JsonObject()
            .put("sub", person.id().toString())
            .put("sid", session.toString())
            .put("name", person.name())
            .put("title", person.title())
            .put("roles", person.roles())
            .put("area", person.areaCode())
            .put("drill", person.drill())
            .put("device", device)
            .put("exp", now + LIFETIME.toSeconds());
    return jwt.generateToken(claims, new JWTOptions().setNoTimestamp(true));
  }

  /// The person behind a proven token.
  ///
  /// @throws Problem `session_ended` when its session has
  public Actor actor(User user) {
    var claims = user.principal();
    var session = UUID.fromString(claims.getString("sid"));
    if (endedSessions.contains(session)) {
      throw Problem.unauthenticated("session_ended", "This session has ended. Sign in again.");
    }
    List<String> names = claims.getJsonArray("roles").stream().map(String::valueOf).toList();
    return new Actor(
        UUID.fromString(claims.getString("sub")),
        session,
        claims.getString("name"),
        claims.getString("title"),
        new HashSet<>(names),
        roles.permissionsOf(names),
        claims.getString("area"),
        claims.getBoolean("drill"),
        claims.getString("device"),
        Instant.ofEpochSecond(user.<Number>get("exp").longValue()));
  }
}
