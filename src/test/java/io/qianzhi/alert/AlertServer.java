package io.qianzhi.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.qianzhi.TestClient;
import io.qianzhi.TestServer;
import io.qianzhi.identity.AccessTokens;
import io.qianzhi.identity.AuthSettings;
import io.qianzhi.identity.EndedSessions;
import io.qianzhi.identity.IdentityApi;
import io.qianzhi.identity.Passwords;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Roles;
import io.qianzhi.identity.SessionService;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.http.Contract;
import io.qianzhi.platform.http.HttpLimits;
import io.qianzhi.platform.http.HttpSettings;
import io.qianzhi.platform.http.HttpVerticle;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.RequestRate;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.TimelineEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A server with people and their notices, on a real PostgreSQL, behind the real front door. Its
/// clock stands still until it is moved.
final class AlertServer implements AutoCloseable {
  static final String AREA = "990101000000";
  private static final String PASSWORD = "a long test password";

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final VirtualThreads virtualThreads;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final BlockingQueue<TimelineEvent> events = new LinkedBlockingQueue<>();
  private final int port;
  private volatile Instant now = Instant.now();

  final NoticeService notices;
  final DeliveryRecorder recorder;
  final WebPush webPush;
  private final Deadlines deadlines;

  static AlertServer start() {
    try {
      return new AlertServer();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private AlertServer() throws TimeoutException {
    InstantSource clock = () -> now;
    database = Database.open(vertx, TestServer.newDatabase());
    virtualThreads = VirtualThreads.start(vertx).await(60, TimeUnit.SECONDS);
    var config = new Config(Path.of("conf"));
    var rules = config.read("alert.yaml", AlertRules.class);
    var timeline = new Timeline(clock);
    deadlines = new Deadlines(database, clock);
    notices = new NoticeService(new People(), timeline, deadlines, rules, clock);
    recorder = new DeliveryRecorder(database, timeline, virtualThreads, clock);
    webPush =
        new WebPush(
            vertx,
            VapidKeys.readOrCreate(Path.of("target/test-push-key.pem")),
            new AlertSettings("push.pem", "mailto:duty@example.com", true),
            rules,
            clock);
    var feed = new Feed(vertx, database, timeline, virtualThreads, clock);
    feed.subscribe(events::addAll);
    new PushSender(database, webPush, rules, recorder, virtualThreads, clock).start(vertx, feed);
    feed.start().await(60, TimeUnit.SECONDS);

    var roles = Roles.load(config);
    var endedSessions = new EndedSessions(vertx, database, virtualThreads, clock);
    endedSessions.start().await(60, TimeUnit.SECONDS);
    var accessTokens =
        new AccessTokens(
            vertx,
            new AuthSettings("a test secret of thirty-two characters"),
            endedSessions,
            roles,
            InstantSource.system());
    var contract = Contract.load(vertx).await(60, TimeUnit.SECONDS);
    var operations = new Operations(vertx, contract, database, clock);
    var sessions =
        new SessionService(
            database, new Passwords(vertx), accessTokens, endedSessions, roles, clock);
    var subscriptions = new PushSubscriptions(webPush, clock);
    sessions.onSignedOut(subscriptions::forget);
    IdentityApi.bind(operations, sessions, database);
    AlertApi.bind(operations, database, notices, subscriptions);
    port = TestServer.freePort();
    vertx
        .deployVerticle(
            new HttpVerticle(
                new HttpSettings("127.0.0.1", port, "http://localhost", false),
                new RequestRate(new HttpLimits("test", 1_000, 1_000, 1_000, 1_000)),
                operations,
                virtualThreads,
                accessTokens.jwt(),
                accessTokens::actor,
                List.of()))
        .await(60, TimeUnit.SECONDS);
  }

  /// A person of exercises, as everybody here unless a test says otherwise.
  UUID person(String name, String role, String... duties) {
    return person(name, role, true, duties);
  }

  UUID person(String name, String role, boolean drill, String... duties) {
    var id = UUID.randomUUID();
    inTransaction(
        tx ->
            tx.update(
                """
                insert into person
                  (id, username, password_hash, name, title, roles, duties, area_code, drill)
                values ($1, $2, $3, $4, '', $5, $6, $7, $8)
                """,
                id,
                id.toString(),
                Passwords.hash(PASSWORD),
                name,
                new String[] {role},
                duties,
                AREA,
                drill));
    return id;
  }

  /// Writes one notice and answers its id.
  UUID tell(NewNotice notice) {
    return inTransaction(tx -> notices.notifyAll(tx, List.of(notice))).getFirst().id();
  }

  <T> T inTransaction(Function<Tx, T> block) {
    try {
      return virtualThreads.run(() -> database.inTransaction(block)).await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  void pass(Duration time) throws Exception {
    now = now.plus(time);
    virtualThreads
        .run(
            () -> {
              deadlines.fireDue();
              return true;
            })
        .await(60, TimeUnit.SECONDS);
  }

  /// Asks until it is so.
  void until(Predicate<Tx> soFar) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!inTransaction(soFar::test)) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("it did not come to pass");
      }
    }
  }

