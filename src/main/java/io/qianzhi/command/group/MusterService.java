package io.qianzhi.command.group;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.alert.NoticeService;
import io.qianzhi.command.Authority;
import io.qianzhi.command.OnScene;
import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts everybody at the scene in rounds: every unit, group and person on the
/// [AccountabilityBoard] answers. Every decision is made under the lock of the incident's row.
public final class MusterService {
  private static final String DUE = "muster.due";
  private static final String NEXT = "muster.next";

  private final MusterStore store = new MusterStore();
  private final GroupRules.MusterRules rules;
  private final IncidentService incidents;
  private final OnScene onScene;
  private final AccountabilityBoard board;
  private final MusterNotices notices;
  private final Deadlines deadlines;
  private final Timeline timeline;
  private final InstantSource clock;

  public MusterService(
      GroupRules rules,
      IncidentService incidents,
      GroupService groups,
      OnScene onScene,
      People people,
      NoticeService notices,
      Deadlines deadlines,
      Timeline timeline,
      InstantSource clock) {
    this.rules = rules.muster();
    this.incidents = incidents;
    this.onScene = onScene;
    this.board = new AccountabilityBoard(onScene, groups, clock);
    this.notices = new MusterNotices(notices, people);
    this.deadlines = deadlines;
    this.timeline = timeline;
    this.clock = clock;
    deadlines.on(DUE, this::timeOver);
    deadlines.on(NEXT, (tx, id, late) -> askForNext(tx, id));
    incidents.course().onClosed(this::incidentClosed);
  }

  public List<Muster> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// Who is at the scene now.
  Accountability board(Tx tx, UUID incidentId, Actor actor) {
    incidents.require(tx, incidentId, actor);
    return board.of(tx, incidentId);
  }

  /// A round that still runs is replaced.
  ///
  /// @param minutes how long everybody has to answer; null = as the city has set it
  /// @throws Problem `nobody_at_scene`, `not_commanding` or `incident_closed`
  Muster call(
      Tx tx, UUID incidentId, @Nullable Integer minutes, @Nullable String reason, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    Authority.require(incident, actor, Authority.COMMANDING);
    var entries = board.entries(tx, incidentId);
    if (entries.isEmpty()) {
      throw Problem.conflict(
          "nobody_at_scene", "Nobody is at the scene: there is nobody to count.");
    }
    var before = store.latest(tx, incidentId);
    var replaced = before.filter(one -> one.state() == Muster.State.RUNNING).map(Muster::replaced);
    replaced.ifPresent(
        old -> {
          store.save(tx, old);
          notices.over(tx, old);
        });
    var at = now();
    var time = minutes == null ? rules.time() : Duration.ofMinutes(minutes);
    var muster =
        Muster.called(
            incidentId,
            before.map(Muster::number).orElse(0) + 1,
            reason == null || reason.isBlank() ? null : reason.strip(),
            actor.ref(),
            at,
            at.plus(time),
            entries,
            incident.drill());
    store.save(tx, muster);
    timeline.append(
        tx,
        describe(happening(incident, "muster.called").by(actor), muster)
            .changedAll("musters", replaced.stream().toList()));
    deadlines.set(tx, DUE, muster.id(), muster.dueAt());
    deadlines.set(tx, NEXT, muster.id(), muster.dueAt().plus(rules.repeatAfter()));
    notices.called(tx, incident, muster);
    return muster;
  }

