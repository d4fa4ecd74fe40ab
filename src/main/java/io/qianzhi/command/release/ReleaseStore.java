package io.qianzhi.command.release;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of releases.
final class ReleaseStore {
  private static final TypeReference<ReleaseContent> CONTENT = new TypeReference<>() {};
  private static final TypeReference<List<PersonRef>> PEOPLE = new TypeReference<>() {};
  private static final TypeReference<Release.Check> CHECK = new TypeReference<>() {};
  private static final TypeReference<Release.Refusal> REFUSAL = new TypeReference<>() {};
  private static final TypeReference<List<Disclosure.Warning>> WARNINGS = new TypeReference<>() {};

  private static final String COLUMNS =
      """
      r.*, r.content::text as content_text, r.drafters::text as drafters_text,
        r.facts_check::text as facts_check_text, r.legal_check::text as legal_check_text,
        r.refusal::text as refusal_text, r.waits_for::text as waits_for_text,
        r.warnings::text as warnings_text
      """;

  private static final String SELECT = "select " + COLUMNS + " from release r ";
  private static final String PUBLISHED =
      "select i.number, " + COLUMNS + " from release r join incident i on i.id = r.incident_id ";

  Optional<Release> find(Tx tx, UUID id) {
    return tx.first(ReleaseStore::release, SELECT + "where r.id = $1", id);
  }

  List<Release> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        ReleaseStore::release,
        SELECT
            + "where r.incident_id = any ($1) and r.state <> 'discarded' order by r.drafted_at,"
            + " r.id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// How many releases of the incident are in work.
  int open(Tx tx, UUID incidentId) {
    return tx.first(
            row -> row.getInteger("open"),
            """
            select count(*)::int as open from release
            where incident_id = $1 and state not in ('published', 'discarded')
            """,
            incidentId)
        .orElse(0);
  }

  /// The number of the last one that was published; 0 = none.
  int lastSequence(Tx tx, UUID incidentId) {
    return tx.first(
            row -> row.getInteger("last"),
            "select coalesce(max(sequence), 0) as last from release where incident_id = $1",
            incidentId)
        .orElse(0);
  }

  /// Inserts a release, or writes what has changed.
  void save(Tx tx, Release release) {
    var approvedBy = release.approvedBy();
    tx.update(
        """
        insert into release (id, incident_id, drill, state, content, facts_at, corrects_id,
          correction_reason, corrected_by_id, drafted_at, drafters, drafter_ids, submitted_at, facts_check,
          legal_check, refusal, waits_for, warnings, approved_by_id, approved_by_name, published_at,
          sequence, url, version)
        values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, $11::text::jsonb, $12, $13,
          $14::text::jsonb, $15::text::jsonb, $16::text::jsonb, $17::text::jsonb, $18::text::jsonb, $19,
          $20, $21, $22, $23, $24)
        on conflict (id) do update set state = excluded.state, content = excluded.content,
          facts_at = excluded.facts_at, corrected_by_id = excluded.corrected_by_id,
          drafters = excluded.drafters, drafter_ids = excluded.drafter_ids,
          submitted_at = excluded.submitted_at, facts_check = excluded.facts_check,
          legal_check = excluded.legal_check, refusal = excluded.refusal, waits_for = excluded.waits_for,
          warnings = excluded.warnings, approved_by_id = excluded.approved_by_id,
          approved_by_name = excluded.approved_by_name, published_at = excluded.published_at,
          sequence = excluded.sequence, url = excluded.url, version = excluded.version
        """,
        release.id(),
        release.incidentId(),
        release.drill(),
        release.state(),
        Json.write(release.content()),
        release.factsAt(),
        release.correctsId(),
        release.correctionReason(),
        release.correctedById(),
        release.draftedAt(),
        Json.write(release.drafters()),
        release.drafters().stream().map(PersonRef::id).toArray(UUID[]::new),
        release.submittedAt(),
        Json.writeOrNull(release.factsCheck()),
        Json.writeOrNull(release.legalCheck()),
        Json.writeOrNull(release.refusal()),
        Json.write(release.waitsFor()),
        Json.write(release.warnings()),
        approvedBy == null ? null : approvedBy.id(),
        approvedBy == null ? null : approvedBy.name(),
        release.publishedAt(),
        release.sequence(),
        release.url(),
        release.version());
  }

  /// A published release, by the number of its incident.
  record Published(String number, Release release) {}

  /// One that is published.
  Optional<Published> published(Tx tx, UUID id, boolean drill) {
    return tx.first(
        ReleaseStore::published,
        PUBLISHED + "where r.id = $1 and r.drill = $2 and r.state = 'published'",
        id,
        drill);
  }

  /// The published releases of the incident with this number, newest first.
  List<Published> published(Tx tx, String number, boolean drill, int limit) {
    return tx.list(
        ReleaseStore::published,
        PUBLISHED
            + "where i.number = $1 and r.drill = $2 and r.state = 'published'"
            + " order by r.sequence desc limit $3",
        number,
        drill,
        limit);
  }

  /// The published releases of all incidents, newest first.
  List<Published> published(Tx tx, boolean drill, int limit) {
    return tx.list(
        ReleaseStore::published,
        PUBLISHED
            + "where r.drill = $1 and r.state = 'published'"
            + " order by r.published_at desc, r.id limit $2",
        drill,
        limit);
  }

  private static Published published(Row row) {
    return new Published(row.getString("number"), release(row));
  }

  private static Release release(Row row) {
    return new Release(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getBoolean("drill"),
        Columns.word(row, "state", Release.State.class),
        Columns.json(row, "content_text", CONTENT),
        Columns.instant(row, "facts_at"),
        row.getUUID("corrects_id"),
        row.getString("correction_reason"),
        row.getUUID("corrected_by_id"),
        Columns.instant(row, "drafted_at"),
        Columns.json(row, "drafters_text", PEOPLE),
        Columns.instantOrNull(row, "submitted_at"),
        Columns.jsonOrNull(row, "facts_check_text", CHECK),
        Columns.jsonOrNull(row, "legal_check_text", CHECK),
        Columns.jsonOrNull(row, "refusal_text", REFUSAL),
        Columns.json(row, "waits_for_text", PEOPLE),
        Columns.json(row, "warnings_text", WARNINGS),
        Columns.personOrNull(row, "approved_by"),
        Columns.instantOrNull(row, "published_at"),
        row.getInteger("sequence"),
        row.getString("url"),
        row.getInteger("version"));
  }
}
