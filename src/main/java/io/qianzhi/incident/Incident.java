package io.qianzhi.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened to people or the city and is being dealt with.
///
/// @param number for people to say, `yyyymmdd-nnnn` by the day in Asia/Shanghai
/// @param priority 1 life at risk now … 4 not urgent
/// @param areaCode the deepest area of the point
/// @param areas its chain, city first; empty outside the city
/// @param knownAt when somebody on duty first knew; the clocks of reports start here
/// @param grade 1 Ⅰ特别重大 … 4 Ⅳ一般 (突发事件应对法 第三条), null where not graded
public record Incident(
    UUID id,
    String number,
    boolean drill,
    State state,
    @Nullable Outcome outcome,
    String typeCode,
    int priority,
    String description,
    Point point,
    String place,
    @JsonIgnore String areaCode,
    List<AreaRef> areas,
    List<DutyOfficer> dutyChain,
    Instant knownAt,
    Instant receivedAt,
    @Nullable Instant closedAt,
    Casualties casualties,
    @Nullable Integer grade,
    GradeProposal gradeProposal,
    @Nullable GradeOverruled gradeOverruled,
    int callCount,
    @Nullable Commander commander,
    int version) {

  /// Where an incident stands. A controlled one can flare up; a closed one can be opened again.
  public enum State {
    OPEN,
    CONTROLLED,
    CLOSED
  }

  /// How it ended.
  public enum Outcome {
    RESOLVED,
    DUPLICATE,
    FALSE_ALARM,
    TRANSFERRED
  }

  /// One level of the area chain.
  public record AreaRef(String code, String name, String level) {}

  /// Who answers for a level of the area chain.
  public record DutyOfficer(String areaCode, PersonRef person, String duty) {}

  /// The grade the rules find in the numbers, with the rule and its legal basis.
  public record GradeProposal(
      @Nullable Integer grade,
      String family,
      @Nullable String rule,
      Text reason,
      @Nullable String basis) {}

  /// Somebody knows better than the rules.
  public record GradeOverruled(String reason, PersonRef by) {}

  /// Who is in command, since when.
  public record Commander(PersonRef person, Instant since) {}

  @JsonIgnore
  public boolean isOpen() {
    return state != State.CLOSED;
  }

  public boolean isCommandedBy(UUID personId) {
    return commander != null && commander.person().id().equals(personId);
  }

  Incident now(State newState, @Nullable Outcome newOutcome, @Nullable Instant newClosedAt) {
    var edit = new Edit();
    edit.state = newState;
    edit.outcome = newOutcome;
    edit.closedAt = newClosedAt;
    return edit.incident();
  }

  Incident described(String newTypeCode, int newPriority, String newDescription, String newPlace) {
    var edit = new Edit();
    edit.typeCode = newTypeCode;
    edit.priority = newPriority;
    edit.description = newDescription;
    edit.place = newPlace;
    return edit.incident();
  }

  /// It is elsewhere, and others answer for it.
  Incident moved(Point newPoint, Whereabouts.Found found) {
    var edit = new Edit();
    edit.point = newPoint;
    edit.areaCode = found.areaCode();
    edit.areas = found.areas();
    edit.dutyChain = found.dutyChain();
    return edit.incident();
  }

  Incident counted(Casualties newCasualties) {
    var edit = new Edit();
    edit.casualties = newCasualties;
    return edit.incident();
  }

  /// The proposal follows the numbers; so does the grade unless somebody overruled it.
  Incident proposed(GradeProposal newProposal) {
    var edit = new Edit();
    edit.gradeProposal = newProposal;
    edit.grade = gradeOverruled == null ? newProposal.grade() : grade;
    return edit.incident();
  }

  /// @param overruled null where it is the grade that the rules propose
  Incident graded(@Nullable Integer newGrade, @Nullable GradeOverruled overruled) {
    var edit = new Edit();
    edit.grade = newGrade;
    edit.gradeOverruled = overruled;
    return edit.incident();
  }

  /// The parts that change, while they do.
  private final class Edit {
    private State state = Incident.this.state;
    private @Nullable Outcome outcome = Incident.this.outcome;
    private String typeCode = Incident.this.typeCode;
    private int priority = Incident.this.priority;
    private String description = Incident.this.description;
    private Point point = Incident.this.point;
    private String place = Incident.this.place;
    private String areaCode = Incident.this.areaCode;
    private List<AreaRef> areas = Incident.this.areas;
    private List<DutyOfficer> dutyChain = Incident.this.dutyChain;
    private @Nullable Instant closedAt = Incident.this.closedAt;
    private Casualties casualties = Incident.this.casualties;
    private @Nullable Integer grade = Incident.this.grade;
    private GradeProposal gradeProposal = Incident.this.gradeProposal;
    private @Nullable GradeOverruled gradeOverruled = Incident.this.gradeOverruled;

    Incident incident() {
      return new Incident(
          id,
          number,
          drill,
          state,
          outcome,
          typeCode,
          priority,
          description,
          point,
          place,
          areaCode,
          areas,
          dutyChain,
          knownAt,
          receivedAt,
          closedAt,
          casualties,
          grade,
          gradeProposal,
          gradeOverruled,
          callCount,
          commander,
          version);
    }
  }
}