  /// A unit, group or person answers, or the control room heard it by radio.
  ///
  /// @param count how many of it are there
  /// @param pressedAt when the button was pressed on a device that had no network then; null = now
  /// @throws Problem `not_your_answer`, `muster_replaced` or `muster_ended`
  Muster answer(
      Tx tx,
      UUID id,
      UUID entryId,
      int count,
      @Nullable String note,
      @Nullable Instant pressedAt,
      Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("muster", id));
    boolean mine =
        known.drill() == actor.drill()
            && known.entries().stream().anyMatch(entry -> entry.mayAnswer(actor.personId()));
    var incident =
        incidents.lockFor(
            tx, known.incidentId(), actor, mine, () -> Problem.notFound("muster", id));
    var muster = store.find(tx, id).orElseThrow();
    var entry = muster.entry(entryId);
    if (!entry.mayAnswer(actor.personId())
        && !Authority.has(incident, actor, Authority.COMMANDING)) {
      throw Problem.forbidden("not_your_answer", "%s answers for itself.".formatted(entry.name()));
    }
    var at =
        pressedAt == null || pressedAt.isAfter(now()) || pressedAt.isBefore(muster.calledAt())
            ? now()
            : pressedAt.truncatedTo(ChronoUnit.MICROS);
    var words = note == null || note.isBlank() ? null : note.strip();
    var answered = muster.answered(entryId, count, words, actor.ref(), at);
    store.save(tx, answered);
    timeline.append(
        tx,
        describe(happening(incident, "muster.answered").by(actor), answered)
            .detail("name", entry.name())
            .detail("count", count)
            .detail("expected", entry.expected())
            .detail("note", words));
    notices.answered(tx, answered, actor);
    if (answered.entry(entryId).state() == Muster.Entry.Count.MISSING) {
      notices.missing(tx, incident, answered, List.of(answered.entry(entryId)));
    }
    if (answered.state() != Muster.State.RUNNING) {
      notices.over(tx, answered);
    }
    return answered;
  }

  /// Who has left the scene before answering is not waited for.
  public void presenceChanged(Tx tx, Incident incident, @Nullable Actor actor) {
    var running = running(tx, incident.id()).orElse(null);
    if (running == null) {
      return;
    }
    var there =
        board.entries(tx, incident.id()).stream()
            .collect(Collectors.toMap(Muster.Entry::id, Muster.Entry::expected));
    var fewer = running.fewer(there);
    if (!fewer.entries().equals(running.entries())) {
      store.save(tx, fewer);
      timeline.append(tx, describe(happening(incident, "muster.left").by(actor), fewer));
      if (fewer.state() != Muster.State.RUNNING) {
        notices.over(tx, fewer);
      }
    }
  }

  private void incidentClosed(Tx tx, UUID incidentId) {
    running(tx, incidentId)
        .map(Muster::ended)
        .ifPresent(
            ended -> {
              store.save(tx, ended);
              timeline.append(
                  tx, describe(happening(incidents.get(tx, incidentId), "muster.ended"), ended));
            });
  }

  private Optional<Muster> running(Tx tx, UUID incidentId) {
    return store.latest(tx, incidentId).filter(one -> one.state() == Muster.State.RUNNING);
  }

  private void timeOver(Tx tx, UUID id, boolean late) {
    var known = store.find(tx, id).orElseThrow();
    var incident = incidents.lock(tx, known.incidentId());
    var muster = store.find(tx, id).orElseThrow();
    if (muster.state() != Muster.State.RUNNING || !incident.isOpen()) {
      return;
    }
    var over = muster.timeOver();
    store.save(tx, over);
    timeline.append(
        tx,
        describe(happening(incident, "muster.incomplete"), over)
            .detail("missing", over.missing().stream().map(Muster.Entry::name).toList())
            .detail("late", late ? true : null));
    notices.over(tx, over);
    notices.missing(tx, incident, over, over.missing());
  }

  /// While people are at the scene they are counted again and again.
  private void askForNext(Tx tx, UUID id) {
    var known = store.find(tx, id).orElseThrow();
    var incident = incidents.lock(tx, known.incidentId());
    boolean isLatest =
        store.latest(tx, incident.id()).filter(one -> one.id().equals(id)).isPresent();
    if (!incident.isOpen() || !isLatest || onScene.now(tx, incident.id()).headcount() == 0) {
      return;
    }
    notices.next(tx, incident, known);
    deadlines.set(tx, NEXT, id, now().plus(rules.repeatAfter()));
  }

  private static Happening describe(Happening what, Muster muster) {
    return what.detail("number", muster.number())
        .detail("reason", muster.reason())
        .changed("musters", muster);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
