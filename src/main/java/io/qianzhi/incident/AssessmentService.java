package io.qianzhi.incident;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people find out about an incident that is open: its facts, and the grade they give it.
public final class AssessmentService {
  private final IncidentService incidents;
  private final EventTypes types;
  private final Whereabouts whereabouts;
  private final HandOver handOver;
  private final Timeline timeline;

  /// What may be corrected; null leaves a field as it is.
  public record Update(
      @Nullable String typeCode,
      @Nullable Integer priority,
      @Nullable String description,
      @Nullable SourcePoint point,
      @Nullable String place,
      @Nullable Casualties casualties,
      int version) {}

  public AssessmentService(
      IncidentService incidents,
      EventTypes types,
      Whereabouts whereabouts,
      HandOver handOver,
      Timeline timeline) {
    this.incidents = incidents;
    this.types = types;
    this.whereabouts = whereabouts;
    this.handOver = handOver;
    this.timeline = timeline;
  }

  Incident update(Tx tx, UUID id, Update update, Actor actor) {
    var old = incidents.lockOpen(tx, id, actor);
    IncidentService.requireVersion(old, update.version());
    var typeCode = otherwise(update.typeCode(), old.typeCode());
    types.require(typeCode);
    var changed =
        old.described(
            typeCode,
            otherwise(update.priority(), old.priority()),
            otherwise(update.description(), old.description()),
            otherwise(update.place(), old.place()));
    if (update.casualties() != null) {
      changed = changed.counted(update.casualties());
    }
    if (update.point() != null) {
      var point = update.point().toWgs84();
      changed = changed.moved(point, whereabouts.at(tx, point, old.drill()));
    }
    var saved = incidents.save(tx, incidents.regraded(changed));
    timeline.append(
        tx,
        IncidentService.happening(saved, "incident.updated")
            .by(actor)
            .detail("casualties", update.casualties())
            .detail("grade", saved.grade())
            .changed("incidents", saved));
    if (!old.areaCode().equals(saved.areaCode())) {
      handOver.ifOutside(tx, saved, actor);
    }
    incidents.announceGrade(tx, old, saved, actor);
    return saved;
  }

  /// The numbers are now these.
  public void count(Tx tx, UUID id, Casualties casualties, Actor actor) {
    var version = incidents.get(tx, id).version();
    update(tx, id, new Update(null, null, null, null, null, casualties, version), actor);
  }

  /// @throws Problem `reason_required` when the grade is not the proposed one and no reason is
  ///   given
  Incident grade(
      Tx tx, UUID id, @Nullable Integer grade, @Nullable String reason, int version, Actor actor) {
    var old = incidents.lockOpen(tx, id, actor);
    IncidentService.requireVersion(old, version);
    var proposal = old.gradeProposal();
    boolean overruled = !Objects.equals(grade, proposal.grade());
    if (overruled && (reason == null || reason.isBlank())) {
      throw Problem.invalid("reason_required", "This is not the grade the rules propose. Say why.");
    }
    var saved =
        incidents.save(
            tx,
            old.graded(
                grade,
                overruled
                    ? new Incident.GradeOverruled(
                        Objects.requireNonNull(reason).strip(), actor.ref())
                    : null));
    timeline.append(
        tx,
        IncidentService.happening(saved, "incident.graded")
            .by(actor)
            .detail("grade", grade)
            .detail("reason", reason)
            .changed("incidents", saved));
    incidents.announceGrade(tx, old, saved, actor);
    return saved;
  }

  private static <T> T otherwise(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
