package io.qianzhi.command.release;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where releases are kept: each is read under the lock of its incident's row, and written together
/// with its event.
final class ReleaseBook {
  private final ReleaseStore store;
  private final IncidentService incidents;
  private final Timeline timeline;
  private final InstantSource clock;

  /// A release under the lock of its incident.
  record Locked(Incident incident, Release release) {}

  ReleaseBook(
      ReleaseStore store, IncidentService incidents, Timeline timeline, InstantSource clock) {
    this.store = store;
    this.incidents = incidents;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Whom a release waits for may touch it wherever it is; others only in their area.
  ///
  /// @throws Problem 404, or `stale_version`
  Locked lock(Tx tx, UUID id, int version, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("release", id));
    var incident =
        incidents.lockFor(
            tx,
            known.incidentId(),
            actor,
            known.drill() == actor.drill() && known.waitsFor(actor.personId()),
            () -> Problem.notFound("release", id));
    var release = store.find(tx, id).orElseThrow();
    release.requireVersion(version);
    return new Locked(incident, release);
  }

  Release write(Tx tx, Release release, Happening what) {
    store.save(tx, release);
    timeline.append(
        tx,
        what.detail("headline", release.content().zh().headline()).changed("releases", release));
    return release;
  }

  static String required(String field, @Nullable String words, String sentence) {
    if (words == null || words.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, sentence);
    }
    return words.strip();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
