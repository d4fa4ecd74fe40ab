package io.qianzhi.alert;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import org.jspecify.annotations.Nullable;

/// The operations of a person's own notices.
public final class AlertApi {
  private AlertApi() {}

  private record StateReport(Notice.State state) {}

  private record NewSubscription(
      String device, String endpoint, @Nullable Double expirationTime, Keys keys) {}

  private record Keys(String p256dh, String auth) {}

  public static void bind(
      Operations operations,
      Database database,
      NoticeService notices,
      PushSubscriptions subscriptions) {
    operations.query(
        "listMyNotices",
        request -> database.inTransaction(tx -> notices.openFor(tx, request.actor().personId())));
    operations.command(
        "setNoticeState",
        (tx, request) ->
            notices.report(
                tx,
                request.actor(),
                request.id("noticeId"),
                request.body(StateReport.class).state()));
    operations.command(
        "subscribePush",
        (tx, request) -> {
          var wanted = request.body(NewSubscription.class);
          subscriptions.subscribe(
              tx,
              request.actor(),
              wanted.device(),
              new PushStore.Subscription(
                  wanted.endpoint(), wanted.keys().p256dh(), wanted.keys().auth()));
          return null;
        });
  }
}
