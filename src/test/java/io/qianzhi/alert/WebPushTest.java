package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPushTest {
  @Test
  void onlyThePhoneCanOpenWhatAPushServiceIsGiven(@TempDir Path folder) throws Exception {
    var vertx = Vertx.vertx();
    try (var service = new PushService()) {
      var webPush =
          new WebPush(
              vertx,
              VapidKeys.readOrCreate(folder.resolve("push.pem")),
              new AlertSettings("push.pem", "mailto:duty@example.com", true),
              new Config(Path.of("conf")).read("alert.yaml", AlertRules.class),
              InstantSource.system());
      var phone = new Phone();
      var noticeId = UUID.randomUUID();
      var message =
          new PushStore.Message(
              UUID.randomUUID(),
              noticeId,
              null,
              UUID.randomUUID(),
              "phone-0001",
              1,
              new PushStore.Subscription(
                  service.endpoint("phone-0001"), phone.p256dh(), phone.auth()),
              Notice.Kind.SIGNATURE_WANTED,
              "请签发启动令",
              "危险化学品事故，一级响应",
              Notice.Urgency.HIGH,
              false,
              "/leader");

      var outcome =
          webPush
              .reach(message.subscription().endpoint())
              .compose(provider -> webPush.send(message, provider))
              .await(60, TimeUnit.SECONDS);

      assertThat(outcome).isEqualTo(new PushOutcome.Taken());
      var pushed = service.next();
      assertThat(pushed.path()).isEqualTo("/phone-0001");
      assertThat(pushed.publicKey()).isEqualTo(webPush.publicKey());
      assertThat(pushed.urgency()).isEqualTo("high");
      assertThat(pushed.ttl()).isEqualTo("3600");
      assertThat(pushed.topic()).isEqualTo(noticeId.toString().replace("-", ""));
      assertThat(pushed.body().toString()).doesNotContain("启动令");
      assertThat(Json.read(phone.open(pushed.body().getBytes()), JsonNode.class))
          .isEqualTo(
              Json.read(
                  """
                  {"noticeId": "%s", "title": "请签发启动令", "body": "危险化学品事故，一级响应",
                   "kind": "signature_wanted", "urgency": "high", "drill": false,
                   "url": "/leader?notice=%s"}
                  """
                      .formatted(noticeId, noticeId),
                  JsonNode.class));
    } finally {
      vertx.close().await();
    }
  }
}
