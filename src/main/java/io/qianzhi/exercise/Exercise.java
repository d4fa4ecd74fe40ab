package io.qianzhi.exercise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An exercise (演练): one incident of the world of exercises, with who takes part in person and, at
/// its end, how it went.
///
/// @param players who takes part in person; all others are simulated
/// @param injected what the scenario has brought so far
/// @param endedBy null = it runs, or ended with its incident
/// @param score null while it runs
public record Exercise(
    UUID id,
    UUID incidentId,
    String incidentNumber,
    String place,
    boolean drill,
    String scenarioCode,
    int scenarioVersion,
    Text title,
    State state,
    List<PersonRef> players,
    PersonRef startedBy,
    Instant startedAt,
    Instant plannedEndAt,
    List<Inject> injected,
    @Nullable PersonRef endedBy,
    @Nullable Instant endedAt,
    @Nullable Score score,
    int version,
    @JsonIgnore String areaCode,
    @JsonIgnore Scenario scenario) {

  /// Whether it still runs.
  public enum State {
    RUNNING,
    ENDED
  }

  /// @param place as its incident says
  static Exercise of(
      UUID id,
      UUID incidentId,
      String incidentNumber,
      String place,
      String areaCode,
      Scenario scenario,
      State state,
      List<PersonRef> players,
      PersonRef startedBy,
      Instant startedAt,
      List<Inject> injected,
      @Nullable PersonRef endedBy,
      @Nullable Instant endedAt,
      @Nullable Score score,
      int version) {
    return new Exercise(
        id,
        incidentId,
        incidentNumber,
        place,
        true,
        scenario.code(),
        scenario.version(),
        scenario.title(),
        state,
        players,
        startedBy,
        startedAt,
        startedAt.plus(Duration.ofMinutes(scenario.minutes())),
        injected,
        endedBy,
        endedAt,
        score,
        version,
        areaCode,
        scenario);
  }

  @JsonIgnore
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  public boolean isPlayedBy(UUID personId) {
    return players.stream().anyMatch(player -> player.id().equals(personId));
  }

  /// @throws Problem `exercise_over`
  void requireRunning() {
    if (!isRunning()) {
      throw Problem.conflict("exercise_over", "This exercise has ended.");
    }
  }

  /// Something it brings has come.
  Exercise brought(List<Inject> soFar) {
    return with(state, soFar, endedBy, endedAt, score);
  }

  /// @param by null = it ended with its incident
  Exercise ended(@Nullable PersonRef by, Instant at, Score howItWent) {
    requireRunning();
    return with(State.ENDED, injected, by, at, howItWent);
  }

  private Exercise with(
      State newState,
      List<Inject> newInjected,
      @Nullable PersonRef newEndedBy,
      @Nullable Instant newEndedAt,
      @Nullable Score newScore) {
    return of(
        id,
        incidentId,
        incidentNumber,
        place,
        areaCode,
        scenario,
        newState,
        players,
        startedBy,
        startedAt,
        newInjected,
        newEndedBy,
        newEndedAt,
        newScore,
        version + 1);
  }
}
