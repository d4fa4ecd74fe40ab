package io.qianzhi.incident;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Closed-off areas: drawn around incidents, and lifted by people.
public final class CordonService {
  private final CordonStore store = new CordonStore();
  private final IncidentService incidents;
  private final Timeline timeline;
  private final InstantSource clock;

  public CordonService(IncidentService incidents, Timeline timeline, InstantSource clock) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Closes an area around an incident that the caller has locked.
  ///
  /// @param windFromDegrees where the wind comes from, for a sector; null = unknown
  public Cordon draw(
      Tx tx,
      Incident incident,
      Text name,
      int radiusMeters,
      @Nullable Integer spreadDegrees,
      @Nullable Double windFromDegrees,
      @Nullable Actor actor) {
    var cordon = Cordon.around(incident, name, radiusMeters, spreadDegrees, windFromDegrees, now());
    store.insert(tx, cordon);
    timeline.append(
        tx,
        IncidentService.happening(incident, "cordon.drawn")
            .by(actor)
            .detail("name", name)
            .detail("radiusMeters", radiusMeters)
            .changed("cordons", cordon));
    return cordon;
  }

  /// People may go in again.
  Cordon lift(Tx tx, UUID id, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("cordon", id));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, false, () -> Problem.notFound("cordon", id));
    var cordon = store.find(tx, id).orElseThrow();
    if (cordon.isLifted()) {
      return cordon;
    }
    var lifted = cordon.lifted(now());
    store.lift(tx, lifted);
    timeline.append(
        tx,
        IncidentService.happening(incident, "cordon.lifted")
            .by(actor)
            .detail("name", lifted.name())
            .changed("cordons", lifted));
    return lifted;
  }

  /// Those that stand.
  public List<Cordon> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.standing(tx, incidentIds);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
