package io.qianzhi.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of responses and of what the system learnt before one started.
final class ResponseStore {
  private static final String SELECT =
      """
      select r.*, r.plan_name::text as plan_name_text, r.reason::text as reason_text,
        r.activation::text as activation_text,
        r.pending_activation::text as pending_text, r.seats::text as seats_text from response r
      """;

  /// Something the system itself learnt about an incident.
  record KnownFact(
      PlanStep.Fact fact,
      String evidence,
      @Nullable Point point,
      @Nullable PersonRef by,
      Instant at) {}

  /// Inserts a response, or writes what a decision changed.
  void save(Tx tx, Response response) {
    var activation = response.activation();
    var pending = response.pendingActivation();
    tx.update(
        """
        insert into response (id, incident_id, plan_code, plan_name, plan_version, level, state, reason,
          proposed_at, started_at, activation, ended_at, pending_activation, seats, version, expected_until)
        values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8::text::jsonb, $9, $10, $11::text::jsonb, $12,
          $13::text::jsonb, $14::text::jsonb, $15, $16)
        on conflict (id) do update set plan_version = excluded.plan_version, level = excluded.level,
          state = excluded.state, reason = excluded.reason, started_at = excluded.started_at,
          activation = excluded.activation, ended_at = excluded.ended_at,
          pending_activation = excluded.pending_activation, seats = excluded.seats, version = excluded.version,
          expected_until = excluded.expected_until
        """,
        response.id(),
        response.incidentId(),
        response.planCode(),
        Json.write(response.planName()),
        response.planVersion(),
        response.level(),
        response.state(),
        Json.write(response.reason()),
        response.proposedAt(),
        response.startedAt(),
        activation == null ? null : Json.write(activation),
        response.endedAt(),
        pending == null ? null : Json.write(pending),
        Json.write(response.seats()),
        response.version(),
        response.expectedUntil());
  }

  Optional<Response> find(Tx tx, UUID id) {
    return tx.first(ResponseStore::response, SELECT + " where r.id = $1", id);
  }

  List<Response> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        ResponseStore::response,
        SELECT + " where r.incident_id = any ($1) order by r.proposed_at, r.id",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  Optional<Response> activeIn(Tx tx, UUID incidentId) {
    return tx.first(
        ResponseStore::response,
        SELECT + " where r.incident_id = $1 and r.state = 'active'",
        incidentId);
  }

  /// Those whose steps still go on: what is active, and what has ended, newest first.
  List<Response> goingOnIn(Tx tx, UUID incidentId) {
    return tx.list(
        ResponseStore::response,
        SELECT
            + " where r.incident_id = $1 and r.state in ('active', 'ended')"
            + " order by r.state = 'active' desc, r.started_at desc",
        incidentId);
  }

  /// Keeps the first time something was learnt.
  void remember(Tx tx, UUID incidentId, KnownFact fact) {
    tx.update(
        """
        insert into response_fact (incident_id, fact, evidence, point, by_person, at)
        values ($1, $2, $3, $4::text::jsonb, $5::text::jsonb, $6) on conflict do nothing
        """,
        incidentId,
        fact.fact(),
        fact.evidence(),
        fact.point() == null ? null : Json.write(fact.point()),
        fact.by() == null ? null : Json.write(fact.by()),
        fact.at());
  }

  List<KnownFact> facts(Tx tx, UUID incidentId) {
    return tx.list(
        row ->
            new KnownFact(
                Columns.word(row, "fact", PlanStep.Fact.class),
                row.getString("evidence"),
                Columns.jsonOrNull(row, "point_text", new TypeReference<Point>() {}),
                Columns.jsonOrNull(row, "by_text", new TypeReference<PersonRef>() {}),
                Columns.instant(row, "at")),
        """
        select fact, evidence, at, point::text as point_text, by_person::text as by_text
        from response_fact where incident_id = $1
        """,
        incidentId);
  }

  private static Response response(Row row) {
    return new Response(
        row.getUUID("id"),
        row.getUUID("incident_id"),
        row.getString("plan_code"),
        Json.read(row.getString("plan_name_text"), Text.class),
        row.getString("plan_version"),
        row.getInteger("level"),
        Columns.word(row, "state", Response.State.class),
        Json.read(row.getString("reason_text"), Text.class),
        Columns.instant(row, "proposed_at"),
        Columns.instantOrNull(row, "started_at"),
        Columns.jsonOrNull(row, "activation_text", new TypeReference<Response.Activation>() {}),
        Columns.jsonOrNull(row, "pending_text", new TypeReference<Response.Activation>() {}),
        Columns.json(row, "seats_text", new TypeReference<List<SignatureSeat>>() {}),
        Columns.instantOrNull(row, "expected_until"),
        Columns.instantOrNull(row, "ended_at"),
        row.getInteger("version"));
  }
}
