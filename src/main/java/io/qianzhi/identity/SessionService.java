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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Signing in, renewing and signing out. A refresh token lives 12 hours from its last use and works
/// once; one that comes back used ends its session, for then two hold it.
public final class SessionService {
  private static final Duration KEEP_OVER = Duration.ofDays(14);
  private static final Duration REFRESH_LIFETIME = Duration.ofHours(12);

  private final PersonStore people = new PersonStore();
  private final SessionStore store = new SessionStore();
  private final Database database;
  private final Passwords passwords;
  private final AccessTokens tokens;
  private final EndedSessions endedSessions;
  private final Roles roles;
  private final InstantSource clock;
  private final SignInGuard guard;
  private final SecureRandom random = new SecureRandom();
  private final List<SignedOutListener> signedOutListeners = new ArrayList<>();

  /// Hears of a person who is signed out on a device, by himself or because a used refresh token
  /// came back, in the same transaction.
  @FunctionalInterface
  public interface SignedOutListener {
    void signedOut(Tx tx, UUID personId, String device);
  }

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
      EndedSessions endedSessions,
      Roles roles,
      InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.tokens = tokens;
    this.endedSessions = endedSessions;
    this.roles = roles;
    this.clock = clock;
    this.guard = new SignInGuard(store, clock);
  }

  public void onSignedOut(SignedOutListener listener) {
    signedOutListeners.add(listener);
  }

  /// @throws Problem `wrong_credentials`, or `sign_in_locked` after too many of them
  public Session signIn(String username, String password, String device, String address) {
    var account =
        database.inTransaction(
            tx -> {
              guard.check(tx, username, address);
              return people.account(tx, username);
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

  private boolean matches(Optional<PersonStore.Account> account, String password) {
    // Who has no password yet, or never gets one, cannot sign in.
    if (account.isEmpty() || account.get().passwordHash().isEmpty()) {
      passwords.matchNobody(password);
      return false;
    }
    return passwords.matches(password, account.get().passwordHash());
  }

  private Session open(Tx tx, Person person, String device) {
    var id = UUID.randomUUID();
    var refresh = newRefreshToken();
    var now = clock.instant();
    var replaced =
        store.open(tx, id, person.id(), device, sha256(refresh), now, now.plus(REFRESH_LIFETIME));
    endAccess(tx, replaced);
    return session(tx, person, id, device, refresh);
  }

  /// @throws Problem `session_ended` when the token is unknown, expired or was used before
  public Session refresh(String refreshToken) {
    var renewed =
        database.inTransaction(
            tx -> {
              var now = clock.instant();
              var next = newRefreshToken();
              signedOut(tx, store.endReused(tx, sha256(refreshToken), now));
              return store
                  .renew(tx, sha256(refreshToken), sha256(next), now, now.plus(REFRESH_LIFETIME))
                  .flatMap(
                      session ->
                          people
                              .find(tx, session.personId())
                              .map(
                                  person ->
                                      session(tx, person, session.id(), session.device(), next)));
            });
    // Thrown outside the transaction: a stolen token's session must stay ended.
    return renewed.orElseThrow(
        () -> Problem.unauthenticated("session_ended", "This session has ended. Sign in again."));
  }

  /// Ends the actor's session on this device.
  public void signOut(Tx tx, Actor actor) {
    signedOut(tx, store.end(tx, actor.personId(), actor.device(), clock.instant()));
  }

  private void signedOut(Tx tx, List<SessionStore.Ended> ended) {
    for (var session : ended) {
      signedOutListeners.forEach(
          listener -> listener.signedOut(tx, session.personId(), session.device()));
    }
    endAccess(tx, ended);
  }

  /// This node needs no notification to know of it.
  private void endAccess(Tx tx, List<SessionStore.Ended> ended) {
    tx.afterCommit(() -> endedSessions.add(ended.stream().map(SessionStore.Ended::id).toList()));
  }

  /// Deletes sessions and failed sign-ins that were over two weeks ago.
  public void deleteOld(Tx tx) {
    store.deleteOver(tx, clock.instant().minus(KEEP_OVER));
  }

  /// The signed-in person.
  public PersonView me(Tx tx, Actor actor) {
    var person =
        people
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
    return new PersonView(
        person.id(),
        person.username(),
        person.name(),
        person.title(),
        person.roles(),
        roles.permissionsOf(person.roles()),
        person.duties(),
        person.areaCode(),
        people.unitId(tx, person),
        person.drill());
  }

  private String newRefreshToken() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
