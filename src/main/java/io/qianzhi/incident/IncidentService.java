package io.qianzhi.incident;

import io.qianzhi.area.AreaCode;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Incidents from the first call on: who may see and touch them, their facts and their grade. How
/// they go on and end is in [IncidentCourse].
public final class IncidentService {
  private final IncidentStore store = new IncidentStore();
  private final EventTypes types;
  private final Grading grading;
  private final Whereabouts whereabouts;
  private final InstantSource clock;
  private final IncidentCourse course;
  private final List<GradedListener> gradedListeners = new ArrayList<>();
  private final List<GradedListener> assessedListeners = new ArrayList<>();
  private final List<Involvement> involvements = new ArrayList<>();

  /// Hears of every change of grade, in its transaction and after its event.
  @FunctionalInterface
  public interface GradedListener {
    void graded(Tx tx, Incident incident, @Nullable Actor actor);
  }

  /// Knows who is part of an incident, whatever their area.
  @FunctionalInterface
  public interface Involvement {
    boolean includes(Tx tx, UUID incidentId, UUID personId);
  }

  public IncidentService(
      EventTypes types,
      Grading grading,
      Whereabouts whereabouts,
      Timeline timeline,
      InstantSource clock) {
    this.types = types;
    this.grading = grading;
    this.whereabouts = whereabouts;
    this.clock = clock;
    this.course = new IncidentCourse(this, timeline, clock);
  }

  /// How incidents go on until they are closed.
  public IncidentCourse course() {
    return course;
  }

  public void onGraded(GradedListener listener) {
    gradedListeners.add(listener);
  }

  /// Hears of every change of type or grade, also to none; after those of [#onGraded].
  public void onAssessed(GradedListener listener) {
    assessedListeners.add(listener);
  }

  /// Responders and leaders who are part of an incident may see it wherever it is.
  public void seenBy(Involvement involvement) {
    involvements.add(involvement);
  }

  /// @throws Problem 404 when there is none or it is outside the actor's area
  public Incident require(Tx tx, UUID id, Actor actor) {
    return inScope(tx, store.find(tx, id), actor, () -> Problem.notFound("incident", id));
  }

  /// For what belongs to an incident and is not told to all of its area: who may read incidents
  /// sees it within their area, a responder only where he is part of it.
  ///
  /// @throws Problem 404 for everybody else
  public Incident requireSeen(Tx tx, UUID id, Actor actor) {
    var incident = require(tx, id, actor);
    if (!actor.may("incident.read") && !isPartOf(tx, incident, actor)) {
      throw Problem.notFound("incident", id);
    }
    return incident;
  }

  /// Locks the incident for a decision about it.
  ///
  /// @throws Problem 404 when there is none or it is outside the actor's area
  public Incident lock(Tx tx, UUID id, Actor actor) {
    return inScope(tx, store.lock(tx, id), actor, () -> Problem.notFound("incident", id));
  }

  /// Locks an incident whose id comes from our own data: for deadlines and listeners.
  public Incident lock(Tx tx, UUID id) {
    return store.lock(tx, id).orElseThrow(() -> Problem.notFound("incident", id));
  }

  /// Locks the incident that something is part of. Whom that concerns may touch it wherever it is;
  /// for others there is no such thing outside their area.
  ///
  /// @param notThere says that the thing, not its incident, does not exist
  public Incident lockFor(
      Tx tx, UUID id, Actor actor, boolean concerned, Supplier<Problem> notThere) {
    return concerned ? lock(tx, id) : inScope(tx, store.lock(tx, id), actor, notThere);
  }

  /// As [#lock], and still open.
  ///
  /// @throws Problem `incident_closed`
  public Incident lockOpen(Tx tx, UUID id, Actor actor) {
    var incident = lock(tx, id, actor);
    if (!incident.isOpen()) {
      throw Problem.conflict(
              "incident_closed",
              "Incident " + incident.number() + " is closed. Open it again first.")
          .with("incident", incident.number());
    }
    return incident;
  }

  /// By id without scope: for those who have checked it by other means, such as a crew's
  /// assignment.
  public Incident get(Tx tx, UUID id) {
    return store.find(tx, id).orElseThrow(() -> Problem.notFound("incident", id));
  }

  private Incident inScope(
      Tx tx, Optional<Incident> incident, Actor actor, Supplier<Problem> notThere) {
    return incident.filter(known -> isInScope(tx, known, actor)).orElseThrow(notThere);
  }

