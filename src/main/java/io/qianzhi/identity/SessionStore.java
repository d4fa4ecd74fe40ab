package io.qianzhi.identity;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of sessions and failed sign-ins.
final class SessionStore {
  /// Where the id of every session that ends is told, once that is committed.
  static final String ENDED_CHANNEL = "session_ended";

  /// A session whose refresh token has just been changed.
  record Renewed(UUID id, UUID personId, String device) {}

  /// A session that is over, whose it was and on which device.
  record Ended(UUID id, UUID personId, String device) {}

  /// Opens a session and ends the one this device had.
  ///
  /// @return what has ended
  List<Ended> open(
      Tx tx,
      UUID id,
      UUID personId,
      String device,
      Buffer refreshHash,
      Instant now,
      Instant expiresAt) {
    return tellEnded(
        tx,
        """
        with ended as (
          update session set ended_at = $5 where person_id = $2 and device = $3 and ended_at is null
          returning id, person_id, device),
        opened as (
          insert into session (id, person_id, device, refresh_hash, created_at, expires_at)
          values ($1, $2, $3, $4, $5, $6))
        """,
        id,
        personId,
        device,
        refreshHash,
        now,
        expiresAt);
  }

  Optional<Renewed> renew(
      Tx tx, Buffer refreshHash, Buffer nextHash, Instant now, Instant expiresAt) {
    return tx.first(
        row -> new Renewed(row.getUUID("id"), row.getUUID("person_id"), row.getString("device")),
        """
        update session set previous_refresh_hash = refresh_hash, refresh_hash = $2, expires_at = $3
        where refresh_hash = $1 and ended_at is null and expires_at > $4
        returning id, person_id, device
        """,
        refreshHash,
        nextHash,
        expiresAt,
        now);
  }

  /// Ends the session whose used refresh token has come back.
  List<Ended> endReused(Tx tx, Buffer refreshHash, Instant now) {
    return tellEnded(
        tx,
        """
        with ended as (
          update session set ended_at = $2 where previous_refresh_hash = $1 and ended_at is null
          returning id, person_id, device)
        """,
        refreshHash,
        now);
  }

  List<Ended> end(Tx tx, UUID personId, String device, Instant now) {
    return tellEnded(
        tx,
        """
        with ended as (
          update session set ended_at = $3 where person_id = $1 and device = $2 and ended_at is null
          returning id, person_id, device)
        """,
        personId,
        device,
        now);
  }

  List<Ended> endAll(Tx tx, String username, Instant now) {
    return tellEnded(
        tx,
        """
        with ended as (
          update session set ended_at = $2 from person p
          where p.id = session.person_id and p.username = $1 and ended_at is null
          returning session.id, person_id, device)
        """,
        username,
        now);
  }

  private static List<Ended> tellEnded(Tx tx, String withEnded, @Nullable Object... parameters) {
    return tx.list(
        row -> new Ended(row.getUUID("id"), row.getUUID("person_id"), row.getString("device")),
        withEnded
            + " select id, person_id, device, pg_notify('"
            + ENDED_CHANNEL
            + "', id::text) from ended",
        parameters);
  }

  List<UUID> endedSince(Tx tx, Instant since) {
    return tx.list(row -> row.getUUID("id"), "select id from session where ended_at > $1", since);
  }

  /// Until when the later of two subjects has to wait, if that is in the future.
  Optional<Instant> lockedUntil(Tx tx, String account, String address, Instant now) {
    return tx.first(
        row -> Columns.instant(row, "locked_until"),
        """
        select max(locked_until) as locked_until from sign_in_failure
        where subject in ($1, $2) having max(locked_until) > $3
        """,
        account,
        address,
        now);
  }

  /// Counts a failure; those before `forgetBefore` no longer count.
  int countFailure(Tx tx, String subject, Instant now, Instant forgetBefore) {
    return tx.first(
            row -> row.getInteger("failures"),
            """
            insert into sign_in_failure as f (subject, failures, last_at) values ($1, 1, $2)
            on conflict (subject) do update set last_at = excluded.last_at,
              failures = case when f.last_at < $3 then 1 else f.failures + 1 end
            returning failures
            """,
            subject,
            now,
            forgetBefore)
        .orElseThrow();
  }

  void lock(Tx tx, String subject, Instant until) {
    tx.update("update sign_in_failure set locked_until = $2 where subject = $1", subject, until);
  }

  void forgetFailures(Tx tx, String subject) {
    tx.update("delete from sign_in_failure where subject = $1", subject);
  }

  void deleteOver(Tx tx, Instant before) {
    tx.update("delete from session where coalesce(ended_at, expires_at) < $1", before);
    tx.update("delete from sign_in_failure where last_at < $1", before);
  }
}
