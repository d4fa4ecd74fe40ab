package io.qianzhi.identity;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Signing in, renewing and signing out. A refresh token lives 12 hours from its last use and works
/// once; one that comes back used ends its session, for then two hold it.
public final class SessionService {
  private static final Duration REFRESH_LIFETIME = Duration.ofHours(12);

  private final Database database;
  private final Passwords passwords;
  private final AccessTokens tokens;
  private final Roles roles;
  private final InstantSource clock;
  private final SignInGuard guard;
  private final SecureRandom random = new SecureRandom();

  /// What a signed-in device holds.
  public record Session(
      String accessToken, long expiresInSeconds, String refreshToken, PersonView person) {}

  /// The signed-in person as pages need to know them.
  public record PersonView(
      UUID id,
      String username,
      String name,
      String title,
      List<String> roles,
      Set<String> permissions,
      List<String> duties,
      String areaCode,
      @Nullable UUID unitId,
      boolean drill) {}

  public SessionService(
      Database database,
      Passwords passwords,
      AccessTokens tokens,
      Roles roles,
      InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.tokens = tokens;
    this.roles = roles;
    this.clock = clock;
    this.guard = new SignInGuard(clock);
  }

  /// @throws Problem `wrong_credentials`, or `sign_in_locked` after too many of them
  public Session signIn(String username, String password, String device, String address) {
    var account =
        database.inTransaction(
            tx -> {
              guard.check(tx, username, address);
              return tx.first(
                  row -> new Account(People.person(row), row.getString("password_hash")),
                  "select * from person where username = $1 and active",
                  username);
            });
    // The slow hash is computed outside the transaction.
    if (!matches(account, password)) {
      database.inTransaction(
          tx -> {
            guard.failed(tx, username, address);
            return true;
          });
      throw Problem.unauthenticated(
          "wrong_credentials", "The user name or the password is wrong. Check both and try again.");
    }
    var person = account.orElseThrow().person();
    return database.inTransaction(
        tx -> {
          guard.succeeded(tx, username);
          return open(tx, person, device);
        });
  }

  private record Account(Person person, String hash) {}

  private boolean matches(Optional<Account> account, String password) {
    if (account.isEmpty()) {
      passwords.matchNobody(password);
      return false;
    }
    return passwords.matches(password, account.get().hash());
  }

  private Session open(Tx tx, Person person, String device) {
    var id = UUID.randomUUID();
    var refresh = newRefreshToken();
    tx.update(
        """
        with old as (
          update session set ended_at = $5 where person_id = $2 and device = $3 and ended_at is null)
        insert into session (id, person_id, device, refresh_hash, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        id,
        person.id(),
        device,
        sha256(refresh),
        now(),
        expiry());
    return session(tx, person, id, device, refresh);
  }

  /// @throws Problem `session_ended` when the token is unknown, expired or was used before
  public Session refresh(String refreshToken) {
    var renewed =
        database.inTransaction(
            tx -> {
              var presented = sha256(refreshToken);
              tx.update(
                  "update session set ended_at = $2 where previous_refresh_hash = $1 and ended_at is null",
                  presented,
                  now());
              var next = newRefreshToken();
              return tx.first(
                      row ->
                          new Renewed(
                              row.getUUID("id"), row.getUUID("person_id"), row.getString("device")),
                      """
                      update session set previous_refresh_hash = refresh_hash, refresh_hash = $2, expires_at = $3
                      where refresh_hash = $1 and ended_at is null and expires_at > $4
                      returning id, person_id, device
                      """,
                      presented,
                      sha256(next),
                      expiry(),
                      now())
                  .flatMap(
                      row ->
                          new People()
                              .find(tx, row.personId())
                              .map(person -> session(tx, person, row.id(), row.device(), next)));
            });
    // Thrown outside the transaction: a stolen token's session must stay ended.
    return renewed.orElseThrow(
        () -> Problem.unauthenticated("session_ended", "This session has ended. Sign in again."));
  }

  private record Renewed(UUID id, UUID personId, String device) {}

  /// Ends the actor's session on this device.
  public void signOut(Tx tx, Actor actor) {
    tx.update(
        "update session set ended_at = $3 where person_id = $1 and device = $2 and ended_at is null",
        actor.personId(),
        actor.device(),
        now());
  }

  /// The signed-in person.
  public PersonView me(Tx tx, Actor actor) {
    var person =
        new People()
            .find(tx, actor.personId())
            .orElseThrow(() -> Problem.notFound("person", actor.personId()));
    return view(tx, person);
  }

  private Session session(Tx tx, Person person, UUID id, String device, String refresh) {
    return new Session(
        tokens.issue(person, id, device),
        AccessTokens.LIFETIME.toSeconds(),
        refresh,
        view(tx, person));
  }

  private PersonView view(Tx tx, Person person) {
    var unitId =
        tx.first(row -> row.getUUID("id"), "select id from unit where code = $1", person.unitCode())
            .orElse(null);
    return new PersonView(
        person.id(),
        person.username(),
        person.name(),
        person.title(),
        person.roles(),
        roles.permissionsOf(person.roles()),
        person.duties(),
        person.areaCode(),
        unitId,
        person.drill());
  }

  private String newRefreshToken() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private OffsetDateTime expiry() {
    return clock.instant().plus(REFRESH_LIFETIME).atOffset(ZoneOffset.UTC);
  }

  private static Buffer sha256(String token) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
