package io.qianzhi.identity;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Slows sign-in down after failures and locks it after more: an account for 15 minutes after 5
/// failures (our default for the level-3 baseline GB/T 22239), an address after 50.
final class SignInGuard {
  static final int ACCOUNT_LIMIT = 5;
  static final int ADDRESS_LIMIT = 50;
  static final Duration LOCK = Duration.ofMinutes(15);

  private final InstantSource clock;

  SignInGuard(InstantSource clock) {
    this.clock = clock;
  }

  /// @throws Problem 429 while the account or the address has to wait
  void check(Tx tx, String username, String address) {
    tx.first(
            row -> row.getOffsetDateTime("locked_until").toInstant(),
            """
            select max(locked_until) as locked_until from sign_in_failure
            where subject in ($1, $2) having max(locked_until) > $3
            """,
            account(username),
            address(address),
            now())
        .ifPresent(
            until -> {
              long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
              throw Problem.tooMany(
                  "sign_in_locked",
                  "Too many failed sign-ins. Wait %d seconds, then try again.".formatted(seconds));
            });
  }

  void failed(Tx tx, String username, String address) {
    count(tx, account(username), ACCOUNT_LIMIT);
    count(tx, address(address), ADDRESS_LIMIT);
  }

  void succeeded(Tx tx, String username) {
    tx.update("delete from sign_in_failure where subject = $1", account(username));
  }

  private void count(Tx tx, String subject, int limit) {
    int failures =
        tx.first(
                row -> row.getInteger("failures"),
                """
                insert into sign_in_failure as f (subject, failures, last_at) values ($1, 1, $2)
                on conflict (subject) do update set last_at = excluded.last_at,
                  failures = case when f.last_at < $3 then 1 else f.failures + 1 end
                returning failures
                """,
                subject,
                now(),
                clock.instant().minus(LOCK).atOffset(ZoneOffset.UTC))
            .orElseThrow();
    tx.update(
        "update sign_in_failure set locked_until = $2 where subject = $1",
        subject,
        clock.instant().plus(wait(failures, limit)).atOffset(ZoneOffset.UTC));
  }

  /// Nothing for the first failure, then 1, 2, 4 … seconds, then the lock.
  static Duration wait(int failures, int limit) {
    if (failures >= limit) {
      return LOCK;
    }
    int slowFrom = limit - 3;
    return failures < slowFrom ? Duration.ZERO : Duration.ofSeconds(1L << (failures - slowFrom));
  }

  private java.time.OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC);
  }

  private static String account(String username) {
    return "account:" + username;
  }

  private static String address(String address) {
    return "address:" + address;
  }
}
