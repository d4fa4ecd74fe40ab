package io.qianzhi.command.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of reports, their numbers and their deliveries.
final class ReportStore {
  private static final TypeReference<PersonRef> PERSON = new TypeReference<>() {};
  private static final TypeReference<ReportContent> CONTENT = new TypeReference<>() {};
  private static final TypeReference<Report.Phone> PHONE = new TypeReference<>() {};
  private static final TypeReference<ReportDelivery.Receipt> RECEIPT = new TypeReference<>() {};

  private static final String SELECT =
      """
      select report.*, content::text as content_text, phone::text as phone_text,
        drafted_by::text as drafted_by_text, signed_by::text as signed_by_text from report
      """;

  /// Inserts a report, or writes what has become of it.
  void save(Tx tx, Report report) {
    tx.update(
        """
        insert into report (id, incident_id, drill, kind, sequence, state, number, grade,
          response_level, content, changed, previous_id, phone, facts_at, drafted_at, drafted_by,
          signed_by, signed_at, sent_at, received_at, late, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11, $12, $13::text::jsonb, $14,
          $15, $16::text::jsonb, $17::text::jsonb, $18, $19, $20, $21, $22)
        on conflict (id) do update set state = excluded.state, number = excluded.number,
          grade = excluded.grade, response_level = excluded.response_level,
          content = excluded.content, changed = excluded.changed, facts_at = excluded.facts_at,
          signed_by = excluded.signed_by, signed_at = excluded.signed_at,
          sent_at = excluded.sent_at, received_at = excluded.received_at, late = excluded.late,
          version = excluded.version
        """,
        report.id(),
        report.incidentId(),
        report.drill(),
        report.kind(),
        report.sequence(),
        report.state(),
        report.number(),
        report.grade(),
        report.responseLevel(),
        Json.writeOrNull(report.content()),
        report.changed().stream().map(Json::word).toArray(String[]::new),
        report.previousId(),
        Json.writeOrNull(report.phone()),
        report.factsAt(),
        report.draftedAt(),
        Json.writeOrNull(report.draftedBy()),
        Json.writeOrNull(report.signedBy()),
        report.signedAt(),
        report.sentAt(),
        report.receivedAt(),
        report.late(),
        report.version());
  }

  Optional<Report> find(Tx tx, UUID id) {
    return withDeliveries(tx, tx.list(ReportStore::report, SELECT + "where id = $1", id)).stream()
        .findFirst();
  }

  /// Oldest first.
  List<Report> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return withDeliveries(
        tx,
        tx.list(
            ReportStore::report,
            SELECT + "where incident_id = any ($1) order by drafted_at, id",
            (Object) incidentIds.toArray(UUID[]::new)));
  }

  private List<Report> withDeliveries(Tx tx, List<Report> reports) {
    if (reports.isEmpty()) {
      return reports;
    }
    var ids = reports.stream().map(Report::id).toArray(UUID[]::new);
    Map<UUID, List<ReportDelivery>> deliveries =
        tx
            .list(
                ReportStore::delivery,
                """
                select *, receipt::text as receipt_text from report_delivery
                where report_id = any ($1) order by channel nulls last, at, id
                """,
                (Object) ids)
            .stream()
            .collect(Collectors.groupingBy(ReportDelivery::reportId));
    return reports.stream()
        .map(report -> report.with(deliveries.getOrDefault(report.id(), List.of())))
        .toList();
  }

  /// The next number of the year; others wait until this transaction is over.
  int nextNumber(Tx tx, int year, boolean drill) {
    return tx.first(
            row -> row.getInteger("last"),
            """
            insert into report_number (year, drill, last) values ($1, $2, 1)
            on conflict (year, drill) do update set last = report_number.last + 1 returning last
            """,
            year,
            drill)
        .orElseThrow();
  }

  /// Inserts a delivery, or writes how it stands.
  ///
  /// @param nextTry null = there will be none
  void save(Tx tx, ReportDelivery delivery, @Nullable Instant nextTry) {
    tx.update(
        """
        insert into report_delivery (id, report_id, channel, name, kind, state, attempts, at, detail,
          receipt, next_try_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11)
        on conflict (id) do update set state = excluded.state, attempts = excluded.attempts,
          at = excluded.at, detail = excluded.detail, receipt = excluded.receipt,
          next_try_at = excluded.next_try_at
        """,
        delivery.id(),
        delivery.reportId(),
        delivery.channel(),
        delivery.name(),
        delivery.kind(),
        delivery.state(),
        delivery.attempts(),
        delivery.at(),
        delivery.detail(),
        Json.writeOrNull(delivery.receipt()),
        nextTry);
  }

  Optional<ReportDelivery> delivery(Tx tx, UUID id) {
    return tx.first(
        ReportStore::delivery,
        "select *, receipt::text as receipt_text from report_delivery where id = $1",
        id);
  }

  /// Claims what is due until the lease ends, oldest first.
  List<ReportDelivery> claim(Tx tx, Instant now, Instant leaseEnd, int limit) {
    return tx.list(
        ReportStore::delivery,
        """
        with due as (
          select id from report_delivery where state = 'queued' and next_try_at <= $1
          order by next_try_at limit $3 for update skip locked)
        update report_delivery set attempts = attempts + 1, next_try_at = $2
        from due where report_delivery.id = due.id
        returning report_delivery.*, receipt::text as receipt_text
        """,
        now,
        leaseEnd,
        limit);
  }

  private static Report report(Row row) {
    var changed = new TreeSet<ReportField>();
    Arrays.stream(row.getArrayOfStrings("changed"))
        .map(name -> ReportField.valueOf(name.toUpperCase(Locale.ROOT)))
        .forEach(changed::add);
    return new Report(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getBoolean("drill"),
        Columns.word(row, "kind", Report.Kind.class),
        row.getInteger("sequence"),
        Columns.word(row, "state", Report.State.class),
        row.getString("number"),
        row.getInteger("grade"),
        row.getInteger("response_level"),
        Columns.jsonOrNull(row, "content_text", CONTENT),
        changed,
        row.getUUID("previous_id"),
        Columns.jsonOrNull(row, "phone_text", PHONE),
        Columns.instant(row, "facts_at"),
        Columns.instant(row, "drafted_at"),
        Columns.jsonOrNull(row, "drafted_by_text", PERSON),
        Columns.jsonOrNull(row, "signed_by_text", PERSON),
        Columns.instantOrNull(row, "signed_at"),
        Columns.instantOrNull(row, "sent_at"),
        Columns.instantOrNull(row, "received_at"),
        row.getBoolean("late"),
        List.of(),
        row.getInteger("version"));
  }

  private static ReportDelivery delivery(Row row) {
    return new ReportDelivery(
        row.getUUID("id"),
        row.getUUID("report_id"),
        row.getString("channel"),
        row.getString("name"),
        Columns.word(row, "kind", ReportDelivery.Kind.class),
        Columns.word(row, "state", ReportDelivery.State.class),
        row.getInteger("attempts"),
        Columns.instant(row, "at"),
        row.getString("detail"),
        Columns.jsonOrNull(row, "receipt_text", RECEIPT));
  }
}
