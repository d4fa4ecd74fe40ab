package io.qianzhi.identity;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;

/// Slows sign-in down after failures and locks it after more: an account for 15 minutes after 5
/// failures (our default for the level-3 baseline GB/T 22239), an address after 50.
final class SignInGuard {
  static final int ACCOUNT_LIMIT = 5;
  static final int ADDRESS_LIMIT = 50;
  static final Duration LOCK = Duration.ofMinutes(15);

  private final SessionStore store;
  private final InstantSource clock;

  SignInGuard(SessionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @throws Problem 429 while the account or the address has to wait
  void check(Tx tx, String username, String address) {
    store
        .lockedUntil(tx, account(username), address(address), clock.instant())
        .ifPresent(
            until -> {
              long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
              throw Problem.tooMany(
                  "sign_in_locked",
                  "Too many failed sign-ins. Wait %d seconds, then try again.".formatted(seconds),
                  seconds);
            });
  }

  void failed(Tx tx, String username, String address) {
    count(tx, account(username), ACCOUNT_LIMIT);
    count(tx, address(address), ADDRESS_LIMIT);
  }

  void succeeded(Tx tx, String username) {
    store.forgetFailures(tx, account(username));
  }

  private void count(Tx tx, String subject, int limit) {
    var now = clock.instant();
    int failures = store.countFailure(tx, subject, now, now.minus(LOCK));
    store.lock(tx, subject, now.plus(wait(failures, limit)));
  }

  /// Nothing for the first failure, then 1, 2, 4 … seconds, then the lock.
  static Duration wait(int failures, int limit) {
    if (failures >= limit) {
      return LOCK;
    }
    int slowFrom = limit - 3;
    return failures < slowFrom ? Duration.ZERO : Duration.ofSeconds(1L << (failures - slowFrom));
  }

  private static String account(String username) {
    return "account:" + username;
  }

  private static String address(String address) {
    return "address:" + address;
  }
}
