package io.qianzhi.exercise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.Casualties;
import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be exercised, with everything the file says about it resolved; an exercise keeps the
/// one it started with.
///
/// @param version of the file
/// @param description what the caller says
/// @param minutes how long it is meant to take
/// @param evidence what simulated people answer for a step, by its code
public record Scenario(
    String code,
    int version,
    Text title,
    String typeCode,
    String place,
    Point point,
    String description,
    int priority,
    Casualties casualties,
    int minutes,
    List<Planned> injects,
    Map<String, String> evidence,
    List<Standard> standards) {

  /// Something the scenario brings while it runs.
  ///
  /// @param casualties what the numbers are then; null = they stay
  public record Planned(
      int afterMinutes, Inject.Kind kind, String text, @Nullable Casualties casualties) {}

  /// As somebody who chooses sees it: what will come is not told.
  record Choice(
      String code,
      Text title,
      String typeCode,
      String place,
      Point point,
      String description,
      Casualties casualties,
      int minutes,
      int injects,
      List<Weighted> standards) {}

  /// A standard with its points.
  record Weighted(String id, Standard.Group group, Text name, int weight) {}

  @JsonIgnore
  Choice choice() {
    return new Choice(
        code,
        title,
        typeCode,
        place,
        point,
        description,
        casualties,
        minutes,
        injects.size(),
        standards.stream()
            .map(one -> new Weighted(one.id(), one.group(), one.name(), one.weight()))
            .toList());
  }

  /// The same somewhere else.
  Scenario at(Point otherPoint, String otherPlace) {
    return new Scenario(
        code,
        version,
        title,
        typeCode,
        otherPlace,
        otherPoint,
        description,
        priority,
        casualties,
        minutes,
        injects,
        evidence,
        standards);
  }
}
