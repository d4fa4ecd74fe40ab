package io.qianzhi.drill;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.drill.CrewSchedule.Next;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.TimelineEvent;
import io.qianzhi.tracking.ReportedFix;
import io.qianzhi.unit.Unit;
import io.qianzhi.unit.UnitService;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays the crews of all drill units that nobody real is on duty with, and the callers.
///
/// One event loop looks once a second at what each crew has to do by now. Nothing is kept: it
/// follows from the unit, its assignment and the clock, so that a restart goes on where it was.
public final class Simulation extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);
  private static final long TICK_MILLIS = 1_000;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final DrillParts parts;
  private final DrillRules rules;
  private final CrewSchedule schedule;
  private final Random random;
  private final Streets streets;
  private final Map<UUID, Crew> crews = new LinkedHashMap<>();

  private @Nullable CrewRoom crewRoom;
  private @Nullable Callers callers;
  private boolean looking;
  private boolean outdated;
  private boolean manning;
  private volatile boolean stopped;

  /// What a start begins with.
  private record Muster(
      Cast cast, CrewRoom room, CrewRoom.Situation situation, Map<UUID, Point> lastSeen) {}

  public Simulation(DrillParts parts, DrillRules rules) {
    this.parts = parts;
    this.rules = rules;
    this.schedule = new CrewSchedule(rules.crews());
    this.random = new Random(parts.clock().millis());
    this.streets = new Streets(parts.map(), random);
  }

  @Override
  public Future<?> start() {
    parts.feed().subscribe(this::follow);
    return parts
        .virtualThreads()
        .run(this::muster)
        .onSuccess(
            muster -> {
              crewRoom = muster.room;
              take(muster.situation, muster.lastSeen);
              if (rules.drill().callers()) {
                callers = new Callers(parts, rules, streets, random, muster.cast.desk());
              }
              vertx.setPeriodic(TICK_MILLIS, tick -> tick());
            });
  }

  private Muster muster() {
    var city = parts.city().areas().city().code();
    var cast = parts.database().inTransaction(tx -> Cast.find(tx, parts.people(), city));
    var room = new CrewRoom(parts, cast);
    var free = room.look().units().stream().filter(UnitService::isUnmanned).map(Unit::id).toList();
    room.man(free);
    var situation = room.look();
    return new Muster(
        cast, room, situation, room.lastSeen(situation.units().stream().map(Unit::id).toList()));
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /// On a virtual thread: what touches units or assignments of the drill is looked at again.
  private void follow(List<TimelineEvent> page) {
    boolean touched =
        page.stream()
            .anyMatch(
                event ->
                    event.drill()
                        && (event.entities().contains("\"units\"")
                            || event.entities().contains("\"assignments\"")
                            || event.kind().equals("incident.updated")));
    if (touched && !stopped) {
      context.runOnContext(heard -> look());
    }
  }

  private void look() {
    outdated = true;
    if (looking || crewRoom == null) {
      return;
    }
    looking = true;
    outdated = false;
    run(crewRoom::look)
        .onComplete(
            read -> {
              looking = false;
              if (read.succeeded()) {
                take(read.result(), Map.of());
              } else {
                outdated = true;
                complain("cannot look at the units", read.cause());
              }
            });
  }

  private void take(CrewRoom.Situation situation, Map<UUID, Point> lastSeen) {
    var now = parts.clock().instant();
    for (Unit unit : situation.units()) {
      var crew = crews.computeIfAbsent(unit.id(), id -> newCrew(unit, lastSeen.get(id), now));
      var assignment = situation.assignments().get(unit.id());
      var scene = assignment == null ? null : situation.scenes().get(assignment.incidentId());
      crew.learn(unit, assignment, scene);
      if (!crew.isPlayed()) {
        crew.halt(now);
      }
    }
  }

  private Crew newCrew(Unit unit, @Nullable Point lastSeen, Instant now) {
    var home = home(unit);
    var crew =
        new Crew(
            unit,
            home,
            lastSeen == null ? home : lastSeen,
            rules.patrol().services().contains(unit.service()));
    // Not all patrols set out in the same second.
    crew.restsUntil =
        now.plusMillis((long) (random.nextDouble() * rules.patrol().rest().to() * 1_000));
    return crew;
  }

  private Point home(Unit unit) {
    var station = unit.stationPoint();
    return station != null
        ? station
        : parts
            .city()
            .areas()
            .find(unit.areaCode())
            .map(area -> area.region().innerPoint())
            .orElse(parts.city().center());
  }

  private void tick() {
    var now = parts.clock().instant();
    if (outdated) {
      look();
    }
    manAgain(now);
    for (Crew crew : crews.values()) {
      if (crew.isPlayed()) {
        play(crew, now);
      }
    }
    if (callers != null) {
      callers.tick(now);
    }
  }

  /// Mans what a real crew has left some time ago.
  private void manAgain(Instant now) {
    var before = now.minusSeconds(rules.crews().mannedAgainSeconds());
    var left =
        crews.values().stream()
            .map(Crew::unit)
            .filter(unit -> UnitService.isUnmanned(unit) && unit.stateAt().isBefore(before))
            .map(Unit::id)
            .toList();
    if (left.isEmpty() || manning) {
      return;
    }
    manning = true;
    run(() -> room().man(left))
        .onComplete(
            manned -> {
              manning = false;
              if (manned.succeeded()) {
                manned
                    .result()
                    .forEach((id, at) -> Objects.requireNonNull(crews.get(id)).standAt(at));
                look();
              } else {
                complain("cannot man units again", manned.cause());
              }
            });
  }

  private void play(Crew crew, Instant now) {
    if (crew.hasArrived(now)) {
      crew.halt(now);
      crew.restsUntil = now.plus(rules.patrol().rest().pickSeconds(random));
    } else if (crew.isOnWrongWay()) {
      crew.halt(now);
    }
    if (!crew.isDriving() && !crew.routing) {
      setOut(crew, now);
    }
    if (!crew.acting && !now.isBefore(crew.actsAgainAt)) {
      act(crew, now);
    }
    report(crew, now);
  }

  private void setOut(Crew crew, Instant now) {
    var destination = crew.destination();
    if (destination != null && !crew.isAt(destination)) {
      drive(crew, destination, now);
    } else if (crew.errand() == Crew.Errand.PATROL && !now.isBefore(crew.restsUntil)) {
      drive(crew, null, now);
    }
  }

  /// @param destination null for anywhere near home
  private void drive(Crew crew, @Nullable Point destination, Instant now) {
    var errand = crew.errand();
    var from = crew.spot(now).point();
    crew.routing = true;
    run(() -> {
          var to =
              destination == null ? patrolEnd(crew.unit().areaCode(), crew.home()) : destination;
          return parts
              .map()
              .roads()
              .route(from, to)
              .orElseGet(() -> Drive.straight(from, to, rules.driving().offRoadMetersPerSecond()));
        })
        .onComplete(
            found -> {
              crew.routing = false;
              if (found.failed()) {
                crew.restsUntil = now.plus(AFTER_FAILURE);
                complain("no way for " + crew.unit().callSign(), found.cause());
              } else if (crew.isPlayed() && crew.isStillFor(errand, destination)) {
                double factor =
                    rules.driving().factor(crew.unit().service(), errand == Crew.Errand.SCENE);
                crew.setOut(
                    new Drive(found.result(), parts.clock().instant(), factor), destination);
              }
            });
  }

  private Point patrolEnd(String areaCode, Point home) {
    return parts
        .city()
        .areas()
        .find(areaCode)
        .flatMap(area -> streets.road(area.region(), home, rules.patrol().radiusMeters()))
        .orElse(home);
  }

  private void act(Crew crew, Instant now) {
    var assignment = crew.assignment();
    var scene = crew.scene();
    if (assignment == null || scene == null) {
      return;
    }
    switch (schedule.next(assignment, crew.isAtScene(), room().hasTold(assignment))) {
      case Next.Press press when !now.isBefore(press.due()) ->
          act(crew, () -> room().press(assignment, press.state()));
      case Next.Tell tell when !now.isBefore(tell.due()) -> {
        var texts = rules.notesFor(crew.unit().service(), scene.typeCode());
        var text = texts.get(random.nextInt(texts.size()));
        act(crew, () -> room().tell(assignment, text));
      }
      default -> {
        // Nothing is due.
      }
    }
  }

  private void act(Crew crew, Callable<Optional<Assignment>> deed) {
    crew.acting = true;
    run(deed)
        .onComplete(
            done -> {
              crew.acting = false;
              if (done.succeeded() && done.result().isPresent()) {
                crew.learn(done.result().get());
                return;
              }
              crew.actsAgainAt = parts.clock().instant().plus(AFTER_FAILURE);
              look();
              if (done.failed() && !(done.cause() instanceof Problem)) {
                complain(crew.unit().callSign() + " cannot act", done.cause());
              }
            });
  }

  private void report(Crew crew, Instant now) {
    int every = rules.driving().standingReportSeconds();
    if (!crew.isDriving() && now.isBefore(crew.reportedAt.plusSeconds(every))) {
      return;
    }
    // The first time all report at once, then each at a second of its own.
    crew.reportedAt =
        crew.reportedAt.equals(Instant.EPOCH)
            ? now.minusSeconds(crew.unit().number() % every)
            : now;
    var spot = crew.spot(now);
    double noise = rules.driving().noiseMeters();
    var point = crew.isDriving() ? streets.anywhere(spot.point(), 0, noise) : spot.point();
    parts
        .tracking()
        .report(
            crew.unit().id(),
            List.of(
                new ReportedFix(
                    now,
                    point.latitude(),
                    point.longitude(),
                    noise + 1,
                    spot.metersPerSecond(),
                    spot.headingDegrees())))
        .onSuccess(
            answer -> {
              if (answer.accepted() == 0 && !stopped) {
                context.runOnContext(again -> crew.reportedAt = Instant.EPOCH);
              }
            });
  }

  private <T> Future<T> run(Callable<T> work) {
    return parts.virtualThreads().run(work);
  }

  private void complain(String what, Throwable failure) {
    if (!stopped) {
      LOG.warn("drill: {}: {}", what, failure.toString());
    }
  }

  private CrewRoom room() {
    return Objects.requireNonNull(crewRoom);
  }
}
