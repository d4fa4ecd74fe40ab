package io.qianzhi.command.release;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Until when the public must be told. It starts when the incident was known; no edit moves it, and
/// late stays late.
///
/// @param releaseId the release that met it
/// @param note where the press conference was held and what was said
public record ReleaseClock(
    UUID id,
    UUID incidentId,
    boolean drill,
    Kind kind,
    Text name,
    String basis,
    Instant startsAt,
    Instant dueAt,
    State state,
    boolean late,
    @Nullable Instant metAt,
    @Nullable UUID releaseId,
    @Nullable String note,
    int version) {

  /// What is owed.
  public enum Kind {
    FIRST_RELEASE,
    PRESS_CONFERENCE
  }

  /// Whether it is still owed.
  public enum State {
    RUNNING,
    MET,
    NOT_OWED
  }

  /// @param now a clock that starts after its end is late at once
  static ReleaseClock started(Incident incident, ReleaseRules.ClockRule rule, Instant now) {
    var dueAt = incident.knownAt().plus(rule.within());
    return new ReleaseClock(
        UUID.randomUUID(),
        incident.id(),
        incident.drill(),
        rule.kind(),
        rule.name(),
        rule.basis(),
        incident.knownAt(),
        dueAt,
        State.RUNNING,
        now.isAfter(dueAt),
        null,
        null,
        null,
        1);
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  ReleaseClock nowLate() {
    return with(state, true, metAt, releaseId, note);
  }

  ReleaseClock met(Instant at, @Nullable UUID release, @Nullable String newNote) {
    return with(State.MET, late || at.isAfter(dueAt), at, release, newNote);
  }

  ReleaseClock notOwed() {
    return with(State.NOT_OWED, late, metAt, releaseId, note);
  }

  ReleaseClock owedAgain(Instant now) {
    return with(State.RUNNING, late || now.isAfter(dueAt), metAt, releaseId, note);
  }

  private ReleaseClock with(
      State newState,
      boolean newLate,
      @Nullable Instant newMetAt,
      @Nullable UUID newReleaseId,
      @Nullable String newNote) {
    return new ReleaseClock(
        id,
        incidentId,
        drill,
        kind,
        name,
        basis,
        startsAt,
        dueAt,
        newState,
        newLate,
        newMetAt,
        newReleaseId,
        newNote,
        version + 1);
  }
}
