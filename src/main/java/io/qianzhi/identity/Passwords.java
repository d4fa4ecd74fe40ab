package io.qianzhi.identity;

import static io.vertx.core.Future.await;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.Vertx;

/// argon2id with 19 MiB, 2 passes, 1 lane: the OWASP minimum. Computed on worker threads, so that a
/// burst of sign-ins holds up nothing else.
public final class Passwords {
  private static final Argon2Function FUNCTION =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  private final Vertx vertx;
  private final String hashOfNobody;

  public Passwords(Vertx vertx) {
    this.vertx = vertx;
    this.hashOfNobody = hash("nobody has this password");
  }

  /// Hashes on the calling thread; for imports at start-up.
  public static String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
  }

  boolean matches(String password, String hash) {
    return await(vertx.executeBlocking(() -> Password.check(password, hash).with(FUNCTION), false));
  }

  /// Takes as long as a real check, so that answers do not tell which accounts exist.
  void matchNobody(String password) {
    matches(password, hashOfNobody);
  }
}
