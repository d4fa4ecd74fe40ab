package io.qianzhi.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Notices from the first word to the last, through the front door.
class AlertTest {
  @AutoClose private static final AlertServer server = AlertServer.start();

  private final Matter matter = new Matter();
  @AutoClose private final PushService pushes = new PushService();

  @Test
  void anIncidentThatIsOverPagesNobody() throws Exception {
    var leader = server.person("蒋局长", "leader");
    server.tell(matter.toLeader(leader));

    server.inTransaction(tx -> server.notices.withdrawIncident(tx, matter.incident()));

    assertThat(server.get(leader, "/api/notices").json()).isEmpty();
    var all =
        server.inTransaction(tx -> server.notices.ofIncidents(tx, List.of(matter.incident())));
    assertThat(all)
        .singleElement()
        .satisfies(notice -> assertThat(notice.withdrawnAt()).isNotNull());
  }

  @Test
  void drillDataCanNeverPageARealPerson() {
    var real = server.person("真实的人", "leader", false);
    var exercise = server.person("演练的人", "leader", true);

    assertThatThrownBy(() -> server.tell(matter.toLeader(real)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                server.tell(
                    NewNotice.to(
                        exercise,
                        Notice.Kind.STEP_DUE,
                        new Text("真", "real"),
                        new Text("", ""),
                        AlertServer.AREA,
                        false)))
        .isInstanceOf(IllegalStateException.class);
    var id = server.tell(matter.toLeader(exercise));
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
  void aNoticeIsOnesOwnAndMovesOnlyForward() throws Exception {
    var leader = server.person("吴局长", "leader");
    var other = server.person("郑局长", "leader");
    var id = server.tell(matter.toLeader(leader));
    var path = "/api/notices/" + id + "/state";

    assertThat(server.post(other, path, Map.of("state", "acknowledged")).status()).isEqualTo(404);
    assertThat(server.post(leader, path, Map.of("state", "sent")).status()).isEqualTo(400);
    server.post(leader, path, Map.of("state", "displayed"));
    var late = server.post(leader, path, Map.of("state", "received"));
    var acknowledged = server.post(leader, path, Map.of("state", "acknowledged"));
    server.post(leader, path, Map.of("state", "acknowledged"));

    assertThat(late.json().get("state").asText()).isEqualTo("displayed");
    assertThat(acknowledged.json().get("acknowledgedAt").isTextual()).isTrue();
    assertThat(AlertServer.deviceState(acknowledged.json(), "app")).isEqualTo("acknowledged");
    assertThat(server.get(leader, "/api/notices").json()).isEmpty();
    assertThat(server.eventKinds(matter.incident()))
        .containsExactly("notice.created", "notice.displayed", "notice.acknowledged");
  }

  @Test
  void manyDeliveriesAtOnceAreOneEventAndARepeatIsNone() throws Exception {
    var one = server.person("一号", "responder");
    var two = server.person("二号", "responder");
    var told =
        server.inTransaction(
            tx ->
                server.notices.notifyAll(tx, List.of(matter.toLeader(one), matter.toLeader(two))));
    var idOne = told.getFirst().id();
    var idTwo = told.getLast().id();

    // The first is being written while the others gather; the last proves that all are through.
    server.recorder.sent(one, List.of(idOne, idTwo), "phone-0001");
    for (int i = 0; i < 50; i++) {
      server.recorder.sent(two, List.of(idTwo), "phone-0002");
    }
    server.recorder.sent(one, List.of(idOne), "phone-0003");
    server.until(tx -> tx.query("select 1 from delivery where device = 'phone-0003'").size() == 1);

    assertThat(server.eventKinds(matter.incident())).hasSizeBetween(2, 4).endsWith("notice.sent");
    var all =
        server.inTransaction(tx -> server.notices.ofIncidents(tx, List.of(matter.incident())));
    assertThat(all).extracting(Notice::state).containsOnly(Notice.State.SENT);
    assertThat(all.stream().flatMap(notice -> notice.deliveries().stream()).map(Delivery::device))
        .containsExactlyInAnyOrder("phone-0001", "phone-0003", "phone-0002");
  }

  @Test
  void whoDoesNotAcknowledgeIsRemindedThenTheNextIsToldOnce() throws Exception {
    var chief = server.person("值班长", "duty_chief");
    var deputy = server.person("副职", "leader", "DEPUTY_" + matter.incident());
    var phone = new Phone();
    server.subscribe(chief, phone, pushes.endpoint("chief"));
    server.tell(
        matter
            .toLeader(chief)
            .urgent()
            .acknowledgeBy(
                server.now().plusSeconds(60),
                NextInChain.person(chief),
                NextInChain.duty("DEPUTY_" + matter.incident()),
                NextInChain.person(deputy)));
    pushes.next();
    server.event(matter.incident(), "notice.sent");

    for (int reminder = 1; reminder <= 2; reminder++) {
      server.pass(Duration.ofSeconds(61));
      assertThat(server.event(matter.incident(), "notice.overdue").at("/detail/times").asInt())
          .isEqualTo(reminder);
      assertThat(phone.open(pushes.next().body().getBytes())).contains("请签发启动令");
      server.event(matter.incident(), "notice.sent");
    }
    server.pass(Duration.ofSeconds(61));
    assertThat(
            server.event(matter.incident(), "notice.overdue").at("/detail/escalatedTo/0").asText())
        .isEqualTo("副职");
    var mine = server.get(deputy, "/api/notices").json();
    assertThat(mine).hasSize(1);
    server.post(
        deputy,
        "/api/notices/" + mine.get(0).get("id").asText() + "/state",
        Map.of("state", "acknowledged"));
    var settled = server.eventKinds(matter.incident());
    server.pass(Duration.ofMinutes(10));

    assertThat(server.eventKinds(matter.incident())).isEqualTo(settled);
    assertThat(settled).filteredOn("notice.created"::equals).hasSize(2);
    assertThat(pushes.isEmpty()).isTrue();
  }

  @Test
  void settlingTheMatterSettlesItsNotices() throws Exception {
    var leader = server.person("冯局长", "leader");
    var other = server.person("钱局长", "leader");
    server.tell(matter.toLeader(leader).acknowledgeBy(server.now().plusSeconds(60)));
    server.tell(matter.toLeader(other).acknowledgeBy(server.now().plusSeconds(60)));
    var actor = server.actor(leader, "冯局长");

    server.inTransaction(tx -> server.notices.acknowledgeSubject(tx, matter.subject(), actor));
    server.inTransaction(tx -> server.notices.withdraw(tx, matter.subject()));
    var settled = server.eventKinds(matter.incident());
    server.pass(Duration.ofMinutes(10));

    assertThat(settled)
        .containsExactly(
            "notice.created", "notice.created", "notice.acknowledged", "notice.withdrawn");
    assertThat(server.eventKinds(matter.incident())).isEqualTo(settled);
    assertThat(server.get(other, "/api/notices").json()).isEmpty();
  }
}
