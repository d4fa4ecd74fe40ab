package io.qianzhi.command.review;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reviews and what they found. Every decision is made under the lock of the incident's row.
public final class ReviewService {
  private static final int MOST_FINDINGS = 200;

  private final ReviewStore store = new ReviewStore();
  private final IncidentService incidents;
  private final Timeline timeline;
  private final InstantSource clock;
  private final List<SignedListener> listeners = new ArrayList<>();

  /// Hears of every review that was signed, in its transaction and after its event.
  @FunctionalInterface
  public interface SignedListener {
    void signed(Tx tx, Incident incident, Review review, Actor actor);
  }

  public ReviewService(IncidentService incidents, Timeline timeline, InstantSource clock) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.clock = clock;
  }

  public void onSigned(SignedListener listener) {
    listeners.add(listener);
  }

  Review review(Tx tx, UUID incidentId) {
    return store.find(tx, incidentId);
  }

  List<Finding> findings(Tx tx, UUID incidentId) {
    return store.findings(tx, incidentId);
  }

  Finding add(Tx tx, UUID incidentId, Finding.Words words, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    store.find(tx, incidentId).requireOpen();
    int number = store.findings(tx, incidentId).size() + 1;
    if (number > MOST_FINDINGS) {
      throw Problem.invalid(
          "too_many_findings", "A review has %d findings at most.".formatted(MOST_FINDINGS));
    }
    var finding = Finding.added(incidentId, number, words, actor.ref(), now());
    return write(tx, incident, "finding.added", finding, actor);
  }

  Finding change(Tx tx, UUID id, Finding.Words words, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    store.find(tx, locked.incident.id()).requireOpen();
    return write(tx, locked.incident, "finding.changed", locked.finding.changed(words), actor);
  }

  Finding withdraw(Tx tx, UUID id, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    store.find(tx, locked.incident.id()).requireOpen();
    return write(tx, locked.incident, "finding.withdrawn", locked.finding.withdrawn(), actor);
  }

  /// Somebody made sure that it was done; also after the review was signed.
  Finding verify(Tx tx, UUID id, String how, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    var verified = locked.finding.verified(actor.ref(), how, now());
    return write(tx, locked.incident, "finding.verified", verified, actor);
  }

  Review summarise(Tx tx, UUID incidentId, String summary, int version, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    var old = store.find(tx, incidentId);
    requireVersion("review", version, old.version());
    return write(tx, incident, "review.summarised", old.summarised(summary), actor);
  }

  /// @throws Problem `incident_open`, `summary_missing`, `review_signed`
  Review sign(Tx tx, UUID incidentId, int version, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    var old = store.find(tx, incidentId);
    requireVersion("review", version, old.version());
    if (incident.isOpen()) {
      throw Problem.conflict(
          "incident_open",
          "Incident %s is not closed yet; a review ends after it.".formatted(incident.number()));
    }
    var signed = write(tx, incident, "review.signed", old.signed(actor.ref(), now()), actor);
    listeners.forEach(listener -> listener.signed(tx, incident, signed, actor));
    return signed;
  }

  private record Locked(Incident incident, Finding finding) {}

  private Locked lock(Tx tx, UUID id, int version, Actor actor) {
    var known = store.finding(tx, id).orElseThrow(() -> Problem.notFound("finding", id));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, false, () -> Problem.notFound("finding", id));
    var now = store.finding(tx, id).orElseThrow();
    requireVersion("finding", version, now.version());
    return new Locked(incident, now);
  }

  private static void requireVersion(String what, int expected, int actual) {
    if (expected != actual) {
      throw Problem.staleVersion(what, expected, actual);
    }
  }

  private Finding write(Tx tx, Incident incident, String kind, Finding finding, Actor actor) {
    store.save(tx, finding);
    timeline.append(
        tx,
        happening(incident, kind)
            .by(actor)
            .detail("number", finding.number())
            .detail("text", finding.text())
            .changed("findings", finding));
    return finding;
  }

  private Review write(Tx tx, Incident incident, String kind, Review review, Actor actor) {
    store.save(tx, review);
    timeline.append(tx, happening(incident, kind).by(actor).changed("reviews", review));
    return review;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
