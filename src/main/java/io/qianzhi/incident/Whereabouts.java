package io.qianzhi.incident;

import io.qianzhi.geo.Point;
import io.qianzhi.identity.People;
import io.qianzhi.platform.db.Tx;
import java.util.List;
import java.util.function.Function;

/// Finds the area chain of a point and who answers for each level of it.
public final class Whereabouts {
  private final Function<Point, List<Incident.AreaRef>> areasAt;
  private final String cityCode;
  private final People people;
  private final List<String> duties;

  /// What is where.
  ///
  /// @param areaCode the deepest area; the city's own outside all areas
  public record Found(
      String areaCode, List<Incident.AreaRef> areas, List<Incident.DutyOfficer> dutyChain) {}

  /// @param areasAt the chain of areas that contain a point, city first
  public Whereabouts(
      Function<Point, List<Incident.AreaRef>> areasAt,
      String cityCode,
      People people,
      IncidentRules rules) {
    this.areasAt = areasAt;
    this.cityCode = cityCode;
    this.people = people;
    this.duties = rules.dutyChain();
  }

  public Found at(Tx tx, Point point, boolean drill) {
    var areas = areasAt.apply(point);
    var code = areas.isEmpty() ? cityCode : areas.getLast().code();
    var codes = areas.stream().map(Incident.AreaRef::code).toList();
    var chain =
        people.onChain(tx, duties, codes, drill).stream()
            .map(
                person ->
                    new Incident.DutyOfficer(
                        person.areaCode(),
                        person.ref(),
                        person.duties().stream()
                            .filter(duties::contains)
                            .findFirst()
                            .orElseThrow()))
            .toList();
    return new Found(code, areas, chain);
  }
}
