package io.qianzhi.command.report;

import io.qianzhi.alert.NewNotice;
import io.qianzhi.alert.Notice;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Text;
import java.time.Duration;
import java.util.UUID;

/// Who is told what about reports, in the transaction of what happened.
final class ReportNotices {
  private static final String CHIEF = "duty_chief";

  private final NoticeService notices;
  private final People people;

  ReportNotices(NoticeService notices, People people) {
    this.notices = notices;
    this.people = people;
  }

  void due(Tx tx, Incident incident, ReportClock clock, Duration left) {
    long minutes = Math.max(1, left.toMinutes());
    tellChiefs(
        tx,
        incident,
        Notice.Kind.REPORT_DUE,
        clock.id(),
        new Text(
            "%s还有%d分钟到期".formatted(clock.name().zh(), minutes),
            "%s is due in %d min".formatted(clock.name().en(), minutes)),
        situation(incident));
  }

  void late(Tx tx, Incident incident, ReportClock clock) {
    notices.withdraw(tx, clock.id());
    tellChiefs(
        tx,
        incident,
        Notice.Kind.REPORT_LATE,
        clock.id(),
        new Text("%s已迟报".formatted(clock.name().zh()), "%s is late".formatted(clock.name().en())),
        situation(incident));
  }

  void failed(Tx tx, Incident incident, Report report, ReportDelivery delivery) {
    tellChiefs(
        tx,
        incident,
        Notice.Kind.REPORT_FAILED,
        report.id(),
        new Text(
            "报告未能送达%s".formatted(delivery.name()),
            "A report could not be sent to %s".formatted(delivery.name())),
        new Text(
            "%s，%s。请改用其他方式报送并登记回执。".formatted(report.number(), delivery.detail()),
            "%s, %s. Hand it over otherwise and write down the receipt."
                .formatted(report.number(), delivery.detail())));
  }

  /// It has been reported: nobody needs to be reminded.
  void settled(Tx tx, ReportClock clock) {
    notices.withdraw(tx, clock.id());
  }

  private static Text situation(Incident incident) {
    return new Text(
        "%s，%s。".formatted(incident.place(), incident.number()),
        "%s, %s.".formatted(incident.place(), incident.number()));
  }

  private void tellChiefs(
      Tx tx, Incident incident, Notice.Kind kind, UUID subject, Text title, Text body) {
    notices.notifyAll(
        tx,
        people.withRole(tx, CHIEF, incident.areaCode(), incident.drill()).stream()
            .map(
                chief ->
                    NewNotice.to(
                            chief.id(), kind, title, body, incident.areaCode(), incident.drill())
                        .about(incident.id(), subject)
                        .urgent())
            .toList());
  }
}
