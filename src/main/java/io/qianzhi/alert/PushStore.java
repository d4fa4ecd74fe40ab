package io.qianzhi.alert;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Push subscriptions and the outbox of Web Push.
final class PushStore {
  private static final int DEVICES_PER_PERSON = 10;

  /// A claimed message with everything that sending it takes.
  record Message(
      UUID deliveryId,
      UUID noticeId,
      @Nullable UUID incidentId,
      UUID personId,
      String device,
      int attempts,
      Subscription subscription,
      Notice.Kind kind,
      String title,
      String body,
      Notice.Urgency urgency,
      boolean drill,
      String page) {}

  /// Where a device is reached, and the keys that only it can open messages with.
  record Subscription(String endpoint, String p256dh, String auth) {}

  /// The endpoint moves to this person and device; a person keeps their newest devices.
  void subscribe(
      Tx tx,
      UUID personId,
      String device,
      Subscription subscription,
      String provider,
      Instant now) {
    tx.update(
        "delete from push_subscription where endpoint = $1 and (person_id, device) <> ($2, $3)",
        subscription.endpoint(),
        personId,
        device);
    tx.update(
        """
        insert into push_subscription
          (person_id, device, endpoint, provider, p256dh, auth, subscribed_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (person_id, device) do update
          set endpoint = excluded.endpoint, provider = excluded.provider, p256dh = excluded.p256dh,
              auth = excluded.auth, subscribed_at = excluded.subscribed_at
        """,
        personId,
        device,
        subscription.endpoint(),
        provider,
        subscription.p256dh(),
        subscription.auth(),
        now);
    tx.update(
        """
        delete from push_subscription where person_id = $1 and device not in
          (select device from push_subscription where person_id = $1
           order by subscribed_at desc limit $2)
        """,
        personId,
        DEVICES_PER_PERSON);
  }

  void unsubscribe(Tx tx, UUID personId, String device) {
    tx.update(
        "delete from push_subscription where person_id = $1 and device = $2", personId, device);
  }

  /// The push service says that this endpoint is gone for good.
  void removeEndpoint(Tx tx, String endpoint) {
    tx.update("delete from push_subscription where endpoint = $1", endpoint);
  }

  /// Puts a message for each device of the notice's person into the outbox, again if it was sent.
  void queue(Tx tx, Collection<UUID> noticeIds, Instant now, Instant due) {
    tx.update(
        """
        insert into delivery (id, notice_id, channel, device, state, at, next_try_at)
        select gen_random_uuid(), notice.id, 'web_push', push_subscription.device, 'queued', $2, $3
        from notice join push_subscription using (person_id) where notice.id = any ($1)
        on conflict (notice_id, channel, device) do update
          set state = 'queued', at = $2, detail = null, attempts = 0, next_try_at = $3
        """,
        noticeIds.toArray(UUID[]::new),
        now,
        due);
  }

  /// Takes what is not sent yet out of the outbox; a message that was tried keeps its trace.
  void stop(Tx tx, Collection<UUID> noticeIds, Instant now) {
    if (noticeIds.isEmpty()) {
      return;
    }
    tx.update(
        """
        with untried as (
          delete from delivery where notice_id = any ($1) and state = 'queued' and attempts = 0
            and channel = 'web_push')
        update delivery set state = 'failed', detail = 'no longer needed', at = $2, next_try_at = null
        where notice_id = any ($1) and state = 'queued' and attempts > 0 and channel = 'web_push'
        """,
        noticeIds.toArray(UUID[]::new),
        now);
  }

  /// Push services with messages that are due, apart from the busy ones.
  List<String> providersDue(Tx tx, Instant now, Collection<String> busy, int limit) {
    return tx.list(
        row -> row.getString("provider"),
        """
        select distinct provider from delivery
        join notice on notice.id = notice_id
        join push_subscription using (person_id, device)
        where delivery.state = 'queued' and next_try_at <= $1 and provider <> all ($2) limit $3
        """,
        now,
        busy.toArray(String[]::new),
        limit);
  }

  /// Claims due messages of one push service until the lease ends, oldest first.
  List<Message> claim(Tx tx, String provider, Instant now, Instant leaseEnd, int limit) {
    return tx.list(
        PushStore::message,
        """
        with claimed as (
          select delivery.id from delivery
          join notice on notice.id = notice_id
          join push_subscription using (person_id, device)
          where delivery.state = 'queued' and next_try_at <= $2 and provider = $1
          order by next_try_at limit $4 for update of delivery skip locked),
        tried as (
          update delivery set attempts = attempts + 1, next_try_at = $3
          from claimed where delivery.id = claimed.id returning delivery.*)
        select tried.id as delivery_id, tried.device, tried.attempts, notice.id as notice_id,
          incident_id, person_id, endpoint, p256dh, auth, kind, title_zh, body_zh, urgency, drill, page
        from tried join notice on notice.id = notice_id
        join push_subscription using (person_id, device)
        """,
        provider,
        now,
        leaseEnd,
        limit);
  }

  /// Comes due again; nothing happens when it is no longer needed.
  void retry(Tx tx, UUID deliveryId, Instant due, String reason) {
    tx.update(
        "update delivery set next_try_at = $2, detail = $3 where id = $1 and state = 'queued'",
        deliveryId,
        due,
        reason);
  }

  /// A message that is due for a device without a subscription.
  record Unreachable(UUID noticeId, UUID personId, String device) {}

  List<Unreachable> unreachable(Tx tx, Instant now) {
    return tx.list(
        row ->
            new Unreachable(
                row.getUUID("notice_id"), row.getUUID("person_id"), row.getString("device")),
        """
        select notice_id, person_id, delivery.device from delivery
        join notice on notice.id = notice_id
        where delivery.state = 'queued' and next_try_at <= $1 and not exists
          (select from push_subscription where push_subscription.person_id = notice.person_id
            and push_subscription.device = delivery.device)
        limit 500
        """,
        now);
  }

  private static Message message(Row row) {
    return new Message(
        row.getUUID("delivery_id"),
        row.getUUID("notice_id"),
        row.getUUID("incident_id"),
        row.getUUID("person_id"),
        row.getString("device"),
        row.getInteger("attempts"),
        new Subscription(row.getString("endpoint"), row.getString("p256dh"), row.getString("auth")),
        Columns.word(row, "kind", Notice.Kind.class),
        row.getString("title_zh"),
        row.getString("body_zh"),
        Columns.word(row, "urgency", Notice.Urgency.class),
        row.getBoolean("drill"),
        row.getString("page"));
  }
}
