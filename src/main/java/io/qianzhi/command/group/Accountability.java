package io.qianzhi.command.group;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is at the scene at this moment (人员清点).
///
/// @param headcount crews by their size, and everybody else who is checked in
public record Accountability(
    Instant at, int headcount, List<UnitThere> units, List<PersonThere> people) {

  /// A unit on scene with its crew.
  public record UnitThere(
      UUID unitId,
      String callSign,
      String service,
      int crewSize,
      List<PersonRef> crew,
      Instant since) {}

  /// Somebody who checked in.
  ///
  /// @param unitId counted with this crew
  public record PersonThere(
      PersonRef person, Instant since, @Nullable UUID groupId, @Nullable UUID unitId) {}
}
