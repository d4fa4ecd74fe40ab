package io.qianzhi;

import io.qianzhi.alert.AlertRules;
import io.qianzhi.alert.AlertSettings;
import io.qianzhi.alert.DeliveryRecorder;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.alert.PushSender;
import io.qianzhi.alert.PushSubscriptions;
import io.qianzhi.alert.VapidKeys;
import io.qianzhi.alert.WebPush;

/// The layer through which anything goes that must reach a person.
record Alerts(
    NoticeService notices,
    PushSubscriptions subscriptions,
    DeliveryRecorder recorder,
    PushSender sender,
    String publicKey) {

  static Alerts of(
      Base base, Ground ground, AlertSettings settings, VapidKeys keys, AlertRules rules) {
    var database = base.database();
    var virtualThreads = base.virtualThreads();
    var clock = base.clock();
    var timeline = ground.timeline();
    var webPush = new WebPush(base.vertx(), keys, settings, rules, clock);
    var subscriptions = new PushSubscriptions(webPush, clock);
    ground.sessions().onSignedOut(subscriptions::forget);
    var recorder = new DeliveryRecorder(database, timeline, virtualThreads, clock);
    return new Alerts(
        new NoticeService(ground.people(), timeline, base.deadlines(), rules, clock),
        subscriptions,
        recorder,
        new PushSender(database, webPush, rules, recorder, virtualThreads, clock),
        webPush.publicKey());
  }
}
