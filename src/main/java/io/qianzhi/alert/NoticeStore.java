package io.qianzhi.alert;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.timeline.Timeline;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Notices and what is known of their deliveries; [PushStore] has the outbox.
final class NoticeStore {
  private static final String OPEN = "acknowledged_at is null and withdrawn_at is null";

  private final Timeline timeline;

  NoticeStore(Timeline timeline) {
    this.timeline = timeline;
  }

  /// @param pages where each person reads them, such as `/leader`
  void insert(Tx tx, Collection<Notice> notices, Map<UUID, String> pages) {
    var rows =
        notices.stream().map(notice -> insertion(notice, pages.get(notice.person().id()))).toList();
    tx.update(
        """
        insert into notice
          (id, chain_id, person_id, person_name, drill, area_code, incident_id, subject_id, kind,
           title_zh, title_en, body_zh, body_en, urgency, page, state, created_at, acknowledge_by,
           escalate_to)
        select * from json_to_recordset($1::text::json) as n
          (id uuid, chain_id uuid, person_id uuid, person_name text, drill boolean, area_code text,
           incident_id uuid, subject_id uuid, kind text, title_zh text, title_en text, body_zh text,
           body_en text, urgency text, page text, state text, created_at timestamptz,
           acknowledge_by timestamptz, escalate_to text[])
        """,
        Json.write(rows));
  }

  private static Map<String, @Nullable Object> insertion(Notice notice, @Nullable String page) {
    var row = new HashMap<String, @Nullable Object>();
    row.put("id", notice.id());
    row.put("chain_id", notice.chainId());
    row.put("person_id", notice.person().id());
    row.put("person_name", notice.person().name());
    row.put("drill", notice.drill());
    row.put("area_code", notice.areaCode());
    row.put("incident_id", notice.incidentId());
    row.put("subject_id", notice.subjectId());
    row.put("kind", notice.kind());
    row.put("title_zh", notice.title().zh());
    row.put("title_en", notice.title().en());
    row.put("body_zh", notice.body().zh());
    row.put("body_en", notice.body().en());
    row.put("urgency", notice.urgency());
    row.put("page", page);
    row.put("state", notice.state());
    row.put("created_at", notice.createdAt());
    row.put("acknowledge_by", notice.acknowledgeBy());
    row.put("escalate_to", notice.escalateTo().stream().map(NextInChain::encode).toList());
    return row;
  }

  /// In the order of the ids.
  List<Notice> find(Tx tx, List<UUID> ids) {
    return select(tx, "id = any ($1)", (Object) ids.toArray(UUID[]::new)).stream()
        .sorted(Comparator.comparingInt(notice -> ids.indexOf(notice.id())))
        .toList();
  }

  /// Locks until the transaction ends. Their streams come first: features append to a stream and
  /// then settle notices, and must not meet somebody who goes the other way round.
  List<Notice> lock(Tx tx, List<UUID> ids) {
    timeline.hold(tx, NoticeEvents.streams(find(tx, ids)));
    return select(tx, "id = any ($1) order by id for update", (Object) ids.toArray(UUID[]::new));
  }

  List<Notice> lockOpen(Tx tx, List<UUID> ids) {
    return ids.isEmpty() ? List.of() : lock(tx, ids).stream().filter(Notice::isOpen).toList();
  }

  List<Notice> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return select(
        tx,
        "incident_id = any ($1) order by created_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  List<Notice> about(Tx tx, UUID subjectId) {
    return select(tx, "subject_id = $1 order by created_at, id", subjectId);
  }

  List<Notice> openOf(Tx tx, UUID personId, int limit) {
    return select(
        tx,
        "person_id = $1 and " + OPEN + " order by created_at desc, id limit $2",
        personId,
        limit);
  }

  List<Notice> openOf(Tx tx, Collection<UUID> people, Collection<Notice.Kind> kinds) {
    return select(
        tx,
        "person_id = any ($1) and kind = any ($2) and " + OPEN + " order by created_at, id",
        people.toArray(UUID[]::new),
        kinds.stream().map(Json::word).toArray(String[]::new));
  }

  /// The open ones about a subject, of one person or of everybody.
  List<UUID> openAbout(Tx tx, UUID subjectId, @Nullable UUID personId) {
    return tx.list(
        row -> row.getUUID("id"),
        "select id from notice where subject_id = $1 and ($2::uuid is null or person_id = $2) and "
            + OPEN,
        subjectId,
        personId);
  }

  List<UUID> openInIncident(Tx tx, UUID incidentId) {
    return tx.list(
        row -> row.getUUID("id"),
        "select id from notice where incident_id = $1 and " + OPEN,
        incidentId);
  }

