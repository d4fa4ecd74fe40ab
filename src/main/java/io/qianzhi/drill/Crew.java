package io.qianzhi.drill;

import io.qianzhi.dispatch.Assignment;
import io.qianzhi.geo.Distance;
import io.qianzhi.geo.Point;
import io.qianzhi.unit.Unit;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A unit of the drill as the simulation knows it, and the crew that is played while nobody real is
/// on duty with it. Touched by the simulation's own thread only.
final class Crew {
  /// So near counts as there: receivers are not exact.
  private static final double THERE_METERS = 30;

  /// What a crew is on the road for.
  enum Errand {
    /// It reads its order, or rests.
    STAND,
    SCENE,
    HOME,
    PATROL
  }

  /// Where an incident is and what it is.
  ///
  /// @param staying in an exercise nobody leaves before it is under control
  record Scene(UUID incidentId, String typeCode, Point point, boolean staying) {}

  private final Point home;
  private final boolean patrols;
  private Unit unit;
  private @Nullable Assignment assignment;
  private @Nullable Scene scene;
  private @Nullable UUID endedAssignment;

  private Point at;
  private @Nullable Drive drive;
  private @Nullable Point target;

  /// A route is being looked for, or a button being pressed: the answer will come.
  boolean routing;

  boolean acting;

  /// Not before this time: after a failure, or while resting.
  Instant actsAgainAt = Instant.EPOCH;

  Instant restsUntil = Instant.EPOCH;
  Instant reportedAt = Instant.EPOCH;

  Crew(Unit unit, Point home, Point at, boolean patrols) {
    this.unit = unit;
    this.home = home;
    this.at = at;
    this.patrols = patrols;
  }

  Unit unit() {
    return unit;
  }

  @Nullable Assignment assignment() {
    return assignment;
  }

  @Nullable Scene scene() {
    return scene;
  }

  Point home() {
    return home;
  }

  /// Takes what the database says; what is older than what is known is left.
  void learn(Unit current, @Nullable Assignment open, @Nullable Scene where) {
    if (current.version() < unit.version()) {
      return;
    }
    unit = current;
    if (open != null && open.id().equals(endedAssignment)) {
      return;
    }
    boolean older =
        open != null
            && assignment != null
            && open.id().equals(assignment.id())
            && open.version() < assignment.version();
    assignment = older ? assignment : open;
    scene = where;
  }

  /// Takes the answer to a button that was pressed.
  void learn(Assignment answer) {
    if (answer.isOpen()) {
      assignment = answer;
    } else {
      endedAssignment = answer.id();
      assignment = null;
      scene = null;
    }
  }

  /// Played by the simulation, and by nobody else.
  static boolean isPlayed(Unit unit) {
    return unit.drill() && unit.simulated() && unit.duty() == Unit.Duty.ON_DUTY;
  }

  boolean isPlayed() {
    return isPlayed(unit);
  }

  Errand errand() {
    if (assignment == null) {
      return patrols ? Errand.PATROL : Errand.HOME;
    }
    return assignment.state().compareTo(Assignment.State.EN_ROUTE) < 0
        ? Errand.STAND
        : Errand.SCENE;
  }

  /// Where the errand ends; null where it has no place of its own.
  @Nullable Point destination() {
    return switch (errand()) {
      case STAND, PATROL -> null;
      case HOME -> home;
      case SCENE -> scene == null ? null : scene.point();
    };
  }

  boolean isDriving() {
    return drive != null;
  }

  boolean isAt(Point place) {
    return drive == null && Distance.meters(at, place) < THERE_METERS;
  }

  boolean isAtScene() {
    return scene != null && isAt(scene.point());
  }

  /// Whether it is on a way that no longer leads where it should.
  boolean isOnWrongWay() {
    if (drive == null) {
      return false;
    }
    return switch (errand()) {
      case STAND -> true;
      case PATROL -> target != null;
      case HOME, SCENE -> !Objects.equals(target, destination());
    };
  }

  /// Whether a way that was looked for is still wanted.
  boolean isStillFor(Errand wanted, @Nullable Point to) {
    return drive == null && errand() == wanted && Objects.equals(destination(), to);
  }

  /// @param to null on patrol, where any end will do
  void setOut(Drive way, @Nullable Point to) {
    drive = way;
    target = to;
  }

  /// Stands where it is now, and says so at once.
  void halt(Instant now) {
    if (drive != null) {
      at = drive.at(now).point();
      drive = null;
      target = null;
      reportedAt = Instant.EPOCH;
    }
  }

  /// Starts over somewhere, such as where a real crew has left the unit.
  void standAt(Point place) {
    drive = null;
    target = null;
    at = place;
    reportedAt = Instant.EPOCH;
  }

  boolean hasArrived(Instant now) {
    return drive != null && drive.isOver(now);
  }

  Drive.Spot spot(Instant now) {
    return drive == null ? new Drive.Spot(at, 0, null) : drive.at(now);
  }
}
