package io.qianzhi.drill;

import io.qianzhi.geo.Point;
import io.qianzhi.timeline.TimelineEvent;
import io.qianzhi.unit.Unit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays the crews of all drill units that nobody real is on duty with, the people whom exercises
/// have simulated, and the callers.
///
/// One event loop looks once a second at what each crew has to do by now. Nothing is kept: it
/// follows from the unit, its assignment and the clock, so that a restart goes on where it was.
public final class Simulation extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);
  private static final long TICK_MILLIS = 1_000;

  private final DrillParts parts;
  private final DrillRules rules;
  private final Random random;
  private final Streets streets;
  private final Map<UUID, Crew> crews = new LinkedHashMap<>();

  private @Nullable Work work;
  private @Nullable CrewRoom crewRoom;
  private @Nullable CrewPlayer player;
  private @Nullable Leaders leaders;
  private @Nullable Players players;
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
    this.random = new Random(parts.clock().millis());
    this.streets = new Streets(parts.map(), random);
  }

  @Override
  public Future<?> start() {
    parts.feed().subscribe(this::follow);
    var begun = new Work(parts.virtualThreads(), context);
    work = begun;
    return begun
        .run(this::muster)
        .onSuccess(
            muster -> {
              crewRoom = muster.room;
              player =
                  new CrewPlayer(
                      parts,
                      begun,
                      rules,
                      streets,
                      random,
                      muster.room,
                      context,
                      this::look,
                      this::complain);
              leaders = new Leaders(parts, begun, rules, muster.room, this::complain);
              players =
                  new Players(
                      parts, begun, new ExerciseRoom(parts, rules, muster.cast), this::complain);
              take(muster.situation, muster.lastSeen);
              if (rules.drill().callers()) {
                callers = new Callers(parts, begun, rules, streets, random, muster.cast.desk());
              }
              vertx.setPeriodic(TICK_MILLIS, tick -> tick());
            });
  }

  private Muster muster() {
    var city = parts.city().areas().city().code();
    var lists = CrewLists.load(parts.city());
    var cast =
        parts
            .database()
            .inTransaction(
                tx -> {
                  var units = parts.units().all(tx).stream().filter(Unit::drill).toList();
                  return Cast.find(tx, parts.people(), parts.roles(), units, lists, city);
                });
    var room = new CrewRoom(parts, cast);
    var free = room.look().units().stream().filter(room::canMan).map(Unit::id).toList();
    room.man(free);
    var situation = room.look();
    return new Muster(
        cast, room, situation, room.lastSeen(situation.units().stream().map(Unit::id).toList()));
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Objects.requireNonNull(work).idle();
  }

  /// On a virtual thread: what touches units or assignments of the drill, or tells somebody of it,
  /// is looked at again.
  private void follow(List<TimelineEvent> page) {
    boolean touched =
        page.stream()
            .anyMatch(
                event ->
                    event.drill()
                        && (event.entities().contains("\"units\"")
                            || event.entities().contains("\"assignments\"")
                            || event.kind().equals("notice.created")
                            || event.kind().equals("incident.updated")
                            || event.kind().equals("incident.state_changed")));
    boolean drill = page.stream().anyMatch(TimelineEvent::drill);
    if (drill && !stopped) {
      context.runOnContext(
          heard -> {
            if (players != null) {
              players.look();
            }
            if (touched) {
              look();
            }
          });
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
    Objects.requireNonNull(leaders).learn(situation);
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

  /// Everybody simulated does at once what is due by now, as they do once a second by themselves.
  /// Completes, from any thread, when it is done: who lets the clock run faster knows that nobody
  /// stays behind.
  public Future<Void> beat() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          tick();
          Objects.requireNonNull(work).idle().onComplete(done);
        });
    return done.future();
  }

  private void tick() {
    var now = parts.clock().instant();
    if (outdated) {
      look();
    }
    manAgain(now);
    var playing = Objects.requireNonNull(player);
    crews.values().stream().filter(Crew::isPlayed).forEach(crew -> playing.play(crew, now));
    Objects.requireNonNull(leaders).play(now);
    Objects.requireNonNull(players).tick(now);
    if (callers != null) {
      callers.tick(now);
    }
  }

  /// Mans what a real crew has left some time ago.
  private void manAgain(Instant now) {
    var room = Objects.requireNonNull(crewRoom);
    var before = now.minusSeconds(rules.crews().mannedAgainSeconds());
    var left =
        crews.values().stream()
            .map(Crew::unit)
            .filter(unit -> room.canMan(unit) && unit.stateAt().isBefore(before))
            .map(Unit::id)
            .toList();
    if (left.isEmpty() || manning) {
      return;
    }
    manning = true;
    run(() -> room.man(left))
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

  private <T> Future<T> run(Callable<T> deed) {
    return Objects.requireNonNull(work).run(deed);
  }

  private void complain(String what, Throwable failure) {
    if (!stopped) {
      LOG.warn("drill: {}: {}", what, failure.toString());
    }
  }
}
