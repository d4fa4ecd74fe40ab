package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTest {
  private static AlertServer server;

  private final UUID incident = UUID.randomUUID();
  private final UUID subject = UUID.randomUUID();
  private final PushService pushes = new PushService();

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new AlertServer(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void stopPushService() {
    pushes.close();
  }

  private NewNotice toLeader(UUID person) {
    return NewNotice.to(
            person,
            Notice.Kind.SIGNATURE_WANTED,
            new Text("请签发启动令", "Sign the activation order"),
            new Text("危险化学品事故", "Hazardous chemicals"),
            AlertServer.AREA,
            true)
        .about(incident, subject);
  }

  private UUID tell(NewNotice notice) {
    return server.inTransaction(tx -> server.notices.notify(tx, notice)).getFirst().id();
  }

  private static String deviceState(JsonNode notice, String channel) {
    for (JsonNode delivery : notice.get("deliveries")) {
      if (delivery.get("channel").asText().equals(channel)) {
        return delivery.get("state").asText();
      }
    }
    return "none";
  }

  @Test
  void anUrgentNoticeReachesTheSubscribedPhone() throws Exception {
    var leader = server.person("陈书记", "leader");
    var phone = new Phone();
    server.subscribe(leader, phone, pushes.endpoint("one"));

    var id = tell(toLeader(leader).urgent());

    var pushed = pushes.next();
    assertThat(pushed.publicKey()).isEqualTo(server.webPush.publicKey());
    var opened = Json.read(phone.open(pushed.body().getBytes()), JsonNode.class);
    assertThat(opened.get("title").asText()).isEqualTo("请签发启动令");
    assertThat(opened.get("incidentId").asText()).isEqualTo(incident.toString());
    assertThat(opened.get("url").asText()).isEqualTo("/leader?notice=" + id);
    assertThat(opened.get("drill").asBoolean()).isTrue();
    server.event("notice.sent");
    var mine = server.get(leader, "/api/notices").body();
    assertThat(mine).hasSize(1);
    assertThat(mine.get(0).get("state").asText()).isEqualTo("sent");
    assertThat(deviceState(mine.get(0), "web_push")).isEqualTo("sent");
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
                  tx, List.of(toLeader(unlucky).urgent(), toLeader(lucky).urgent())));

      phone.open(pushes.next().body().getBytes());
      var sent = server.event("notice.sent").get("notices");
      assertThat(sent).hasSize(1);
      assertThat(sent.get(0).at("/person/name").asText()).isEqualTo("李局长");
      var waiting = server.get(unlucky, "/api/notices").body().get(0);
      assertThat(deviceState(waiting, "web_push")).isEqualTo("queued");
    }
  }

  @Test
  void aDeviceThatIsGoneIsNotTriedAgain() throws Exception {
    var leader = server.person("赵局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("gone"));
    pushes.answer("gone", 410);

    tell(toLeader(leader).urgent());
    var failed = server.event("notice.delivery_failed").get("notices").get(0);
    tell(toLeader(leader).urgent());

    assertThat(deviceState(failed, "web_push")).isEqualTo("failed");
    var newest = server.get(leader, "/api/notices").body();
    assertThat(newest).hasSize(2);
    assertThat(newest.valueStream().map(notice -> deviceState(notice, "web_push")).toList())
        .containsExactlyInAnyOrder("failed", "none");
  }

  @Test
  void aPhoneThatWasSignedOutIsNotPushedTo() throws Exception {
    var leader = server.person("卫局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));

    server.signOut(leader);
    tell(toLeader(leader).urgent());

    var mine = server.get(leader, "/api/notices").body();
    assertThat(deviceState(mine.get(0), "web_push")).isEqualTo("none");
  }

  @Test
  void anIncidentThatIsOverPagesNobody() throws Exception {
    var leader = server.person("蒋局长", "leader");
    tell(toLeader(leader));

    server.inTransaction(tx -> server.notices.withdrawIncident(tx, incident));

    assertThat(server.get(leader, "/api/notices").body()).isEmpty();
    var all = server.inTransaction(tx -> server.notices.ofIncidents(tx, List.of(incident)));
    assertThat(all)
        .singleElement()
        .satisfies(notice -> assertThat(notice.withdrawnAt()).isNotNull());
  }

  @Test
  void aCalmNoticeIsPushedOnlyWhenNoOpenPageHasIt() throws Exception {
    var reading = server.person("读者", "leader");
    var away = server.person("不在", "leader");
    server.subscribe(reading, new Phone(), pushes.endpoint("reading"));
    server.subscribe(away, new Phone(), pushes.endpoint("away"));
    var seen = tell(toLeader(reading));
    tell(toLeader(away));

    var answer =
        server.post(reading, "/api/notices/" + seen + "/state", Map.of("state", "received"));
    server.pass(Duration.ofSeconds(21));

    assertThat(answer.body().get("state").asText()).isEqualTo("received");
    assertThat(pushes.next().path()).isEqualTo("/away");
    server.event("notice.sent");
    assertThat(pushes.isEmpty()).isTrue();
    assertThat(deviceState(server.get(reading, "/api/notices").body().get(0), "web_push"))
        .isEqualTo("none");
  }

  @Test
  void aBusyPushServiceIsTriedAgainLater() throws Exception {
    var leader = server.person("孙局长", "leader");
    var phone = new Phone();
    server.subscribe(leader, phone, pushes.endpoint("busy"));
    pushes.answer("busy", 503);
    var id = tell(toLeader(leader).urgent());
    pushes.next();
    pushes.answer("busy", 201);
    server.until(
        tx ->
            tx.query("select 1 from delivery where notice_id = $1 and detail = 'HTTP 503'", id)
                    .size()
                == 1);

    server.pass(Duration.ofSeconds(6));

    phone.open(pushes.next().body().getBytes());
    server.event("notice.sent");
  }

  @Test
  void whatADeadNodeHadClaimedIsSentByAnother() throws Exception {
    var leader = server.person("褚局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));
    tell(toLeader(leader));
    var due = server.now().plusSeconds(20);
    var claimed =
        server.inTransaction(
            tx -> new PushStore().claim(tx, pushes.origin(), due, due.plusSeconds(60), 10));

    server.pass(Duration.ofSeconds(81));

    assertThat(claimed).extracting(PushStore.Message::attempts).containsExactly(1);
    assertThat(pushes.next().path()).isEqualTo("/one");
    server.event("notice.sent");
  }

  @Test
  void drillDataCanNeverPageARealPerson() {
    var real = server.person("真实的人", "leader", false);
    var exercise = server.person("演练的人", "leader", true);

    assertThatThrownBy(() -> tell(toLeader(real))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                tell(
                    NewNotice.to(
                        exercise,
                        Notice.Kind.STEP_DUE,
                        new Text("真", "real"),
                        new Text("", ""),
                        AlertServer.AREA,
                        false)))
        .isInstanceOf(IllegalStateException.class);
    var id = tell(toLeader(exercise));
    assertThatThrownBy(
            () ->
                server.inTransaction(
                    tx -> tx.update("update notice set person_id = $2 where id = $1", id, real)))
        .hasMessageContaining("notice_world");
    assertThatThrownBy(
            () ->
                server.inTransaction(
                    tx -> tx.update("update person set drill = false where id = $1", exercise)))
        .hasMessageContaining("notice_world");
  }

  @Test
  void whatIsRolledBackTellsNobody() throws Exception {
    var leader = server.person("周局长", "leader");
    server.subscribe(leader, new Phone(), pushes.endpoint("one"));

    assertThatThrownBy(
            () ->
                server.inTransaction(
                    tx -> {
                      server.notices.notify(tx, toLeader(leader).urgent());
                      throw new UnsupportedOperationException("the dispatch failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(server.get(leader, "/api/notices").body()).isEmpty();
    assertThat(server.eventKinds(incident)).isEmpty();
  }

  @Test
  void aNoticeIsOnesOwnAndMovesOnlyForward() throws Exception {
    var leader = server.person("吴局长", "leader");
    var other = server.person("郑局长", "leader");
    var id = tell(toLeader(leader));
    var path = "/api/notices/" + id + "/state";

    assertThat(server.post(other, path, Map.of("state", "acknowledged")).status()).isEqualTo(404);
    assertThat(server.post(leader, path, Map.of("state", "sent")).status()).isEqualTo(400);
    server.post(leader, path, Map.of("state", "displayed"));
    var late = server.post(leader, path, Map.of("state", "received"));
    var acknowledged = server.post(leader, path, Map.of("state", "acknowledged"));
    server.post(leader, path, Map.of("state", "acknowledged"));

    assertThat(late.body().get("state").asText()).isEqualTo("displayed");
    assertThat(acknowledged.body().get("acknowledgedAt").isTextual()).isTrue();
    assertThat(deviceState(acknowledged.body(), "app")).isEqualTo("acknowledged");
    assertThat(server.get(leader, "/api/notices").body()).isEmpty();
    assertThat(server.eventKinds(incident))
        .containsExactly("notice.created", "notice.displayed", "notice.acknowledged");
  }

  @Test
  void manyDeliveriesAtOnceAreOneEventAndARepeatIsNone() throws Exception {
    var one = server.person("一号", "responder");
    var two = server.person("二号", "responder");
    var told =
        server.inTransaction(
            tx -> server.notices.notifyAll(tx, List.of(toLeader(one), toLeader(two))));
    var idOne = told.getFirst().id();
    var idTwo = told.getLast().id();

    // The first is being written while the others gather; the last proves that all are through.
    server.recorder.sent(one, List.of(idOne, idTwo), "phone-0001");
    for (int i = 0; i < 50; i++) {
      server.recorder.sent(two, List.of(idTwo), "phone-0002");
    }
    server.recorder.sent(one, List.of(idOne), "phone-0003");
    server.until(tx -> tx.query("select 1 from delivery where device = 'phone-0003'").size() == 1);

    assertThat(server.eventKinds(incident)).hasSizeBetween(2, 4).endsWith("notice.sent");
    var all = server.inTransaction(tx -> server.notices.ofIncidents(tx, List.of(incident)));
    assertThat(all).extracting(Notice::state).containsOnly(Notice.State.SENT);
    assertThat(all.stream().flatMap(notice -> notice.deliveries().stream()).map(Delivery::device))
        .containsExactlyInAnyOrder("phone-0001", "phone-0003", "phone-0002");
  }

  @Test
  void whoDoesNotAcknowledgeIsRemindedThenTheNextIsToldOnce() throws Exception {
    var chief = server.person("值班长", "duty_chief");
    var deputy = server.person("副职", "leader", "DEPUTY_" + incident);
    var phone = new Phone();
    server.subscribe(chief, phone, pushes.endpoint("chief"));
    tell(
        toLeader(chief)
            .urgent()
            .acknowledgeBy(
                server.now().plusSeconds(60),
                NextInChain.person(chief),
                NextInChain.duty("DEPUTY_" + incident),
                NextInChain.person(deputy)));
    pushes.next();
    server.event("notice.sent");

    for (int reminder = 1; reminder <= 2; reminder++) {
      server.pass(Duration.ofSeconds(61));
      assertThat(server.event("notice.overdue").at("/detail/times").asInt()).isEqualTo(reminder);
      assertThat(phone.open(pushes.next().body().getBytes())).contains("请签发启动令");
      server.event("notice.sent");
    }
    server.pass(Duration.ofSeconds(61));
    assertThat(server.event("notice.overdue").at("/detail/escalatedTo/0").asText()).isEqualTo("副职");
    var mine = server.get(deputy, "/api/notices").body();
    assertThat(mine).hasSize(1);
    server.post(
        deputy,
        "/api/notices/" + mine.get(0).get("id").asText() + "/state",
        Map.of("state", "acknowledged"));
    var settled = server.eventKinds(incident);
    server.pass(Duration.ofMinutes(10));

    assertThat(server.eventKinds(incident)).isEqualTo(settled);
    assertThat(settled).filteredOn("notice.created"::equals).hasSize(2);
    assertThat(pushes.isEmpty()).isTrue();
  }

  @Test
  void settlingTheMatterSettlesItsNotices() throws Exception {
    var leader = server.person("冯局长", "leader");
    var other = server.person("钱局长", "leader");
    tell(toLeader(leader).acknowledgeBy(server.now().plusSeconds(60)));
    tell(toLeader(other).acknowledgeBy(server.now().plusSeconds(60)));
    var actor = server.actor(leader, "冯局长");

    server.inTransaction(tx -> server.notices.acknowledgeSubject(tx, subject, actor));
    server.inTransaction(tx -> server.notices.withdraw(tx, subject));
    var settled = server.eventKinds(incident);
    server.pass(Duration.ofMinutes(10));

    assertThat(settled)
        .containsExactly(
            "notice.created", "notice.created", "notice.acknowledged", "notice.withdrawn");
    assertThat(server.eventKinds(incident)).isEqualTo(settled);
    assertThat(server.get(other, "/api/notices").body()).isEmpty();
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
    assertThat(refused.body().get("code").asText()).isEqualTo("push_endpoint_refused");
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.body().at("/errors/0/field").asText()).isEqualTo("keys");
  }
}
