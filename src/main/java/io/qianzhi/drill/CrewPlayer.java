package io.qianzhi.drill;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.drill.CrewSchedule.Next;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.tracking.ReportedFix;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Plays simulated crews, one look at a time: they drive, press their buttons, report from the
/// scene and send positions. On the simulation's own event loop.
final class CrewPlayer {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final DrillParts parts;
  private final Work work;
  private final DrillRules rules;
  private final CrewSchedule schedule;
  private final Streets streets;
  private final Random random;
  private final CrewRoom room;
  private final Context context;
  private final Runnable outdated;
  private final BiConsumer<String, Throwable> complaints;

  /// @param outdated called when what is known of a crew has turned out to be old
  /// @param complaints told what could not be done, and why
  CrewPlayer(
      DrillParts parts,
      Work work,
      DrillRules rules,
      Streets streets,
      Random random,
      CrewRoom room,
      Context context,
      Runnable outdated,
      BiConsumer<String, Throwable> complaints) {
    this.parts = parts;
    this.work = work;
    this.rules = rules;
    this.schedule = new CrewSchedule(rules.crews());
    this.streets = streets;
    this.random = random;
    this.room = room;
    this.context = context;
    this.outdated = outdated;
    this.complaints = complaints;
  }

  void play(Crew crew, Instant now) {
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
    work.run(
            () -> {
              var to =
                  destination == null
                      ? patrolEnd(crew.unit().areaCode(), crew.home())
                      : destination;
              return parts
                  .map()
                  .roads()
                  .route(from, to)
                  .orElseGet(
                      () -> Drive.straight(from, to, rules.driving().offRoadMetersPerSecond()));
            })
        .onComplete(
            found -> {
              crew.routing = false;
              if (found.failed()) {
                crew.restsUntil = now.plus(AFTER_FAILURE);
                complaints.accept("no way for " + crew.unit().callSign(), found.cause());
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
    switch (schedule.next(assignment, crew.isAtScene(), room.hasTold(assignment))) {
      case Next.Press press
          when !now.isBefore(press.due())
              && !(scene.staying() && press.state() == Assignment.State.CLEARED) ->
          act(crew, () -> room.press(assignment, press.state()));
      case Next.Tell tell when !now.isBefore(tell.due()) -> {
        var texts = rules.notesFor(crew.unit().service(), scene.typeCode());
        var text = texts.get(random.nextInt(texts.size()));
        act(crew, () -> room.tell(assignment, text));
      }
      default -> {
        // Nothing is due.
      }
    }
  }

  private void act(Crew crew, Callable<Optional<Assignment>> deed) {
    crew.acting = true;
    work.run(deed)
        .onComplete(
            done -> {
              crew.acting = false;
              if (done.succeeded() && done.result().isPresent()) {
                crew.learn(done.result().get());
                return;
              }
              crew.actsAgainAt = parts.clock().instant().plus(AFTER_FAILURE);
              outdated.run();
              if (done.failed() && !(done.cause() instanceof Problem)) {
                complaints.accept(crew.unit().callSign() + " cannot act", done.cause());
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
              if (answer.accepted() == 0) {
                context.runOnContext(again -> crew.reportedAt = Instant.EPOCH);
              }
            });
  }
}
