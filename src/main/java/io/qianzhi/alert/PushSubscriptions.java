package io.qianzhi.alert;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.time.InstantSource;
import java.util.UUID;

/// Which devices may be reached over Web Push, and for whom.
public final class PushSubscriptions {
  private final PushStore store = new PushStore();
  private final WebPush webPush;
  private final InstantSource clock;

  public PushSubscriptions(WebPush webPush, InstantSource clock) {
    this.webPush = webPush;
    this.clock = clock;
  }

  /// From now on this device receives the actor's notices, and nobody else's.
  void subscribe(Tx tx, Actor actor, String device, PushStore.Subscription subscription) {
    var endpoint = webPush.check(subscription);
    store.subscribe(
        tx, actor.personId(), device, subscription, endpoint.provider(), clock.instant());
  }

  /// The person signed out on this device.
  public void forget(Tx tx, UUID personId, String device) {
    store.unsubscribe(tx, personId, device);
  }
}
