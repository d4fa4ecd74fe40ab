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

  boolean isCommandedBy(UUID personId) {
    return commander != null && commander.person().id().equals(personId);
  }

  Incident with(State newState, @Nullable Outcome newOutcome, @Nullable Instant newClosedAt) {
    return new Incident(
        id,
        number,
        drill,
        newState,
        newOutcome,
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
        newClosedAt,
        casualties,
        grade,
        gradeProposal,
        gradeOverruled,
        callCount,
        commander,
        version);
  }

  Incident with(
      @Nullable Integer newGrade, GradeProposal proposal, @Nullable GradeOverruled overruled) {
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
        newGrade,
        proposal,
        overruled,
        callCount,
        commander,
        version);
  }

  Incident with(Casualties newCasualties) {
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
        newCasualties,
        grade,
        gradeProposal,
        gradeOverruled,
        callCount,
        commander,
        version);
  }

  Incident with(Point newPoint, Whereabouts.Found found) {
    return new Incident(
        id,
        number,
        drill,
        state,
        outcome,
        typeCode,
        priority,
        description,
        newPoint,
        place,
        found.areaCode(),
        found.areas(),
        found.dutyChain(),
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

  Incident with(String newTypeCode, int newPriority, String newDescription, String newPlace) {
    return new Incident(
        id,
        number,
        drill,
        state,
        outcome,
        newTypeCode,
        newPriority,
        newDescription,
        point,
        newPlace,
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