  List<UUID> openInChain(Tx tx, UUID chainId) {
    return tx.list(
        row -> row.getUUID("id"), "select id from notice where chain_id = $1 and " + OPEN, chainId);
  }

  /// Who was told already, and whether one of them took it.
  record Chain(List<UUID> people, boolean acknowledged) {}

  Chain chain(Tx tx, UUID chainId) {
    var links =
        tx.list(
            row -> Map.entry(row.getUUID("person_id"), row.getBoolean("taken")),
            "select person_id, acknowledged_at is not null as taken from notice where chain_id ="
                + " $1",
            chainId);
    return new Chain(
        links.stream().map(Map.Entry::getKey).toList(),
        links.stream().anyMatch(Map.Entry::getValue));
  }

  /// Writes what a transition changed; each notice gets its next version.
  void update(Tx tx, Collection<Notice> notices) {
    tx.update(
        """
        update notice set state = n.state, acknowledged_at = n.acknowledged_at,
          withdrawn_at = n.withdrawn_at, reminders = n.reminders, version = version + 1
        from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::int[])
          as n (id, state, acknowledged_at, withdrawn_at, reminders)
        where notice.id = n.id
        """,
        column(notices, Notice::id, UUID[]::new),
        column(notices, notice -> Json.word(notice.state()), String[]::new),
        column(notices, Notice::acknowledgedAt, Instant[]::new),
        column(notices, Notice::withdrawnAt, Instant[]::new),
        column(notices, Notice::reminders, Integer[]::new));
  }

  /// What a device reports of a notice.
  record Report(UUID noticeId, Delivery delivery) {}

  /// Takes note of deliveries; one that is known to have come further stays as it is.
  void report(Tx tx, Collection<Report> reports) {
    tx.update(
        """
        insert into delivery (id, notice_id, channel, device, state, at, detail)
        select gen_random_uuid(), * from
          unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
        on conflict (notice_id, channel, device) do update
          set state = excluded.state, at = excluded.at, detail = excluded.detail, next_try_at = null
        """,
        column(reports, Report::noticeId, UUID[]::new),
        column(reports, report -> Json.word(report.delivery().channel()), String[]::new),
        column(reports, report -> report.delivery().device(), String[]::new),
        column(reports, report -> Json.word(report.delivery().state()), String[]::new),
        column(reports, report -> report.delivery().at(), Instant[]::new),
        column(reports, report -> report.delivery().detail(), String[]::new));
  }

  private List<Notice> select(Tx tx, String where, @Nullable Object... parameters) {
    var rows = tx.list(row -> row, "select * from notice where " + where, parameters);
    var ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
    var deliveries = new HashMap<UUID, List<Delivery>>();
    if (ids.length > 0) {
      for (Row row :
          tx.query(
              "select * from delivery where notice_id = any ($1) order by channel, at, device",
              (Object) ids)) {
        deliveries
            .computeIfAbsent(row.getUUID("notice_id"), id -> new ArrayList<>())
            .add(delivery(row));
      }
    }
    return rows.stream()
        .map(row -> notice(row, deliveries.getOrDefault(row.getUUID("id"), List.of())))
        .toList();
  }

  private static Notice notice(Row row, List<Delivery> deliveries) {
    return new Notice(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        new PersonRef(row.getUUID("person_id"), row.getString("person_name")),
        Columns.word(row, "kind", Notice.Kind.class),
        row.getUUID("subject_id"),
        new Text(row.getString("title_zh"), row.getString("title_en")),
        new Text(row.getString("body_zh"), row.getString("body_en")),
        Columns.word(row, "urgency", Notice.Urgency.class),
        Columns.word(row, "state", Notice.State.class),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "acknowledge_by"),
        Columns.instantOrNull(row, "acknowledged_at"),
        Columns.instantOrNull(row, "withdrawn_at"),
        row.getBoolean("drill"),
        deliveries,
        row.getInteger("version"),
        row.getString("area_code"),
        row.getUUID("chain_id"),
        row.getInteger("reminders"),
        Arrays.stream(row.getArrayOfStrings("escalate_to")).map(NextInChain::decode).toList());
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        Columns.word(row, "channel", Delivery.Channel.class),
        row.getString("device"),
        Columns.word(row, "state", Delivery.State.class),
        Columns.instant(row, "at"),
        row.getString("detail"));
  }

  private static <E, T> Object column(
      Collection<E> rows,
      Function<E, @Nullable T> field,
      java.util.function.IntFunction<T[]> array) {
    return rows.stream().map(field).toArray(array);
  }
}
