package io.qianzhi.command.report;

import io.qianzhi.platform.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The channels over which reports leave: webhooks and mail.
final class ReportPost {
  private static final long TIMEOUT_SECONDS = 30;
  private static final int KEPT_OF_FAILURE = 300;

  /// Statuses after which trying again may help.
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final ReportRules rules;
  private final ReportSettings settings;
  private final String publicUrl;
  private final ReceiptTokens tokens;
  private final InstantSource clock;
  private final WebClient web;
  private final @Nullable MailClient mail;

  /// A mail server greets first: off its event loop, the client may not listen yet and waits for
  /// ever for what was said.
  private final Context eventLoop;

  ReportPost(
      Vertx vertx,
      ReportRules rules,
      ReportSettings settings,
      String publicUrl,
      ReceiptTokens tokens,
      InstantSource clock) {
    this.rules = rules;
    this.settings = settings;
    this.publicUrl = publicUrl;
    this.tokens = tokens;
    this.clock = clock;
    this.web =
        WebClient.create(
            vertx, new WebClientOptions().setFollowRedirects(false).setUserAgent("Qianzhi"));
    this.mail =
        settings.mailHost().isBlank() ? null : MailClient.create(vertx, mailConfig(settings));
    this.eventLoop = vertx.getOrCreateContext();
    if (!eventLoop.isEventLoopContext()) {
      throw new IllegalStateException("the mail client needs an event loop");
    }
  }

  private static MailConfig mailConfig(ReportSettings settings) {
    boolean implicit = settings.mailTls().equals("implicit");
    var config =
        new MailConfig()
            .setHostname(settings.mailHost())
            .setPort(settings.mailPort())
            .setSsl(implicit)
            .setStarttls(
                implicit
                    ? StartTLSOptions.DISABLED
                    : StartTLSOptions.valueOf(settings.mailTls().toUpperCase(Locale.ROOT)));
    if (!settings.mailUser().isBlank()) {
      config.setUsername(settings.mailUser()).setPassword(settings.mailPassword());
    }
    return config;
  }

  /// Never fails and never takes longer than the time-out.
  Future<ReportDispatch.Outcome> send(
      ReportDelivery delivery, Report report, String text, byte[] pdf) {
    var channel = rules.channel(Objects.requireNonNullElse(delivery.channel(), "")).orElse(null);
    if (channel == null || channel.drill() != report.drill()) {
      return Future.succeededFuture(
          ReportDispatch.Outcome.failed("conf/reports.yaml no longer names this channel", false));
    }
    Future<ReportDispatch.Outcome> sending =
        channel.kind() == ReportDelivery.Kind.MAIL
            ? mail(channel, delivery, report, text, pdf)
            : webhook(channel, delivery, report, text, pdf);
    return sending
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .otherwise(failure -> ReportDispatch.Outcome.failed(reason(failure), true));
  }

  /// What a webhook is sent.
  ///
  /// @param receiptUrl takes `{"receivedBy": …}` once the receiver has it
  private record Message(
      String deliveryId,
      String title,
      String kind,
      String text,
      String pdfBase64,
      String receiptUrl,
      Report report) {}

  /// What a webhook may answer at once.
  private record Answer(@Nullable String receivedBy) {}

  private Future<ReportDispatch.Outcome> webhook(
      ReportRules.Channel channel,
      ReportDelivery delivery,
      Report report,
      String text,
      byte[] pdf) {
    var body =
        Json.write(
            new Message(
                delivery.id().toString(),
                title(report),
                ReportWords.kind(report.kind(), report.sequence()),
                text,
                Base64.getEncoder().encodeToString(pdf),
                publicUrl + "/api/report-receipts/" + tokens.token(delivery.id()),
                report.with(List.of())));
    long at = clock.instant().getEpochSecond();
    var signature = ReceiptTokens.signature(settings.webhookSecret(), at, body);
    return web.postAbs(Objects.requireNonNull(channel.url()))
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Qianzhi-Signature", "t=" + at + ",v1=" + signature)
        .sendBuffer(Buffer.buffer(body))
        .map(ReportPost::outcome);
  }

  private static ReportDispatch.Outcome outcome(HttpResponse<Buffer> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return ReportDispatch.Outcome.arrived("HTTP " + status, receivedBy(response));
    }
    boolean passing = status >= 500 || PASSING.contains(status);
    return ReportDispatch.Outcome.failed("HTTP " + status, passing);
  }

  private static @Nullable String receivedBy(HttpResponse<Buffer> response) {
    try {
      var by = Json.read(response.bodyAsString(), Answer.class).receivedBy();
      return by == null || by.isBlank() ? null : by.strip();
    } catch (RuntimeException noReceipt) {
      // Most answers say nothing more than that they have it.
      return null;
    }
  }

  private Future<ReportDispatch.Outcome> mail(
      ReportRules.Channel channel,
      ReportDelivery delivery,
      Report report,
      String text,
      byte[] pdf) {
    var attachment =
        MailAttachment.create()
            .setContentType("application/pdf")
            .setName(fileName(report))
            .setData(Buffer.buffer(pdf));
    var message =
        new MailMessage()
            .setFrom(settings.mailFrom())
            .setTo(Objects.requireNonNull(channel.to()))
            .setSubject((report.drill() ? "【演练】" : "") + title(report))
            .setText(text + "\n\n回执：收到后请打开 " + receiptPage(delivery) + " 确认。")
            .setAttachment(attachment);
    var sending = Promise.<MailResult>promise();
    eventLoop.runOnContext(
        onIt -> Objects.requireNonNull(mail).sendMail(message).onComplete(sending));
    return sending.future().map(sent -> ReportDispatch.Outcome.arrived("SMTP 250", null));
  }

  /// For a person: the token stands behind the #, where no server on the way logs it.
  private String receiptPage(ReportDelivery delivery) {
    return publicUrl + "/receipt.html#" + tokens.token(delivery.id());
  }

  static String fileName(Report report) {
    var day = ReportWords.fileDay(Objects.requireNonNullElse(report.signedAt(), report.factsAt()));
    return "report-%s-%s-%d.pdf".formatted(day, Json.word(report.kind()), report.sequence());
  }

  private static String title(Report report) {
    return "%s（%s）%s"
        .formatted(
            Objects.requireNonNull(report.content()).title(),
            ReportWords.kind(report.kind(), report.sequence()),
            report.number());
  }

  private static String reason(Throwable failure) {
    var message = Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getName());
    return message.length() > KEPT_OF_FAILURE ? message.substring(0, KEPT_OF_FAILURE) : message;
  }
}
