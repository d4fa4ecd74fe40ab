package io.qianzhi.command;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is at the scene: the one answer for the board, the counting, the briefing sheet and the
/// withdrawal signal.
///
/// A crew is there while its unit is on scene, by its size; whoever of it has checked out is not.
/// Everybody else is there from checking in until checking out.
public final class OnScene {
  private final SceneStore store = new SceneStore();
  private final AssignmentService assignments;
  private final UnitService units;

  /// Those of a unit who are at the scene.
  ///
  /// @param size all of them, also those who are not known by name
  /// @param people those who are
  public record Crew(Unit unit, Instant since, int size, List<PersonRef> people) {
    private boolean includes(UUID personId) {
      return unit.crew().stream().anyMatch(person -> person.id().equals(personId));
    }
  }

  /// Somebody who checked in.
  ///
  /// @param unitId counted with this crew
  public record CheckedIn(CheckIn checkIn, @Nullable UUID unitId) {
    public PersonRef person() {
      return checkIn.person();
    }
  }

  /// Everybody who is at the scene at one moment.
  public record Presence(List<Crew> crews, List<CheckedIn> checkedIn) {
    /// How many there are, nobody twice.
    public int headcount() {
      return crews.stream().mapToInt(Crew::size).sum() + besideCrews().size();
    }

    /// Who is there beside the crews.
    public List<CheckedIn> besideCrews() {
      return checkedIn.stream().filter(one -> one.unitId() == null).toList();
    }

    /// Everybody who is known by name, crews first, nobody twice.
    public List<PersonRef> people() {
      Map<UUID, PersonRef> all = new LinkedHashMap<>();
      crews.forEach(crew -> crew.people().forEach(person -> all.put(person.id(), person)));
      checkedIn.forEach(one -> all.putIfAbsent(one.person().id(), one.person()));
      return List.copyOf(all.values());
    }

    public boolean includes(UUID personId) {
      return people().stream().anyMatch(person -> person.id().equals(personId));
    }
  }

  public OnScene(AssignmentService assignments, UnitService units) {
    this.assignments = assignments;
    this.units = units;
  }

  public Presence now(Tx tx, UUID incidentId) {
    var latest = new LinkedHashMap<UUID, CheckIn>();
    store
        .checkInsOf(tx, List.of(incidentId))
        .forEach(checkIn -> latest.put(checkIn.person().id(), checkIn));
    var crews = crews(tx, incidentId, latest);
    return new Presence(
        crews,
        latest.values().stream()
            .filter(CheckIn::holds)
            .map(checkIn -> new CheckedIn(checkIn, unitOf(crews, checkIn.person().id())))
            .toList());
  }

  private List<Crew> crews(Tx tx, UUID incidentId, Map<UUID, CheckIn> latest) {
    var arrived =
        assignments.ofIncidents(tx, List.of(incidentId)).stream()
            .filter(assignment -> assignment.state() == Assignment.State.ON_SCENE)
            .collect(
                Collectors.toMap(Assignment::unitId, Function.<Assignment>identity(), (a, b) -> b));
    var crews = new ArrayList<Crew>();
    for (var unit : units.byIds(tx, arrived.keySet())) {
      var since = since(Objects.requireNonNull(arrived.get(unit.id())));
      var there =
          unit.crew().stream().filter(person -> !hasLeft(latest.get(person.id()), since)).toList();
      int left = unit.crew().size() - there.size();
      crews.add(new Crew(unit, since, Math.max(there.size(), unit.crewSize() - left), there));
    }
    return crews;
  }

  private static boolean hasLeft(@Nullable CheckIn latest, Instant since) {
    var leftAt = latest == null ? null : latest.leftAt();
    return leftAt != null && !leftAt.isBefore(since);
  }

  private static @Nullable UUID unitOf(List<Crew> crews, UUID personId) {
    return crews.stream()
        .filter(crew -> crew.includes(personId))
        .map(crew -> crew.unit().id())
        .findFirst()
        .orElse(null);
  }

  private static Instant since(Assignment assignment) {
    return Objects.requireNonNull(
        assignment.times().get(Json.word(Assignment.State.ON_SCENE)), "on scene");
  }
}
