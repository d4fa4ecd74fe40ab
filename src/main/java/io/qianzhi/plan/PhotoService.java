package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Photos that prove steps: kept with the incident, shown to who may see it.
public final class PhotoService {
  private static final int MOST_PER_INCIDENT = 500;

  private final PhotoStore store = new PhotoStore();
  private final StepStore steps;
  private final IncidentService incidents;
  private final InstantSource clock;

  PhotoService(StepStore steps, IncidentService incidents, InstantSource clock) {
    this.steps = steps;
    this.incidents = incidents;
    this.clock = clock;
  }

  /// What was kept of an upload.
  record Kept(String hash, String contentType, int bytes) {}

  Kept add(Tx tx, UUID stepId, Buffer bytes, Actor actor) {
    var step = steps.find(tx, stepId).orElseThrow(() -> Problem.notFound("step", stepId));
    var incident =
        incidents.lockFor(
            tx,
            step.incidentId(),
            actor,
            step.isOwnedBy(actor),
            () -> Problem.notFound("step", stepId));
    if (store.count(tx, incident.id()) >= MOST_PER_INCIDENT) {
      throw Problem.conflict(
          "too_many_photos",
          "Incident %s has %d photos already.".formatted(incident.number(), MOST_PER_INCIDENT));
    }
    var photo = Photo.of(bytes);
    store.keep(tx, incident.id(), photo, actor.ref(), clock.instant());
    return new Kept(photo.hash(), photo.contentType(), photo.bytes().length());
  }

  /// The owner of a step sees its photos, wherever the incident is.
  Photo read(Tx tx, UUID incidentId, String hash, Actor actor) {
    boolean owner =
        steps.ofIncidents(tx, List.of(incidentId)).stream()
            .anyMatch(step -> step.isOwnedBy(actor) && step.evidencePhotos().contains(hash));
    if (!owner) {
      incidents.requireSeen(tx, incidentId, actor);
    }
    return store.find(tx, incidentId, hash).orElseThrow(() -> Problem.notFound("photo", hash));
  }

  /// @throws Problem when one of them was not uploaded for this incident
  void require(Tx tx, Incident incident, Collection<String> hashes) {
    if (!hashes.isEmpty() && !store.hasAll(tx, incident.id(), hashes)) {
      throw Problem.invalidField(
          "photos", FieldRule.NO_SUCH_THING, "Upload the photos of the step first.");
    }
  }
}
