package io.qianzhi.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Columns;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of steps. Several rows are written as one statement, from one JSON array.
final class StepStore {
  private static final String SELECT =
      """
      select s.*, s.title::text as title_text, s.owners::text as owners_text,
        s.signed_by::text as signed_by_text, s.depends_on::text as depends_on_text,
        s.evidence_hint::text as evidence_hint_text, s.evidence_point::text as evidence_point_text,
        s.evidence_unit::text as evidence_unit_text, s.answers::text as answers_text,
        s.evidence_photos::text as evidence_photos_text,
        s.completed_by::text as completed_by_text, s.skipped::text as skipped_text,
        s.added::text as added_text, s.delegation::text as delegation_text,
        s.ladder::text as ladder_text from response_step s
      """;
  private static final TypeReference<PersonRef> PERSON = new TypeReference<>() {};
  private static final TypeReference<List<PersonRef>> PEOPLE = new TypeReference<>() {};
  private static final TypeReference<List<String>> CODES = new TypeReference<>() {};
  private static final TypeReference<List<PlanStep.Answer>> ANSWERS = new TypeReference<>() {};
  private static final TypeReference<Text> TEXT = new TypeReference<>() {};
  private static final TypeReference<Point> POINT = new TypeReference<>() {};
  private static final TypeReference<Skip> SKIP = new TypeReference<>() {};
  private static final TypeReference<Step.Addition> ADDITION = new TypeReference<>() {};
  private static final TypeReference<Delegation> DELEGATION = new TypeReference<>() {};
  private static final TypeReference<Ladder> LADDER = new TypeReference<>() {};

  void insert(Tx tx, List<Step> steps) {
    tx.update(
        "insert into response_step select * from jsonb_populate_recordset(null::response_step,"
            + " $1::text::jsonb)",
        rows(steps));
  }

  void update(Tx tx, List<Step> steps) {
    tx.update(
        """
        update response_step s set owners = n.owners, due_at = n.due_at, state = n.state,
          overdue = n.overdue, late = n.late, signature_asked = n.signature_asked,
          signed_by = n.signed_by, signed_at = n.signed_at, evidence = n.evidence,
          evidence_number = n.evidence_number, evidence_photos = n.evidence_photos,
          evidence_point = n.evidence_point, answer = n.answer, completed_by = n.completed_by,
          completed_at = n.completed_at, skipped = n.skipped, delegation = n.delegation,
          ladder = n.ladder, version = n.version
        from jsonb_populate_recordset(null::response_step, $1::text::jsonb) n where s.id = n.id
        """,
        rows(steps));
  }

  Optional<Step> find(Tx tx, UUID id) {
    return tx.first(StepStore::step, SELECT + " where s.id = $1", id);
  }

  List<Step> ofResponse(Tx tx, UUID responseId) {
    return tx.list(
        StepStore::step,
        SELECT + " where s.response_id = $1 order by s.position, s.round",
        responseId);
  }

