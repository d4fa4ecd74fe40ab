package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What goes out over Web Push, to whom, and what happens when it does not arrive.
class PushTest {
  @AutoClose private static final AlertServer server = AlertServer.start();

  private final Matter matter = new Matter();
  @AutoClose private final PushService pushes = new PushService();

  @Test
  void anUrgentNoticeReachesTheSubscribedPhone() throws Exception {
    var leader = server.person("陈书记", "leader");
    var phone = new Phone();
    server.subscribe(leader, phone, pushes.endpoint("one"));

    var id = server.tell(matter.toLeader(leader).urgent());

    var pushed = pushes.next();
    assertThat(pushed.publicKey()).isEqualTo(server.webPush.publicKey());
    var opened = Json.read(phone.open(pushed.body().getBytes()), JsonNode.class);
    assertThat(opened.get("title").asText()).isEqualTo("请签发启动令");
    assertThat(opened.get("incidentId").asText()).isEqualTo(matter.incident().toString());
    assertThat(opened.get("url").asText()).isEqualTo("/leader?notice=" + id);
    assertThat(opened.get("drill").asBoolean()).isTrue();
    server.event(matter.incident(), "notice.sent");
    var mine = server.get(leader, "/api/notices").json();
    assertThat(mine).hasSize(1);
    assertThat(mine.get(0).get("state").asText()).isEqualTo("sent");
    assertThat(AlertServer.deviceState(mine.get(0), "web_push")).isEqualTo("sent");
  }

  @Test
  void aDeadPushServiceHoldsUpNobodyElse() throws Exception {
    var unlucky = server.person("王局长", "leader");
    var lucky = server.person("李局长", "leader");
    var phone = new Phone();
    try (var dead = new PushService()) {
      dead.die();
      server.subscribe(unlucky, new Phone(), dead.endpoint("one"));
      server.subscribe(lucky, phone, pushes.endpoint("one"));

      server.inTransaction(
          tx ->
              server.notices.notifyAll(
                  tx, List.of(matter.toLeader(unlucky).urgent(), matter.toLeader(lucky).urgent())));

      phone.open(pushes.next().body().getBytes());
      var sent = server.event(matter.incident(), "notice.sent").get("notices");
      assertThat(sent).hasSize(1);
      assertThat(sent.get(0).at("/person/name").asText()).isEqualTo("李局长");
      var waiting = server.get(unlucky, "/api/notices").json().get(0);
      assertThat(AlertServer.deviceState(waiting, "web_push")).isEqualTo("queued");
    }
  }

  @Test
  void aDeviceThatIsGoneIsNotTriedAgain() throws Exception {
    var leader = server.person("赵局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("gone"));
    pushes.answer("gone", 410);

    server.tell(matter.toLeader(leader).urgent());
    var failed = server.event(matter.incident(), "notice.delivery_failed").get("notices").get(0);
    server.tell(matter.toLeader(leader).urgent());

    assertThat(AlertServer.deviceState(failed, "web_push")).isEqualTo("failed");
    var newest = server.get(leader, "/api/notices").json();
    assertThat(newest).hasSize(2);
    assertThat(
            newest
                .valueStream()
                .map(notice -> AlertServer.deviceState(notice, "web_push"))
                .toList())
        .containsExactlyInAnyOrder("failed", "none");
  }

  @Test
  void aPhoneThatWasSignedOutIsNotPushedTo() throws Exception {
    var leader = server.person("卫局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));

    server.signOut(leader);
    server.tell(matter.toLeader(leader).urgent());

    var mine = server.get(leader, "/api/notices").json();
    assertThat(AlertServer.deviceState(mine.get(0), "web_push")).isEqualTo("none");
  }

  @Test
  void aCalmNoticeIsPushedOnlyWhenNoOpenPageHasIt() throws Exception {
    var reading = server.person("读者", "leader");
    var away = server.person("不在", "leader");
    server.subscribe(reading, new Phone(), pushes.endpoint("reading"));
    server.subscribe(away, new Phone(), pushes.endpoint("away"));
    var seen = server.tell(matter.toLeader(reading));
    server.tell(matter.toLeader(away));

    var answer =
        server.post(reading, "/api/notices/" + seen + "/state", Map.of("state", "received"));
    server.pass(Duration.ofSeconds(21));

    assertThat(answer.json().get("state").asText()).isEqualTo("received");
    assertThat(pushes.next().path()).isEqualTo("/away");
    server.event(matter.incident(), "notice.sent");
    assertThat(pushes.isEmpty()).isTrue();
    assertThat(
            AlertServer.deviceState(server.get(reading, "/api/notices").json().get(0), "web_push"))
        .isEqualTo("none");
  }

  @Test
  void aBusyPushServiceIsTriedAgainLater() throws Exception {
    var leader = server.person("孙局长", "leader");
    var phone = new Phone();
    server.subscribe(leader, phone, pushes.endpoint("busy"));
    pushes.answer("busy", 503);
    var id = server.tell(matter.toLeader(leader).urgent());
    pushes.nextTo("busy");
    pushes.answer("busy", 201);
    server.until(
        tx ->
            tx.query("select 1 from delivery where notice_id = $1 and detail = 'HTTP 503'", id)
                    .size()
                == 1);

    server.pass(Duration.ofSeconds(6));

    phone.open(pushes.nextTo("busy").body().getBytes());
    server.event(matter.incident(), "notice.sent");
  }

  @Test
  void whatADeadNodeHadClaimedIsSentByAnother() throws Exception {
    var leader = server.person("褚局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));
    server.tell(matter.toLeader(leader));
    var due = server.now().plusSeconds(20);
    var claimed =
        server.inTransaction(
            tx -> new PushStore().claim(tx, pushes.origin(), due, due.plusSeconds(60), 10));

    server.pass(Duration.ofSeconds(81));

    assertThat(claimed).extracting(PushStore.Message::attempts).containsExactly(1);
    assertThat(pushes.next().path()).isEqualTo("/one");
    server.event(matter.incident(), "notice.sent");
  }

  @Test
  void whatIsRolledBackTellsNobody() throws Exception {
    var leader = server.person("周局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));

    assertThatThrownBy(
            () ->
                server.inTransaction(
                    tx -> {
                      server.notices.notifyAll(tx, List.of(matter.toLeader(leader).urgent()));
                      throw new UnsupportedOperationException("the dispatch failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(server.get(leader, "/api/notices").json()).isEmpty();
    assertThat(server.eventKinds(matter.incident())).isEmpty();
  }

  @Test
  void theServerIsNotTalkedIntoSendingElsewhere() throws Exception {
    var leader = server.person("韩局长", "leader");
    var phone = new Phone();
    var keys = Map.of("p256dh", phone.p256dh(), "auth", phone.auth());
    var inner = Map.of("device", "phone-0001", "endpoint", "https://10.0.0.1/admin", "keys", keys);
    var wrongKeys = Map.of("p256dh", "A".repeat(87), "auth", phone.auth());
    var unusable =
        Map.of("device", "phone-0001", "endpoint", "https://push.example.com/x", "keys", wrongKeys);

    var refused = server.post(leader, "/api/push-subscriptions", inner);
    var invalid = server.post(leader, "/api/push-subscriptions", unusable);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("code").asText()).isEqualTo("push_endpoint_refused");
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.json().at("/errors/0/field").asText()).isEqualTo("keys");
  }
}