  private boolean isInScope(Tx tx, Incident incident, Actor actor) {
    return incident.drill() == actor.drill()
        && (AreaCode.covers(actor.areaCode(), incident.areaCode())
            || isPartOf(tx, incident, actor));
  }

  /// A crew lent by another area sees what it is on. It may be in command, and stays so after its
  /// assignment is over.
  private boolean isPartOf(Tx tx, Incident incident, Actor actor) {
    var person = actor.personId();
    return incident.isOpen()
        && (actor.hasRole("responder") || actor.hasRole("leader"))
        && (incident.isCommandedBy(person)
            || involvements.stream().anyMatch(all -> all.includes(tx, incident.id(), person)));
  }

  public List<Incident> list(
      Tx tx, Incident.@Nullable State state, @Nullable Instant before, int limit, Actor actor) {
    return store.list(
        tx,
        actor.areaCode(),
        actor.drill(),
        state,
        before == null ? clock.instant().plusSeconds(1) : before,
        limit);
  }

  /// What is not closed, oldest first.
  public List<Incident> notClosed(Tx tx, Actor actor) {
    return store.notClosed(tx, actor.areaCode(), actor.drill());
  }

  /// All incidents there are after one, in the order of their ids: for checks of everything.
  public static List<UUID> idsAfter(Tx tx, UUID after, int limit) {
    return new IncidentStore().idsAfter(tx, after, limit);
  }

  /// Everywhere, what is not closed and has somebody in command.
  public List<Incident> allCommanded(Tx tx) {
    return store.commanded(tx, null);
  }

  /// What is not closed and this person is in command of.
  public List<Incident> commandedBy(Tx tx, UUID personId) {
    return store.commanded(tx, personId);
  }

  /// Opens an incident for a call that is about to be written.
  Incident open(Tx tx, Call call, int priority, boolean drill) {
    var now = clock.instant();
    var day = now.atZone(CityTime.ZONE).toLocalDate();
    var found = whereabouts.at(tx, call.point(), drill);
    var proposal = propose(call.typeCode(), call.casualties());
    var incident =
        new Incident(
            call.incidentId(),
            CityTime.incidentNumber(day, store.nextNumber(tx, day)),
            drill,
            Incident.State.OPEN,
            null,
            call.typeCode(),
            priority,
            call.description(),
            call.point(),
            call.place(),
            found.areaCode(),
            found.areas(),
            found.dutyChain(),
            call.answeredAt(),
            now,
            null,
            call.casualties(),
            proposal.grade(),
            proposal,
            null,
            0,
            null,
            1);
    store.save(tx, incident);
    return incident;
  }

  /// What a further call knows is added to what is known.
  Incident add(Tx tx, Incident incident, Casualties casualties) {
    var merged = incident.casualties().atLeast(casualties);
    return merged.equals(incident.casualties())
        ? incident
        : save(tx, regraded(incident.counted(merged)));
  }

  /// Command has passed to somebody; the caller appends the event.
  public Incident setCommander(Tx tx, UUID id, PersonRef person, Instant since) {
    store.setCommander(tx, id, person, since);
    return get(tx, id);
  }

  /// The start of an event in an incident's stream.
  public static Happening happening(Incident incident, String kind) {
    return Happening.inIncident(incident.id(), incident.areaCode(), incident.drill(), kind);
  }

  void announceGrade(Tx tx, @Nullable Incident old, Incident saved, @Nullable Actor actor) {
    if (saved.grade() != null && (old == null || !saved.grade().equals(old.grade()))) {
      gradedListeners.forEach(listener -> listener.graded(tx, saved, actor));
    }
    if (old != null
        && (!Objects.equals(saved.grade(), old.grade())
            || !saved.typeCode().equals(old.typeCode()))) {
      assessedListeners.forEach(listener -> listener.graded(tx, saved, actor));
    }
  }

  private Incident.GradeProposal propose(String typeCode, Casualties casualties) {
    return grading.propose(types.require(typeCode).family(), casualties);
  }

  Incident regraded(Incident incident) {
    return incident.proposed(propose(incident.typeCode(), incident.casualties()));
  }

  Incident save(Tx tx, Incident incident) {
    store.save(tx, incident);
    return get(tx, incident.id());
  }

  static void requireVersion(Incident incident, int version) {
    if (incident.version() != version) {
      throw Problem.staleVersion("incident", version, incident.version());
    }
  }
}
