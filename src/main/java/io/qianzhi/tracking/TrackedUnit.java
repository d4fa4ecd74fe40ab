package io.qianzhi.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// What tracking needs to know of a unit.
///
/// @param number the unit's number in position frames
/// @param crew the people on duty with it: their devices tell where it is
/// @param version the unit's version this was read from
public record TrackedUnit(
    UUID id,
    int number,
    String areaCode,
    boolean drill,
    boolean onDuty,
    Set<UUID> crew,
    int version) {

  /// Reads a unit as the contract shows it.
  static TrackedUnit of(JsonNode unit) {
    var crew = new HashSet<UUID>();
    unit.path("crew").forEach(person -> crew.add(UUID.fromString(person.path("id").asText())));
    return new TrackedUnit(
        UUID.fromString(unit.path("id").asText()),
        unit.path("number").asInt(),
        unit.path("areaCode").asText(),
        unit.path("drill").asBoolean(),
        unit.path("duty").asText().equals("on_duty"),
        Set.copyOf(crew),
        unit.path("version").asInt());
  }
}
