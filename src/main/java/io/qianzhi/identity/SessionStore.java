package io.qianzhi.identity;

import io.qianzhi.platform.db.Tx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// The SQL of sessions and failed sign-ins.
final class SessionStore {
  /// A session whose refresh token has just been changed.
  record Renewed(UUID id, UUID personId, String device) {}

  /// Whose session on which device is over.
  record Ended(UUID personId, String device) {}

  /// Opens a session and ends the one this device had.
  void open(
      Tx tx,
      UUID id,
      UUID personId,
      String device,
      Buffer refreshHash,
      Instant now,
      Instant expiresAt) {
    tx.update(
        """
        with old as (
          update session set ended_at = $5 where person_id = $2 and device = $3 and ended_at is null)
        insert into session (id, person_id, device, refresh_hash, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        id,
        personId,
        device,
        refreshHash,
        utc(now),
        utc(expiresAt));
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
        utc(expiresAt),
        utc(now));
  }

  /// Ends the session whose used refresh token has come back.
  Optional<Ended> endReused(Tx tx, Buffer refreshHash, Instant now) {
    return tx.first(
        row -> new Ended(row.getUUID("person_id"), row.getString("device")),
        """
        update session set ended_at = $2 where previous_refresh_hash = $1 and ended_at is null
        returning person_id, device
        """,
        refreshHash,
        utc(now));
  }

  void end(Tx tx, UUID personId, String device, Instant now) {
    tx.update(
        "update session set ended_at = $3 where person_id = $1 and device = $2 and ended_at is"
            + " null",
        personId,
        device,
        utc(now));
  }

  void endAll(Tx tx, String username, Instant now) {
    tx.update(
        """
        update session set ended_at = $2 from person p
        where p.id = session.person_id and p.username = $1 and ended_at is null
        """,
        username,
        utc(now));
  }

  /// Until when the later of two subjects has to wait, if that is in the future.
  Optional<Instant> lockedUntil(Tx tx, String account, String address, Instant now) {
    return tx.first(
        row -> row.getOffsetDateTime("locked_until").toInstant(),
        """
        select max(locked_until) as locked_until from sign_in_failure
        where subject in ($1, $2) having max(locked_until) > $3
        """,
        account,
        address,
        utc(now));
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
            utc(now),
            utc(forgetBefore))
        .orElseThrow();
  }

  void lock(Tx tx, String subject, Instant until) {
    tx.update(
        "update sign_in_failure set locked_until = $2 where subject = $1", subject, utc(until));
  }

  void forgetFailures(Tx tx, String subject) {
    tx.update("delete from sign_in_failure where subject = $1", subject);
  }

  void deleteOver(Tx tx, Instant before) {
    tx.update("delete from session where coalesce(ended_at, expires_at) < $1", utc(before));
    tx.update("delete from sign_in_failure where last_at < $1", utc(before));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
