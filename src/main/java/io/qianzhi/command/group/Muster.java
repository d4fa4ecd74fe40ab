package io.qianzhi.command.group;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One round of counting everybody at the scene (人员清点, PAR). Missing is who answers with too few,
/// or not in time.
///
/// @param number counts the rounds of the incident
public record Muster(
    UUID id,
    UUID incidentId,
    int number,
    State state,
    @Nullable String reason,
    PersonRef calledBy,
    Instant calledAt,
    Instant dueAt,
    int expected,
    int counted,
    List<Entry> entries,
    boolean drill,
    int version) {

  /// Where a round stands. One that is incomplete can still become complete.
  public enum State {
    RUNNING,
    COMPLETE,
    INCOMPLETE,
    REPLACED,
    /// The incident was closed while it ran.
    ENDED
  }

  /// One unit, group or person that must answer.
  ///
  /// @param id the unit's, group's or person's
  /// @param late answered after the time
  public record Entry(
      UUID id,
      Kind kind,
      String name,
      List<PersonRef> answerers,
      int expected,
      Count state,
      @Nullable Integer count,
      @Nullable String note,
      @Nullable PersonRef answeredBy,
      @Nullable Instant answeredAt,
      boolean late) {

    /// What is counted together.
    public enum Kind {
      UNIT,
      GROUP,
      PERSON
    }

    /// Whether all of it are there; who has left the scene meanwhile is not counted.
    public enum Count {
      WAITING,
      PRESENT,
      MISSING,
      LEFT
    }

    static Entry waiting(UUID id, Kind kind, String name, List<PersonRef> answerers, int expected) {
      return new Entry(
          id, kind, name, answerers, expected, Count.WAITING, null, null, null, null, false);
    }

    private Entry answered(
        int there, @Nullable String words, PersonRef by, Instant at, boolean tooLate) {
      var found = there >= expected ? Count.PRESENT : Count.MISSING;
      return new Entry(id, kind, name, answerers, expected, found, there, words, by, at, tooLate);
    }

    private Entry silent() {
      return state == Count.WAITING
          ? new Entry(
              id, kind, name, answerers, expected, Count.MISSING, null, null, null, null, false)
          : this;
    }

    /// @param there how many of it are at the scene now
    private Entry fewer(int there) {
      if (state != Count.WAITING || there >= expected) {
        return this;
      }
      var now = there == 0 ? Count.LEFT : Count.WAITING;
      return new Entry(id, kind, name, answerers, there, now, null, null, null, null, false);
    }

    boolean mayAnswer(UUID personId) {
      return answerers.stream().anyMatch(person -> person.id().equals(personId));
    }
  }

  static Muster called(
      UUID incidentId,
      int number,
      @Nullable String reason,
      PersonRef by,
      Instant at,
      Instant dueAt,
      List<Entry> entries,
      boolean drill) {
    return new Muster(
        UUID.randomUUID(),
        incidentId,
        number,
        State.RUNNING,
        reason,
        by,
        at,
        dueAt,
        expected(entries),
        0,
        entries,
        drill,
        1);
  }

  /// @throws Problem 404 when the round does not count this
  Entry entry(UUID entryId) {
    return entries.stream()
        .filter(entry -> entry.id().equals(entryId))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("muster entry", entryId));
  }

  /// @throws Problem `muster_replaced` or `muster_ended`
  Muster answered(UUID entryId, int there, @Nullable String words, PersonRef by, Instant at) {
    if (state == State.REPLACED) {
      throw Problem.conflict("muster_replaced", "A newer round was called. Answer that one.");
    }
    if (state == State.ENDED) {
      throw Problem.conflict("muster_ended", "The incident is closed; nobody is counted any more.");
    }
    entry(entryId);
    boolean tooLate = at.isAfter(dueAt);
    return with(
        entries.stream()
            .map(
                entry ->
                    entry.id().equals(entryId)
                        ? entry.answered(there, words, by, at, tooLate)
                        : entry)
            .toList());
  }

  /// The time is over: who has not answered is missing.
  Muster timeOver() {
    return with(entries.stream().map(Entry::silent).toList());
  }

  /// Some have left the scene before they answered: they are not waited for.
  ///
  /// @param there how many of each entry are at the scene now
  Muster fewer(Map<UUID, Integer> there) {
    return with(
        entries.stream().map(entry -> entry.fewer(there.getOrDefault(entry.id(), 0))).toList());
  }

  Muster replaced() {
    return with(State.REPLACED, entries);
  }

  Muster ended() {
    return with(State.ENDED, entries);
  }

  List<Entry> missing() {
    return entries.stream().filter(entry -> entry.state() == Entry.Count.MISSING).toList();
  }

  private static int expected(List<Entry> entries) {
    return entries.stream().mapToInt(Entry::expected).sum();
  }

  private Muster with(List<Entry> now) {
    if (now.stream().anyMatch(entry -> entry.state() == Entry.Count.WAITING)) {
      return with(State.RUNNING, now);
    }
    boolean all = now.stream().noneMatch(entry -> entry.state() == Entry.Count.MISSING);
    return with(all ? State.COMPLETE : State.INCOMPLETE, now);
  }

  private Muster with(State newState, List<Entry> now) {
    return new Muster(
        id,
        incidentId,
        number,
        newState,
        reason,
        calledBy,
        calledAt,
        dueAt,
        expected(now),
        now.stream().mapToInt(entry -> entry.count() == null ? 0 : entry.count()).sum(),
        now,
        drill,
        version + 1);
  }
}
