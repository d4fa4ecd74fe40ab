package io.qianzhi.plan;

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

/// The SQL of proposals.
final class ProposalStore {
  private static final String SELECT =
      """
      select p.*, p.proposed_by::text as proposed_by_text, p.opinions::text as opinions_text,
        p.seats::text as seats_text, p.missing::text as missing_text, p.decided_by::text as decided_by_text from proposal p
      """;
  private static final TypeReference<PersonRef> PERSON = new TypeReference<>() {};
  private static final TypeReference<List<Proposal.Opinion>> OPINIONS = new TypeReference<>() {};
  private static final TypeReference<List<Proposal.Missing>> MISSING = new TypeReference<>() {};
  private static final TypeReference<List<SignatureSeat>> SEATS = new TypeReference<>() {};

  /// Inserts a proposal, or writes what became of it.
  void save(Tx tx, Proposal proposal) {
    var decidedBy = proposal.decidedBy();
    tx.update(
        """
        insert into proposal (id, incident_id, response_id, kind, level, from_level, reason,
          proposed_by, proposed_at, state, opinions_needed, opinions, seats, decided_by, decided_at,
          note, version, missing, urgent_reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $10, $11, $12::text::jsonb,
          $13::text::jsonb, $14::text::jsonb, $15, $16, $17, $18::text::jsonb, $19)
        on conflict (id) do update set level = excluded.level, from_level = excluded.from_level,
          state = excluded.state, opinions = excluded.opinions, seats = excluded.seats,
          decided_by = excluded.decided_by, decided_at = excluded.decided_at, note = excluded.note,
          version = excluded.version, missing = excluded.missing,
          urgent_reason = excluded.urgent_reason
        """,
        proposal.id(),
        proposal.incidentId(),
        proposal.responseId(),
        proposal.kind(),
        proposal.level(),
        proposal.fromLevel(),
        proposal.reason(),
        Json.write(proposal.proposedBy()),
        proposal.proposedAt(),
        proposal.state(),
        proposal.opinionsNeeded(),
        Json.write(proposal.opinions()),
        Json.write(proposal.seats()),
        decidedBy == null ? null : Json.write(decidedBy),
        proposal.decidedAt(),
        proposal.note(),
        proposal.version(),
        Json.write(proposal.missing()),
        proposal.urgentReason());
  }

  Optional<Proposal> find(Tx tx, UUID id) {
    return tx.first(ProposalStore::proposal, SELECT + " where p.id = $1", id);
  }

  Optional<Proposal> openOf(Tx tx, UUID responseId) {
    return tx.first(
        ProposalStore::proposal,
        SELECT + " where p.response_id = $1 and p.state = 'open'",
        responseId);
  }

  List<Proposal> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        ProposalStore::proposal,
        SELECT + " where p.incident_id = any ($1) order by p.proposed_at, p.id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  private static Proposal proposal(Row row) {
    return new Proposal(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getUUID("response_id"),
        Columns.word(row, "kind", Proposal.Kind.class),
        row.getInteger("level"),
        row.getInteger("from_level"),
        row.getString("reason"),
        Columns.json(row, "proposed_by_text", PERSON),
        Columns.instant(row, "proposed_at"),
        Columns.word(row, "state", Proposal.State.class),
        row.getInteger("opinions_needed"),
        Columns.json(row, "opinions_text", OPINIONS),
        Columns.json(row, "seats_text", SEATS),
        Columns.json(row, "missing_text", MISSING),
        Columns.jsonOrNull(row, "decided_by_text", PERSON),
        Columns.instantOrNull(row, "decided_at"),
        row.getString("note"),
        row.getString("urgent_reason"),
        row.getInteger("version"));
  }
}
