package io.qianzhi.drill;

import io.qianzhi.alert.Notice;
import io.qianzhi.command.CommandTransfer;
import io.qianzhi.dispatch.Assignment;
import io.qianzhi.platform.json.Json;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/// What a simulated crew does next about its assignment, and its leader about what he is asked, and
/// when. Pure, and drawn from the matter's own id: a crew that was interrupted by a restart goes on
/// with what it had in mind.
final class CrewSchedule {

  /// One thing a crew does.
  sealed interface Next {
    /// Presses the button of a state.
    record Press(Assignment.State state, Instant due) implements Next {}

    /// Says how it looks at the scene.
    record Tell(Instant due) implements Next {}

    /// Is under way; the road decides when.
    record Drive() implements Next {}

    /// Has nothing to do about it any more.
    record Nothing() implements Next {}
  }

  /// What is drawn for one assignment, each independently of the others.
  private enum Draw {
    DELIVERED,
    ATTENTION,
    ACKNOWLEDGED,
    EN_ROUTE,
    NOTE,
    WORK,
    READS,
    HANDS_OVER
  }

  private final DrillRules.Crews rules;

  CrewSchedule(DrillRules.Crews rules) {
    this.rules = rules;
  }

  /// @param there the crew has arrived at the incident
  /// @param told the crew has reported from the scene
  Next next(Assignment assignment, boolean there, boolean told) {
    var state = assignment.state();
    return switch (state) {
      case DISPATCHED ->
          new Next.Press(
              Assignment.State.DELIVERED,
              after(assignment, state, rules.delivered(), Draw.DELIVERED));
      case DELIVERED ->
          new Next.Press(
              Assignment.State.ACKNOWLEDGED,
              after(
                  assignment,
                  Assignment.State.DISPATCHED,
                  attention(assignment),
                  Draw.ACKNOWLEDGED));
      case ACKNOWLEDGED ->
          new Next.Press(
              Assignment.State.EN_ROUTE, after(assignment, state, rules.enRoute(), Draw.EN_ROUTE));
      case EN_ROUTE ->
          there
              ? new Next.Press(Assignment.State.ON_SCENE, since(assignment, state))
              : new Next.Drive();
      case ON_SCENE ->
          told
              ? new Next.Press(
                  Assignment.State.CLEARED, after(assignment, state, rules.work(), Draw.WORK))
              : new Next.Tell(after(assignment, state, rules.note(), Draw.NOTE));
      case CLEARED, CANCELLED -> new Next.Nothing();
    };
  }

  /// When a leader has read what he was told.
  Instant reads(Notice notice) {
    return notice.createdAt().plus(rules.reads().pickSeconds(random(notice.id(), Draw.READS)));
  }

  /// When a leader who is asked for command has briefed who asks.
  Instant handsOver(CommandTransfer transfer) {
    return transfer
        .requestedAt()
        .plus(rules.handsOver().pickSeconds(random(transfer.id(), Draw.HANDS_OVER)));
  }

  private Range attention(Assignment assignment) {
    boolean missesIt =
        random(assignment.id(), Draw.ATTENTION).nextDouble() < rules.inattentiveShare();
    return missesIt ? rules.acknowledgedLate() : rules.acknowledged();
  }

  private static Instant after(
      Assignment assignment, Assignment.State state, Range delay, Draw draw) {
    return since(assignment, state).plus(delay.pickSeconds(random(assignment.id(), draw)));
  }

  private static Instant since(Assignment assignment, Assignment.State state) {
    return Objects.requireNonNull(
        assignment.times().get(Json.word(state)), "the time of a state that was reached");
  }

  private static SplittableRandom random(UUID id, Draw draw) {
    long bits = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17);
    return new SplittableRandom(bits + draw.name().hashCode());
  }
}
