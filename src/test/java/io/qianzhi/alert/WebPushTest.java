package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Json;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPushTest {
  private static final int AT_ONCE = 4;

  private final Vertx vertx = Vertx.vertx();
  private final PushService service = new PushService();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    service.close();
    vertx.close().await();
  }

  @Test
  void onlyThePhoneCanOpenWhatAPushServiceIsGiven() throws Exception {
    var webPush = webPush();
    var phone = new Phone();
    var message = message("phone-0001", phone);

    assertThat(send(webPush, message)).isEqualTo(new PushOutcome.Taken());

    var pushed = service.next();
    assertThat(pushed.path()).isEqualTo("/phone-0001");
    assertThat(pushed.publicKey()).isEqualTo(webPush.publicKey());
    assertThat(pushed.urgency()).isEqualTo("high");
    assertThat(pushed.ttl()).isEqualTo("3600");
    assertThat(pushed.topic()).isEqualTo(message.noticeId().toString().replace("-", ""));
    assertThat(pushed.body().toString()).doesNotContain("启动令");
    assertThat(Json.read(phone.open(pushed.body().getBytes()), JsonNode.class))
        .isEqualTo(
            Json.read(
                """
                {"noticeId": "%s", "title": "请签发启动令", "body": "危险化学品事故，一级响应",
                 "kind": "signature_wanted", "urgency": "high", "drill": false,
                 "url": "/leader?notice=%s"}
                """
                    .formatted(message.noticeId(), message.noticeId()),
                JsonNode.class));
  }

  /// As when everybody of a plan is told in the same second.
  @Test
  void whatIsSentAtTheSameTimeCanBeOpenedByEachPhone() throws Exception {
    var webPush = webPush();
    var phones = new HashMap<String, Phone>();
    for (int i = 0; i < 400; i++) {
      phones.put("phone-" + i, new Phone());
    }
    try (var senders = Executors.newFixedThreadPool(AT_ONCE)) {
      phones.forEach(
          (device, phone) -> senders.execute(() -> send(webPush, message(device, phone))));
    }
    for (int i = 0; i < phones.size(); i++) {
      var pushed = service.next();
      var phone = Objects.requireNonNull(phones.get(pushed.path().substring(1)));
      assertThat(phone.open(pushed.body().getBytes())).contains("请签发启动令");
    }
  }

  private WebPush webPush() {
    return new WebPush(
        vertx,
        VapidKeys.readOrCreate(folder.resolve("push.pem")),
        new AlertSettings("push.pem", "mailto:duty@example.com", true),
        new Config(Path.of("conf")).read("alert.yaml", AlertRules.class),
        InstantSource.system());
  }

  private PushStore.Message message(String device, Phone phone) {
    return new PushStore.Message(
        UUID.randomUUID(),
        UUID.randomUUID(),
        null,
        UUID.randomUUID(),
        device,
        1,
        new PushStore.Subscription(service.endpoint(device), phone.p256dh(), phone.auth()),
        Notice.Kind.SIGNATURE_WANTED,
        "请签发启动令",
        "危险化学品事故，一级响应",
        Notice.Urgency.HIGH,
        false,
        "/leader");
  }

  private static PushOutcome send(WebPush webPush, PushStore.Message message) {
    return webPush
        .reach(message.subscription().endpoint())
        .compose(provider -> webPush.send(message, provider))
        .await();
  }
}
