package io.qianzhi.command.report;

/// How this node sends reports.
///
/// @param mailHost empty = no mail
/// @param mailTls disabled, optional or required: STARTTLS; implicit: TLS from the first byte
/// @param mailFrom the sender's address
/// @param webhookSecret signs what webhooks are sent, at least 16 characters
public record ReportSettings(
    String mailHost,
    int mailPort,
    String mailTls,
    String mailUser,
    String mailPassword,
    String mailFrom,
    String webhookSecret) {}
