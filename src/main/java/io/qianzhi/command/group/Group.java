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
    var edit = new Edit();
    edit.state = State.ACKNOWLEDGED;
    edit.acknowledgedBy = by;
    edit.acknowledgedAt = at;
    return edit.group();
  }

  /// Other people, contact or tasks. A new lead has not signed yet.
  ///
  /// @throws Problem `group_dissolved`
  Group changed(People people, @Nullable String newContact, Text newTasks) {
    requireThere();
    var edit = new Edit();
    edit.people = people;
    edit.contact = newContact;
    edit.tasks = newTasks;
    if (!people.lead().id().equals(lead.id())) {
      edit.state = State.FORMED;
      edit.acknowledgedBy = null;
      edit.acknowledgedAt = null;
    }
    return edit.group();
  }

  /// @throws Problem `group_dissolved`
  Group dissolved(Instant at) {
    requireThere();
    var edit = new Edit();
    edit.state = State.DISSOLVED;
    edit.checkedIn = List.of();
    edit.dissolvedAt = at;
    return edit.group();
  }

  Group present(List<CheckedIn> there) {
    var edit = new Edit();
    edit.checkedIn = there;
    return edit.group();
  }

  private void requireThere() {
    if (isDissolved()) {
      throw Problem.conflict("group_dissolved", name.zh() + " is dissolved. Form it again first.");
    }
  }

  /// The parts that change, while they do.
  private final class Edit {
    private Text tasks = Group.this.tasks;
    private People people = new People(lead, deputy, members);
    private @Nullable String contact = Group.this.contact;
    private List<CheckedIn> checkedIn = Group.this.checkedIn;
    private State state = Group.this.state;
    private @Nullable PersonRef acknowledgedBy = Group.this.acknowledgedBy;
    private @Nullable Instant acknowledgedAt = Group.this.acknowledgedAt;
    private @Nullable Instant dissolvedAt = Group.this.dissolvedAt;

    private Group group() {
      return new Group(
          id,
          incidentId,
          code,
          name,
          leadRole,
          tasks,
          people.lead(),
          people.deputy(),
          people.members(),
          contact,
          checkedIn,
          state,
          formedBy,
          formedAt,
          acknowledgedBy,
          acknowledgedAt,
          dissolvedAt,
          drill,
          version + 1);
    }
  }
}
