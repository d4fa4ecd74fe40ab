package io.qianzhi.alert;

import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Web Push: messages that only the subscribed device can open (RFC 8291), sent by a server the
/// push service knows by its key (RFC 8292).
public final class WebPush {
  /// How many messages one push service is sent at the same time.
  static final int AT_ONCE = 50;

  private static final long TIMEOUT_MILLIS = 5_000;
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

  private final VapidKeys keys;
  private final AlertSettings settings;
  private final AlertRules rules;
  private final InstantSource clock;
  private final WebClient client;
  private final WorkerExecutor names;

  public WebPush(
      Vertx vertx, VapidKeys keys, AlertSettings settings, AlertRules rules, InstantSource clock) {
    this.keys = keys;
    this.settings = settings;
    this.rules = rules;
    this.clock = clock;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions().setFollowRedirects(false).setUserAgent("Qianzhi"),
            new PoolOptions().setHttp1MaxSize(AT_ONCE));
    // Asking for a name blocks a thread: few of them, and none that others need.
    this.names = vertx.createSharedWorkerExecutor("push-names", 8);
  }

  /// The key that pages subscribe with, base64url.
  public String publicKey() {
    return keys.publicKey();
  }

  /// @throws Problem when nothing could be sent with this subscription
  PushEndpoint check(PushStore.Subscription subscription) {
    var endpoint = PushEndpoint.parse(subscription.endpoint(), settings.allowLocalPush());
    try {
      UserAgentMessageEncryptionKeyInfo.of(subscription.p256dh(), subscription.auth());
    } catch (RuntimeException e) {
      throw Problem.invalidField(
          "keys",
          FieldRule.WRONG_FORM,
          "These are not the keys of a push subscription: " + e.getMessage());
    }
    return endpoint;
  }

  /// A push service that was found at an address, with the proof of who we are to it.
  record Provider(InetAddress address, String authorization) {}

  /// Finds the push service and makes sure that it is where this server may send.
  Future<Provider> reach(String someEndpoint) {
    return names
        .executeBlocking(
            () -> {
              var endpoint = PushEndpoint.parse(someEndpoint, settings.allowLocalPush());
              var addresses = InetAddress.getAllByName(endpoint.host());
              for (InetAddress address : addresses) {
                if (!endpoint.mayReach(address)) {
                  throw new IllegalStateException(
                      endpoint.host() + " stands for " + address.getHostAddress());
                }
              }
              return new Provider(addresses[0], authorization(someEndpoint));
            },
            false)
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private String authorization(String someEndpoint) {
    return keys.pair()
        .generateAuthorizationHeaderValue(
            VAPIDJWTParam.getBuilder()
                .resourceURLString(someEndpoint)
                .expirationTime(clock.instant().plus(TOKEN_LIFETIME))
                .subject(settings.pushContact())
                .build());
  }

  /// Sends one message; never fails, never takes longer than the timeout.
  Future<PushOutcome> send(PushStore.Message message, Provider provider) {
    return Future.<PushOutcome>future(promise -> attempt(message, provider).onComplete(promise))
        .otherwise(
            failure ->
                PushOutcome.ofFailure(reason(failure), message.attempts(), rules, clock.instant()));
  }

  private Future<PushOutcome> attempt(PushStore.Message message, Provider provider) {
    var endpoint = PushEndpoint.parse(message.subscription().endpoint(), settings.allowLocalPush());
    // To the address that was checked: asked again, the name might stand for another.
    var server =
        SocketAddress.inetSocketAddress(endpoint.port(), provider.address().getHostAddress());
    // One for each message: two at a time would spoil each other's.
    var encrypted =
        MessageEncryptions.of()
            .encrypt(
                UserAgentMessageEncryptionKeyInfo.of(
                    message.subscription().p256dh(), message.subscription().auth()),
                PushMessage.ofUTF8(PushPayload.of(message)));
    return client
        .requestAbs(HttpMethod.POST, server, message.subscription().endpoint())
        .timeout(TIMEOUT_MILLIS)
        .putHeader("Authorization", provider.authorization())
        .putHeader("TTL", String.valueOf(rules.pushKeepSeconds()))
        .putHeader("Urgency", Json.word(message.urgency()))
        .putHeader("Topic", message.noticeId().toString().replace("-", ""))
        .putHeader("Content-Type", encrypted.mediaType())
        .putHeader("Content-Encoding", encrypted.contentEncoding())
        .sendBuffer(Buffer.buffer(encrypted.toBytes()))
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .map(
            answer ->
                PushOutcome.ofAnswer(
                    answer.statusCode(),
                    answer.getHeader("Retry-After"),
                    message.attempts(),
                    rules,
                    clock.instant()));
  }

  static String reason(Throwable failure) {
    var message = String.valueOf(failure.getMessage());
    return message.length() > 200 ? message.substring(0, 200) : message;
  }
}