  Actor actor(UUID person, String name) {
    return new Actor(
        person,
        null,
        name,
        "",
        Set.of(),
        Set.of(),
        AREA,
        true,
        device(person),
        now.plusSeconds(60));
  }

  Instant now() {
    return now;
  }

  /// The next event of this kind in this incident; all before it are passed over.
  JsonNode event(UUID incident, String kind) throws InterruptedException {
    while (true) {
      var event = events.poll(60, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event " + kind);
      }
      if (incident.equals(event.incidentId()) && event.kind().equals(kind)) {
        return Json.tree(
            Map.of(
                "detail", Json.read(event.detail(), JsonNode.class),
                "notices", Json.read(event.entities(), JsonNode.class).path("notices")));
      }
    }
  }

  /// How far a notice has come over this channel.
  static String deviceState(JsonNode notice, String channel) {
    return notice
        .get("deliveries")
        .valueStream()
        .filter(delivery -> delivery.get("channel").asText().equals(channel))
        .map(delivery -> delivery.get("state").asText())
        .findFirst()
        .orElse("none");
  }

  List<String> eventKinds(UUID incidentId) {
    return inTransaction(
        tx ->
            tx.list(
                row -> row.getString("kind"),
                "select kind from timeline_event where stream = $1 order by version",
                "incident:" + incidentId));
  }

  TestClient.Answer get(UUID person, String path) {
    return send(person, "GET", path, null);
  }

  TestClient.Answer post(UUID person, String path, Object body) {
    return send(person, "POST", path, body);
  }

  void signOut(UUID person) {
    send(person, "DELETE", "/api/session", null);
    tokens.remove(person.toString());
  }

  void subscribe(UUID person, Phone phone, String endpoint) {
    var keys = Map.of("p256dh", phone.p256dh(), "auth", phone.auth());
    var body = Map.of("device", device(person), "endpoint", endpoint, "keys", keys);
    post(person, "/api/push-subscriptions", body).expect(204);
  }

  static String device(UUID person) {
    return "phone-" + person;
  }

  private TestClient.Answer send(UUID person, String method, String path, @Nullable Object body) {
    var token = tokens.get(person.toString());
    if (token == null) {
      var session =
          exchange(
              "POST",
              "/api/session",
              Map.of("username", person.toString(), "password", PASSWORD, "device", device(person)),
              null);
      token = session.json().get("accessToken").asText();
      tokens.put(person.toString(), token);
    }
    return exchange(method, path, body, token);
  }

  private TestClient.Answer exchange(
      String method, String path, @Nullable Object body, @Nullable String token) {
    var url = "http://127.0.0.1:" + port;
    return TestClient.send(url, method, path, body == null ? null : Json.write(body), token, null);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
