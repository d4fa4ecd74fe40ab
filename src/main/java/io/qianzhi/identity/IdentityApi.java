package io.qianzhi.identity;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;

/// The operations of signing in and out.
public final class IdentityApi {
  private IdentityApi() {}

  private record SignIn(String username, String password, String device) {}

  private record Refresh(String refreshToken) {}

  public static void bind(Operations operations, SessionService sessions, Database database) {
    operations.query(
        "createSession",
        request -> {
          var body = request.body(SignIn.class);
          return sessions.signIn(
              body.username(), body.password(), body.device(), request.remoteAddress());
        });
    operations.query(
        "refreshSession", request -> sessions.refresh(request.body(Refresh.class).refreshToken()));
    operations.command(
        "deleteSession",
        (tx, request) -> {
          sessions.signOut(tx, request.actor());
          return null;
        });
    operations.query(
        "getMe", request -> database.inTransaction(tx -> sessions.me(tx, request.actor())));
  }
}
