package io.qianzhi;

import io.qianzhi.area.Area;
import io.qianzhi.area.CityFolder;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.AssessmentService;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.CordonService;
import io.qianzhi.incident.HandOver;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.incident.NumberPurge;
import io.qianzhi.incident.Whereabouts;
import io.qianzhi.platform.json.Json;
import io.qianzhi.tracking.Roster;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.tracking.Tracking;
import io.qianzhi.unit.UnitService;
import java.util.List;

/// The layer that knows what is going on and who could help: incident, unit and tracking.
record Picture(
    Whereabouts whereabouts,
    IncidentService incidents,
    AssessmentService assessments,
    CallService calls,
    CordonService cordons,
    UnitService units,
    Roster roster,
    TrackService tracks,
    Tracking tracking) {

  static Picture of(Base base, Ground ground, Alerts alerts, Rulebook rules) {
    var database = base.database();
    var clock = base.clock();
    var people = ground.people();
    var timeline = ground.timeline();

    var city = rules.city();
    var cityCode = city.areas().city().code();
    var whereabouts =
        new Whereabouts(point -> areasAt(city, point), cityCode, people, rules.incidents());
    var types = rules.eventTypes();
    var incidents = new IncidentService(types, rules.grading(), whereabouts, timeline, clock);
    incidents.course().onClosed(alerts.notices()::withdrawIncident);
    new NumberPurge(incidents, base.deadlines(), timeline, rules.incidents(), clock);

    var handOver =
        new HandOver(
            areaRef(city.areas().city()),
            people,
            alerts.notices(),
            timeline,
            rules.incidents(),
            clock);

    var units = new UnitService(people, timeline, clock);
    var roster = new Roster(units::all);
    roster.follow(ground.feed());
    return new Picture(
        whereabouts,
        incidents,
        new AssessmentService(incidents, types, whereabouts, handOver, timeline),
        new CallService(incidents, types, rules.duplicates(), handOver, timeline, clock),
        new CordonService(incidents, timeline, clock),
        units,
        roster,
        new TrackService(database, roster),
        new Tracking(
            roster, database, base.virtualThreads(), rules.tracking(), clock, base.metrics()));
  }

  private static List<Incident.AreaRef> areasAt(CityFolder city, Point point) {
    return city.areas().chainAt(point).stream().map(Picture::areaRef).toList();
  }

  private static Incident.AreaRef areaRef(Area area) {
    return new Incident.AreaRef(area.code(), area.name(), Json.word(area.level()));
  }
}
