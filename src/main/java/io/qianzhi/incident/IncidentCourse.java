package io.qianzhi.incident;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// How an incident goes on: under control, closed, opened again. Every decision is made under the
/// lock of its row.
public final class IncidentCourse {
  private final IncidentService incidents;
  private final Timeline timeline;
  private final InstantSource clock;
  private final List<ClosingRule> closingRules = new ArrayList<>();
  private final List<ClosedListener> closedListeners = new ArrayList<>();

  /// Says why an incident cannot be closed yet.
  @FunctionalInterface
  public interface ClosingRule {
    /// @throws Problem what has to be done first
    void check(Tx tx, Incident incident);
  }

  /// Hears of an incident that is over, in its transaction and after its event.
  @FunctionalInterface
  public interface ClosedListener {
    void closed(Tx tx, UUID incidentId);
  }

  IncidentCourse(IncidentService incidents, Timeline timeline, InstantSource clock) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.clock = clock;
  }

  /// Asks before an incident is closed, however it comes to that.
  public void beforeClosing(ClosingRule rule) {
    closingRules.add(rule);
  }

  public void onClosed(ClosedListener listener) {
    closedListeners.add(listener);
  }

  /// @param outcome how it ended, when it is closed
  /// @throws Problem `stale_version`, `units_assigned` or what a rule says
  Incident setState(
      Tx tx,
      UUID id,
      Incident.State state,
      Incident.@Nullable Outcome outcome,
      @Nullable String note,
      int version,
      Actor actor,
      BiPredicate<Tx, UUID> unitsAssigned) {
    var old = incidents.lock(tx, id, actor);
    IncidentService.requireVersion(old, version);
    if (state == Incident.State.CLOSED && outcome == null) {
      throw Problem.invalidField("outcome", FieldRule.MISSING, "Say how it ended.");
    }
    if (state == Incident.State.CLOSED && unitsAssigned.test(tx, id)) {
      throw Problem.conflict(
              "units_assigned", "Units are still on this incident. Clear or cancel them first.")
          .with("incident", old.number());
    }
    if (old.state() == state) {
      return old;
    }
    return setState(tx, old, state, outcome, note, actor);
  }

  /// For those who have seen to it that nothing of it goes on.
  public void close(Tx tx, UUID id, Incident.Outcome outcome, Actor actor) {
    close(tx, incidents.lock(tx, id, actor), outcome, null, actor);
  }

  /// As the other; the incident is locked.
  void close(Tx tx, Incident open, Incident.Outcome outcome, @Nullable String note, Actor actor) {
    setState(tx, open, Incident.State.CLOSED, outcome, note, actor);
  }

  private Incident setState(
      Tx tx,
      Incident old,
      Incident.State state,
      Incident.@Nullable Outcome outcome,
      @Nullable String note,
      Actor actor) {
    boolean closed = state == Incident.State.CLOSED;
    if (closed) {
      closingRules.forEach(rule -> rule.check(tx, old));
    }
    var saved =
        incidents.save(
            tx, old.now(state, closed ? outcome : null, closed ? clock.instant() : null));
    timeline.append(
        tx,
        happening(saved, "incident.state_changed")
            .by(actor)
            .detail("state", state)
            .detail("outcome", closed ? outcome : null)
            .detail("note", note)
            .changed("incidents", saved));
    if (closed) {
      closedListeners.forEach(listener -> listener.closed(tx, saved.id()));
    }
    return saved;
  }
}
