package io.qianzhi.dispatch;

import io.qianzhi.area.AreaCode;
import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.geo.RoadNetwork;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.tracking.Fix;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says which units should go, ranked by road travel time from where they are now.
public final class Recommender {
  /// So many make the next one as fast as all later ones.
  private static final int REHEARSALS = 12;

  private final RunCards runCards;
  private final DispatchRules rules;
  private final UnitService units;
  private final TrackService tracks;
  private final RoadNetwork roads;
  private final InstantSource clock;

  public Recommender(
      RunCards runCards,
      DispatchRules rules,
      UnitService units,
      TrackService tracks,
      RoadNetwork roads,
      InstantSource clock) {
    this.runCards = runCards;
    this.rules = rules;
    this.units = units;
    this.tracks = tracks;
    this.roads = roads;
    this.clock = clock;
  }

  /// What the incident's run card still needs beside those who are on it.
  Recommendation recommend(Tx tx, Incident incident, List<Unit> onIt, Actor actor) {
    long start = System.nanoTime();
    var available =
        units.inArea(tx, actor.areaCode(), incident.drill()).stream()
            .filter(unit -> unit.availability() == Unit.Availability.AVAILABLE)
            .toList();
    var options = options(tx, incident.point(), available);
    var card = Ranking.without(runCards.find(incident.typeCode(), incident.grade()), onIt);
    var lines = Ranking.fill(card, options, rules.alternatives());
    double millis = (System.nanoTime() - start) / 1e6;
    return new Recommendation(
        new Recommendation.Card(card.id(), card.name(), runCards.version()),
        lines,
        Math.round(millis * 10) / 10.0);
  }

  /// What a named card still needs beside those who are on the incident, filled with free units of
  /// the whole city.
  List<Recommendation.Line> fill(Tx tx, Incident incident, String cardId, List<Unit> onIt) {
    var city = AreaCode.chain(incident.areaCode()).getFirst();
    var available =
        units.inArea(tx, city, incident.drill()).stream()
            .filter(unit -> unit.availability() == Unit.Availability.AVAILABLE)
            .toList();
    var card = Ranking.without(runCards.named(cardId), onIt);
    return Ranking.fill(card, options(tx, incident.point(), available), 0);
  }

  /// Does a recommendation's whole work, for real places among real units, and tells nobody: when
  /// the first operator asks, code is compiled and data at hand. Writes nothing.
  ///
  /// @param center where to begin, and all there is in a city without stations
  void rehearse(Tx tx, String areaCode, boolean drill, Point center) {
    for (int round = 0; round < REHEARSALS; round++) {
      var all = units.inArea(tx, areaCode, drill);
      var places =
          Stream.concat(Stream.of(center), all.stream().map(Unit::stationPoint))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      var place = places.get(round % places.size());
      var options = options(tx, place, all);
      for (var card : runCards.all()) {
        Ranking.fill(card, options, rules.alternatives());
      }
      roads.route(center, place);
    }
  }

  /// Each unit with its way to the point; one without position starts from its station, one without
  /// either is left out.
  List<Ranking.Option> options(Tx tx, Point destination, List<Unit> candidates) {
    Map<UUID, Fix> fixes = tracks.latest(tx, candidates.stream().map(Unit::id).toList());
    var placed =
        candidates.stream().filter(unit -> origin(unit, fixes.get(unit.id())) != null).toList();
    var origins =
        placed.stream()
            .map(unit -> Objects.requireNonNull(origin(unit, fixes.get(unit.id()))))
            .toList();
    var ways = roads.travelTimes(destination, origins);
    var options = new ArrayList<Ranking.Option>(placed.size());
    for (int i = 0; i < placed.size(); i++) {
      var fix = fixes.get(placed.get(i).id());
      Long age =
          fix == null
              ? null
              : Long.valueOf(
                  Math.max(0, Duration.between(fix.fixAt(), clock.instant()).toSeconds()));
      options.add(
          new Ranking.Option(
              placed.get(i),
              age,
              age != null && age > rules.positionStaleSeconds(),
              ways.get(i),
              Distance.meters(origins.get(i), destination)));
    }
    return options;
  }

  private static @Nullable Point origin(Unit unit, @Nullable Fix fix) {
    return fix == null ? unit.stationPoint() : fix.point();
  }

  RoadNetwork roads() {
    return roads;
  }
}
