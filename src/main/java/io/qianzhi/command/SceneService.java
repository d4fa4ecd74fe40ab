package io.qianzhi.command;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.geo.Point;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who comes to the scene and leaves it, and where command sits there. Every decision is made under
/// the lock of the incident's row.
public final class SceneService {
  private final SceneStore store = new SceneStore();
  private final CommandStore command = new CommandStore();
  private final CommandSettings settings;
  private final IncidentService incidents;
  private final ResponseService responses;
  private final OnScene onScene;
  private final Timeline timeline;
  private final InstantSource clock;
  private final List<PresenceListener> presenceListeners = new ArrayList<>();

  /// Hears that somebody has come to the scene or left it, in its transaction and after its event.
  @FunctionalInterface
  public interface PresenceListener {
    void changed(Tx tx, Incident incident, @Nullable Actor actor);
  }

  public SceneService(
      CommandSettings settings,
      IncidentService incidents,
      ResponseService responses,
      OnScene onScene,
      Timeline timeline,
      InstantSource clock) {
    this.settings = settings;
    this.incidents = incidents;
    this.responses = responses;
    this.onScene = onScene;
    this.timeline = timeline;
    this.clock = clock;
  }

  public void onPresence(PresenceListener listener) {
    presenceListeners.add(listener);
  }

  public List<CheckIn> checkInsOf(Tx tx, Collection<UUID> incidentIds) {
    return store.checkInsOf(tx, incidentIds);
  }

  /// Who is at the scene now.
  public OnScene.Presence present(Tx tx, UUID incidentId) {
    return onScene.now(tx, incidentId);
  }

  public List<CommandPost> postsOf(Tx tx, Collection<UUID> incidentIds) {
    return store.postsOf(tx, incidentIds);
  }

  /// The actor says he is at the scene; how far he is from it, or from the command post where that
  /// is nearer, is kept either way.
  ///
  /// @throws Problem `fix_too_old`, `fix_in_future` or `incident_closed`
  CheckIn checkIn(Tx tx, UUID incidentId, CheckIn.Fix fix, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    var places = new ArrayList<Point>();
    places.add(incident.point());
    postsOf(tx, List.of(incidentId)).forEach(post -> places.add(post.point()));
    var checkIn = CheckIn.judge(incidentId, places, actor.ref(), fix, settings, now());
    store.insert(tx, checkIn);
    timeline.append(
        tx,
        happening(incident, "person.checked_in")
            .by(actor)
            .detail("distanceMeters", checkIn.distanceMeters())
            .detail("atScene", checkIn.atScene())
            .changed("checkIns", checkIn));
    if (checkIn.atScene()) {
      responses.arrivedAtScene(tx, incident, checkIn.point(), checkIn.distanceMeters(), actor);
    }
    tellPresence(tx, incident, actor);
    return checkIn;
  }

  /// Somebody who checked in leaves the scene: himself, or told by who is in command, a leader or
  /// the control room.
  ///
  /// @param personId who leaves; null = the actor
  /// @throws Problem `not_checked_in`, or `not_commanding` for somebody else
  CheckIn checkOut(Tx tx, UUID incidentId, @Nullable UUID personId, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    var who = personId == null ? actor.personId() : personId;
    if (!who.equals(actor.personId())) {
      Authority.require(incident, actor, Authority.COMMANDING);
    }
    var left = leave(tx, incident, Set.of(who), actor);
    if (left.isEmpty()) {
      throw Problem.conflict("not_checked_in", "This person is not checked in at the scene.");
    }
    tellPresence(tx, incident, actor);
    return left.getFirst();
  }

  /// A unit has left the scene, and whoever of its crew had checked in with it. The incident is
  /// locked.
  public void unitLeft(
      Tx tx, Incident incident, Collection<PersonRef> crew, @Nullable Actor actor) {
    leave(tx, incident, crew.stream().map(PersonRef::id).collect(Collectors.toSet()), actor);
    tellPresence(tx, incident, actor);
  }

  private List<CheckIn> leave(Tx tx, Incident incident, Set<UUID> people, @Nullable Actor actor) {
    var left =
        onScene.now(tx, incident.id()).checkedIn().stream()
            .filter(one -> people.contains(one.person().id()))
            .map(one -> one.checkIn().left(now()))
            .toList();
    if (!left.isEmpty()) {
      left.forEach(checkIn -> store.leave(tx, checkIn));
      timeline.append(
          tx,
          happening(incident, "person.checked_out")
              .by(actor)
              .detail("people", left.stream().map(checkIn -> checkIn.person().name()).toList())
              .changedAll("checkIns", left));
    }
    return left;
  }

  private void tellPresence(Tx tx, Incident incident, @Nullable Actor actor) {
    presenceListeners.forEach(listener -> listener.changed(tx, incident, actor));
  }

  /// Sets up the command post, or moves it; the control room does it for who is in command.
  ///
  /// @throws Problem `not_commanding` or `incident_closed`
  CommandPost setPost(
      Tx tx, UUID incidentId, Point point, String name, @Nullable String contact, Actor actor) {
    var incident = incidents.lockOpen(tx, incidentId, actor);
    Authority.require(incident, actor, Authority.COMMANDING);
    var words = contact == null || contact.isBlank() ? null : contact.strip();
    var known = postsOf(tx, List.of(incidentId)).stream().findFirst();
    var post =
        known
            .map(old -> old.moved(point, name.strip(), words, actor.ref(), now()))
            .orElseGet(
                () ->
                    new CommandPost(
                        UUID.randomUUID(),
                        incidentId,
                        point,
                        name.strip(),
                        words,
                        now(),
                        actor.ref(),
                        incident.drill(),
                        1));
    store.save(tx, post);
    timeline.append(
        tx,
        happening(incident, known.isEmpty() ? "command_post.set_up" : "command_post.moved")
            .by(actor)
            .detail("name", post.name())
            .changed("commandPosts", post));
    learnCommand(tx, incident, actor);
    return post;
  }

  /// Where there is a command post and somebody was named to command, the plan's step is done.
  void learnCommand(Tx tx, Incident incident, @Nullable Actor actor) {
    var post = postsOf(tx, List.of(incident.id())).stream().findFirst();
    var commander = incident.commander();
    if (post.isPresent() && commander != null && command.isNamed(tx, incident.id())) {
      responses
          .steps()
          .learn(
              tx,
              incident,
              PlanStep.Fact.COMMAND_POST,
              "指挥部：%s；现场指挥官：%s".formatted(post.get().name(), commander.person().name()),
              post.get().point(),
              actor);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