  List<Step> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return tx.list(
        StepStore::step,
        SELECT
            + " where s.incident_id = any ($1) order by s.incident_id, s.response_id, s.position,"
            + " s.round",
        (Object) incidentIds.toArray(UUID[]::new));
  }

  /// What is overdue, then what was late, the oldest deadline first.
  ///
  /// @param areaPrefix of the incidents' areas
  List<Step> lateIn(Tx tx, String areaPrefix, boolean drill, int limit) {
    return tx.list(
        StepStore::step,
        SELECT
            + """
            join incident i on i.id = s.incident_id
            where (s.overdue or s.late) and starts_with(i.area_code, $1) and i.drill = $2
            order by s.overdue desc, s.due_at, s.position limit $3
            """,
        areaPrefix,
        drill,
        limit);
  }

  List<UUID> incidentsAfterwardsOf(Tx tx, UUID personId) {
    return tx.list(
        row -> row.getUUID("incident_id"),
        """
        select distinct s.incident_id from response_step s join response r on r.id = s.response_id
        where r.state = 'ended' and s.phase = 'P6' and s.state = 'open'
          and s.owners @> jsonb_build_array(jsonb_build_object('id', $1::text))
        """,
        personId.toString());
  }

  private static String rows(List<Step> steps) {
    return Json.write(steps.stream().map(StepStore::columns).toList());
  }

  private static Map<String, @Nullable Object> columns(Step step) {
    var row = new HashMap<String, @Nullable Object>();
    row.put("id", step.id());
    row.put("response_id", step.responseId());
    row.put("incident_id", step.incidentId());
    row.put("code", step.code());
    row.put("round", step.round());
    row.put("every_minutes", step.everyMinutes());
    row.put("position", step.position());
    row.put("phase", step.phase());
    row.put("title", step.title());
    row.put("role", step.role());
    row.put("owners", step.owners());
    row.put("due_at", step.dueAt());
    row.put("state", step.state());
    row.put("overdue", step.overdue());
    row.put("late", step.late());
    row.put("life_safety", step.lifeSafety());
    row.put("signature_required", step.signatureRequired());
    row.put("signature_asked", step.signatureAsked());
    row.put("signed_by", step.signedBy());
    row.put("signed_at", step.signedAt());
    row.put("depends_on", step.dependsOn());
    row.put("evidence_hint", step.evidenceHint());
    row.put("evidence_kind", step.evidenceKind());
    row.put("evidence_unit", step.evidenceUnit());
    row.put("answers", step.answers());
    row.put("evidence", step.evidence());
    row.put("evidence_number", step.evidenceNumber());
    row.put("evidence_photos", step.evidencePhotos());
    row.put("answer", step.answer());
    row.put("evidence_point", step.evidencePoint());
    row.put("completed_by", step.completedBy());
    row.put("completed_at", step.completedAt());
    row.put("basis", step.basis());
    row.put("deadline_is_default", step.deadlineIsDefault());
    row.put("skipped", step.skipped());
    row.put("added", step.added());
    row.put("delegation", step.delegation());
    row.put("ladder", step.ladder());
    var clock = step.clock();
    row.put("clock_minutes", clock == null ? null : clock.minutes());
    row.put("clock_from", clock == null ? null : clock.from());
    row.put("done_by", step.doneBy());
    row.put("version", step.version());
    return row;
  }

  private static Step step(Row row) {
    var from = row.getString("clock_from");
    return new Step(
        row.getUUID("id"),
        row.getUUID("response_id"),
        row.getUUID("incident_id"),
        row.getString("code"),
        row.getInteger("round"),
        row.getInteger("every_minutes"),
        row.getInteger("position"),
        row.getString("phase"),
        Columns.json(row, "title_text", TEXT),
        row.getString("role"),
        Columns.json(row, "owners_text", PEOPLE),
        Columns.instantOrNull(row, "due_at"),
        Columns.word(row, "state", Step.State.class),
        row.getBoolean("overdue"),
        row.getBoolean("late"),
        row.getBoolean("life_safety"),
        row.getBoolean("signature_required"),
        Columns.jsonOrNull(row, "signed_by_text", PERSON),
        Columns.instantOrNull(row, "signed_at"),
        Columns.json(row, "depends_on_text", CODES),
        Columns.word(row, "evidence_kind", PlanStep.Evidence.Kind.class),
        Columns.json(row, "evidence_hint_text", TEXT),
        Columns.jsonOrNull(row, "evidence_unit_text", TEXT),
        Columns.json(row, "answers_text", ANSWERS),
        row.getString("evidence"),
        row.getDouble("evidence_number"),
        Columns.json(row, "evidence_photos_text", CODES),
        Columns.jsonOrNull(row, "evidence_point_text", POINT),
        row.getString("answer"),
        Columns.jsonOrNull(row, "completed_by_text", PERSON),
        Columns.instantOrNull(row, "completed_at"),
        row.getString("basis"),
        row.getBoolean("deadline_is_default"),
        Columns.jsonOrNull(row, "skipped_text", SKIP),
        Columns.jsonOrNull(row, "added_text", ADDITION),
        Columns.jsonOrNull(row, "delegation_text", DELEGATION),
        Columns.json(row, "ladder_text", LADDER),
        row.getInteger("version"),
        from == null ? null : new PlanStep.Clock(row.getInteger("clock_minutes"), from),
        Columns.wordOrNull(row, "done_by", PlanStep.Fact.class),
        row.getBoolean("signature_asked"));
  }
}
