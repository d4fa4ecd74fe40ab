package io.qianzhi.command;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of command and its transfers.
final class CommandStore {
  private static final TypeReference<Briefing> BRIEFING = new TypeReference<>() {};
  private static final TypeReference<CommandTransfer.Takeover> TAKEOVER = new TypeReference<>() {};
  private static final String TRANSFER =
      "select *, briefing::text as briefing_text, takeover::text as takeover_text"
          + " from command_transfer ";

  Optional<PersonRef> inCommand(Tx tx, UUID incidentId) {
    return tx.first(
        row -> Columns.person(row, "person"),
        "select person_id, person_name from incident_command where incident_id = $1",
        incidentId);
  }

  /// Whether it passed: only from exactly this person, or to the first.
  boolean pass(Tx tx, UUID incidentId, @Nullable PersonRef from, PersonRef to, Instant since) {
    int changed =
        from == null
            ? tx.update(
                """
                insert into incident_command (incident_id, person_id, person_name, since)
                values ($1, $2, $3, $4) on conflict do nothing
                """,
                incidentId,
                to.id(),
                to.name(),
                since)
            : tx.update(
                """
                update incident_command set person_id = $2, person_name = $3, since = $4
                where incident_id = $1 and person_id = $5
                """,
                incidentId,
                to.id(),
                to.name(),
                since,
                from.id());
    return changed == 1;
  }

  /// Inserts a transfer, or writes what was signed and decided.
  void save(Tx tx, CommandTransfer transfer) {
    var from = transfer.from();
    var by = transfer.decidedBy();
    var proposer = transfer.proposedBy();
    tx.update(
        """
        insert into command_transfer (id, incident_id, from_id, from_name, to_id, to_name, state,
          requested_at, decided_at, decided_by_id, decided_by_name, reason, kind, proposed_by_id,
          proposed_by_name, briefing, briefed_at, from_signed_at, to_signed_at, takeover, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
          $16::text::jsonb, $17, $18, $19, $20::text::jsonb, $21)
        on conflict (id) do update set from_id = excluded.from_id,
          from_name = excluded.from_name, state = excluded.state,
          decided_at = excluded.decided_at, decided_by_id = excluded.decided_by_id,
          decided_by_name = excluded.decided_by_name, reason = excluded.reason,
          briefed_at = excluded.briefed_at, from_signed_at = excluded.from_signed_at,
          to_signed_at = excluded.to_signed_at, takeover = excluded.takeover,
          version = excluded.version
        """,
        transfer.id(),
        transfer.incidentId(),
        from == null ? null : from.id(),
        from == null ? null : from.name(),
        transfer.to().id(),
        transfer.to().name(),
        transfer.state(),
        transfer.requestedAt(),
        transfer.decidedAt(),
        by == null ? null : by.id(),
        by == null ? null : by.name(),
        transfer.reason(),
        transfer.kind(),
        proposer == null ? null : proposer.id(),
        proposer == null ? null : proposer.name(),
        Json.writeOrNull(transfer.briefing()),
        transfer.briefedAt(),
        transfer.fromSignedAt(),
        transfer.toSignedAt(),
        Json.writeOrNull(transfer.takeover()),
        transfer.version());
  }

  Optional<CommandTransfer> transfer(Tx tx, UUID id) {
    return tx.first(CommandStore::transfer, TRANSFER + "where id = $1", id);
  }

  Optional<CommandTransfer> openTransfer(Tx tx, UUID incidentId) {
    return tx.first(
        CommandStore::transfer,
        TRANSFER + "where incident_id = $1 and state = 'requested'",
        incidentId);
  }

  List<CommandTransfer> transfersOf(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        CommandStore::transfer,
        TRANSFER + "where incident_id = any ($1) order by requested_at, id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// Whether whoever is in command was named or took it, rather than being the first to arrive.
  boolean isNamed(Tx tx, UUID incidentId) {
    return tx.first(
            row -> row.getBoolean("named"),
            """
            select kind <> 'arrival' as named from command_transfer
            where incident_id = $1 and state = 'accepted' order by decided_at desc limit 1
            """,
            incidentId)
        .orElse(false);
  }

  private static CommandTransfer transfer(Row row) {
    return new CommandTransfer(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        Columns.personOrNull(row, "from"),
        Columns.person(row, "to"),
        Columns.word(row, "state", CommandTransfer.State.class),
        Columns.instant(row, "requested_at"),
        Columns.instantOrNull(row, "decided_at"),
        Columns.personOrNull(row, "decided_by"),
        row.getString("reason"),
        Columns.word(row, "kind", CommandTransfer.Kind.class),
        Columns.personOrNull(row, "proposed_by"),
        Columns.jsonOrNull(row, "briefing_text", BRIEFING),
        Columns.instantOrNull(row, "briefed_at"),
        Columns.instantOrNull(row, "from_signed_at"),
        Columns.instantOrNull(row, "to_signed_at"),
        Columns.jsonOrNull(row, "takeover_text", TAKEOVER),
        row.getInteger("version"));
  }
}
