package io.qianzhi.command.review;

import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of reviews and findings.
final class ReviewStore {

  Review find(Tx tx, UUID incidentId) {
    return tx.first(ReviewStore::review, "select * from review where incident_id = $1", incidentId)
        .orElse(Review.begun(incidentId));
  }

  void save(Tx tx, Review review) {
    var by = review.signedBy();
    tx.update(
        """
        insert into review (incident_id, summary, signed_by_id, signed_by_name, signed_at, version)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (incident_id) do update set summary = excluded.summary,
          signed_by_id = excluded.signed_by_id, signed_by_name = excluded.signed_by_name,
          signed_at = excluded.signed_at, version = excluded.version
        """,
        review.incidentId(),
        review.summary(),
        by == null ? null : by.id(),
        by == null ? null : by.name(),
        review.signedAt(),
        review.version());
  }

  Optional<Finding> finding(Tx tx, UUID id) {
    return tx.first(ReviewStore::finding, "select * from finding where id = $1", id);
  }

  List<Finding> findings(Tx tx, UUID incidentId) {
    return tx.list(
        ReviewStore::finding,
        "select * from finding where incident_id = $1 order by number",
        incidentId);
  }

  void save(Tx tx, Finding finding) {
    var by = finding.verifiedBy();
    tx.update(
        """
        insert into finding (id, incident_id, number, text, measure, owner, due_on, state,
          added_by_id, added_by_name, added_at, verified_by_id, verified_by_name, verified_at,
          verification, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (id) do update set text = excluded.text, measure = excluded.measure,
          owner = excluded.owner, due_on = excluded.due_on, state = excluded.state,
          verified_by_id = excluded.verified_by_id, verified_by_name = excluded.verified_by_name,
          verified_at = excluded.verified_at, verification = excluded.verification,
          version = excluded.version
        """,
        finding.id(),
        finding.incidentId(),
        finding.number(),
        finding.text(),
        finding.measure(),
        finding.owner(),
        finding.dueOn(),
        finding.state(),
        finding.addedBy().id(),
        finding.addedBy().name(),
        finding.addedAt(),
        by == null ? null : by.id(),
        by == null ? null : by.name(),
        finding.verifiedAt(),
        finding.verification(),
        finding.version());
  }

  private static Review review(Row row) {
    return new Review(
        row.getUUID("incident_id"),
        row.getString("summary"),
        Columns.personOrNull(row, "signed_by"),
        Columns.instantOrNull(row, "signed_at"),
        row.getInteger("version"));
  }

  private static Finding finding(Row row) {
    return new Finding(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getInteger("number"),
        row.getString("text"),
        row.getString("measure"),
        row.getString("owner"),
        row.getLocalDate("due_on"),
        Columns.word(row, "state", Finding.State.class),
        Columns.person(row, "added_by"),
        Columns.instant(row, "added_at"),
        Columns.personOrNull(row, "verified_by"),
        Columns.instantOrNull(row, "verified_at"),
        row.getString("verification"),
        row.getInteger("version"));
  }
}
