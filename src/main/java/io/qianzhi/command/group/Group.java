package io.qianzhi.command.group;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A working group (工作组) at the scene: who leads it, who belongs to it, and what it is there for.
///
/// @param members beside lead and deputy
/// @param checkedIn who of all of them is at the scene, since when
public record Group(
    UUID id,
    UUID incidentId,
    String code,
    Text name,
    String leadRole,
    Text tasks,
    PersonRef lead,
    @Nullable PersonRef deputy,
    List<PersonRef> members,
    @Nullable String contact,
    List<CheckedIn> checkedIn,
    State state,
    PersonRef formedBy,
    Instant formedAt,
    @Nullable PersonRef acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant dissolvedAt,
    boolean drill,
    int version) {

  /// Where a group stands; a new lead signs again.
  public enum State {
    FORMED,
    ACKNOWLEDGED,
    DISSOLVED
  }

  /// Somebody of the group is at the scene.
  public record CheckedIn(PersonRef person, Instant at) {}

  /// Who belongs to it now.
  record People(PersonRef lead, @Nullable PersonRef deputy, List<PersonRef> members) {
    /// Nobody twice.
    People {
      var taken = new ArrayList<UUID>();
      taken.add(lead.id());
      if (deputy != null) {
        taken.add(deputy.id());
      }
      members = members.stream().filter(member -> !taken.contains(member.id())).toList();
    }
  }

  @JsonIgnore
  public boolean isDissolved() {
    return state == State.DISSOLVED;
  }

  /// Who answers for it.
  @JsonIgnore
  public List<PersonRef> leads() {
    return Stream.of(lead, deputy).filter(Objects::nonNull).distinct().toList();
  }

  /// Lead and deputy first.
  @JsonIgnore
  public List<PersonRef> everybody() {
    return Stream.concat(leads().stream(), members.stream()).distinct().toList();
  }

  public boolean includes(UUID personId) {
    return everybody().stream().anyMatch(person -> person.id().equals(personId));
  }

  /// @throws Problem `group_dissolved` or `not_your_group`
  Group acknowledged(PersonRef by, Instant at) {
    requireThere();
    if (leads().stream().noneMatch(one -> one.id().equals(by.id()))) {
      throw Problem.forbidden(
          "not_your_group",
          "%s is signed for by %s, its lead, or the deputy.".formatted(name.zh(), lead.name()));
    }
    return with(new People(lead, deputy, members), contact, tasks, State.ACKNOWLEDGED, by, at);
  }

  /// Other people, contact or tasks. A new lead has not signed yet.
  Group changed(People people, @Nullable String newContact, Text newTasks) {
    requireThere();
    boolean signed = people.lead().id().equals(lead.id());
    return with(
        people,
        newContact,
        newTasks,
        signed ? state : State.FORMED,
        signed ? acknowledgedBy : null,
        signed ? acknowledgedAt : null);
  }

  Group dissolved(Instant at) {
    requireThere();
    return new Group(
        id,
        incidentId,
        code,
        name,
        leadRole,
        tasks,
        lead,
        deputy,
        members,
        contact,
        List.of(),
        State.DISSOLVED,
        formedBy,
        formedAt,
        acknowledgedBy,
        acknowledgedAt,
        at,
        drill,
        version + 1);
  }

  Group present(List<CheckedIn> there) {
    return new Group(
        id,
        incidentId,
        code,
        name,
        leadRole,
        tasks,
        lead,
        deputy,
        members,
        contact,
        there,
        state,
        formedBy,
        formedAt,
        acknowledgedBy,
        acknowledgedAt,
        dissolvedAt,
        drill,
        version + 1);
  }

  private void requireThere() {
    if (isDissolved()) {
      throw Problem.conflict("group_dissolved", name.zh() + " is dissolved. Form it again first.");
    }
  }

  private Group with(
      People people,
      @Nullable String newContact,
      Text newTasks,
      State newState,
      @Nullable PersonRef signedBy,
      @Nullable Instant signedAt) {
    return new Group(
        id,
        incidentId,
        code,
        name,
        leadRole,
        newTasks,
        people.lead(),
        people.deputy(),
        people.members(),
        newContact,
        checkedIn,
        newState,
        formedBy,
        formedAt,
        signedBy,
        signedAt,
        dissolvedAt,
        drill,
        version + 1);
  }
}
