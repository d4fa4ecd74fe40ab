package io.qianzhi.command.release;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.identity.People;
import io.qianzhi.incident.Call;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the public is told: drafted from what is known, checked for facts, checked for privacy and
/// law, approved by somebody who did not write it, published for ever, corrected by another one.
///
/// Every decision is made under the lock of the incident's row.
public final class ReleaseService {
  private final ReleaseStore store = new ReleaseStore();
  private final ReleaseRules rules;
  private final Disclosure disclosure;
  private final ReleaseDrafts drafts;
  private final IncidentService incidents;
  private final CallService calls;
  private final People people;
  private final ResponseService responses;
  private final ReleaseNotices notices;
  private final ReleaseClocks clocks;
  private final Timeline timeline;
  private final PublicAddress addresses;
  private final InstantSource clock;

  /// What a person decides at one of the steps.
  public enum Decision {
    PASSED,
    REFUSED
  }

  /// A release and its incident, locked for a decision.
  private record Locked(Incident incident, Release release) {}

  public ReleaseService(ReleaseParts parts) {
    this.rules = parts.rules();
    this.disclosure = new Disclosure(parts.rules());
    this.incidents = parts.incidents();
    this.calls = parts.calls();
    this.people = parts.people();
    this.responses = parts.responses();
    this.timeline = parts.timeline();
    this.addresses = parts.addresses();
    this.clock = parts.clock();
    this.drafts = new ReleaseDrafts(parts, disclosure);
    this.notices =
        new ReleaseNotices(parts.rules(), parts.notices(), parts.people(), parts.clock());
    this.clocks =
        new ReleaseClocks(
            parts.rules(), incidents, notices, timeline, parts.deadlines(), parts.clock());
  }

  /// Without those that were discarded, in the order they were begun.
  public List<Release> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  public List<ReleaseClock> clocksOf(Tx tx, Collection<UUID> incidentIds) {
    return clocks.ofIncidents(tx, incidentIds);
  }

  /// The grade, or how the incident ended, decides which clocks run.
  public void graded(Tx tx, Incident incident, @Nullable Actor actor) {
    clocks.follow(tx, incident, actor);
  }

  /// As [#graded]; an incident that was none owes nothing.
  public void closed(Tx tx, UUID incidentId) {
    clocks.follow(tx, incidents.get(tx, incidentId), null);
  }

  /// An exercise is over: nothing is owed any more.
  public void stopped(Tx tx, Incident incident, Actor actor) {
    clocks.stop(tx, incident, actor);
  }

  Release draft(
      Tx tx, UUID incidentId, @Nullable UUID correctsId, @Nullable String reason, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    requireRoom(tx, incident);
    if (correctsId == null) {
      var release = drafts.begin(tx, incident, actor.ref(), now());
      return save(tx, release, happening(incident, "release.drafted").by(actor));
    }
    var original = store.find(tx, correctsId).orElse(null);
    if (original == null || !original.incidentId().equals(incidentId)) {
      throw Problem.notFound("release", correctsId);
    }
    if (store.ofIncidents(tx, List.of(incidentId)).stream()
        .anyMatch(one -> one.isOpen() && correctsId.equals(one.correctsId()))) {
      throw Problem.conflict(
          "release_corrected", "A correction of this release is in work already.");
    }
    var why =
        required("reason", reason, "Say what was wrong; it is published with the correction.");
    requirePublishable(tx, incident, List.of(why));
    var correction = original.correction(why, actor.ref(), now());
    return save(
        tx,
        correction,
        happening(incident, "release.drafted").by(actor).detail("corrects", original.sequence()));
  }

  /// A step of the plan asks for a draft. Where one is in work or published, there is nothing to
  /// begin.
  public void draftFor(Tx tx, Incident incident, @Nullable Actor actor) {
    if (!store.ofIncidents(tx, List.of(incident.id())).isEmpty()) {
      return;
    }
    var release = drafts.begin(tx, incident, null, now());
    save(tx, release, happening(incident, "release.drafted").by(actor));
    notices.drafted(tx, incident, release);
  }

  Release write(Tx tx, UUID id, ReleaseContent content, Instant factsAt, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    var incident = locked.incident();
    if (factsAt.isAfter(clock.instant())) {
      throw Problem.invalidField(
          "factsAt", FieldRule.IMPOSSIBLE, "The facts cannot be those of a time to come.");
    }
    var text = content.stripped();
    requirePublishable(tx, incident, text.texts());
    requireKnown(incident, text);
    var written =
        locked.release().written(text, factsAt, disclosure.warnings(text.texts()), actor.ref());
    return save(tx, written, happening(incident, "release.written").by(actor));
  }

  Release submit(Tx tx, UUID id, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    var incident = locked.incident();
    requirePublishable(tx, incident, locked.release().content().texts());
    requireKnown(incident, locked.release().content());
    var submitted =
        locked.release().submitted(actor.ref(), now(), notices.factsCheckers(tx, incident));
    save(tx, submitted, happening(incident, "release.submitted").by(actor));
    notices.waiting(tx, incident, submitted, actor);
    return submitted;
  }

  /// By the person in command or a duty chief.
  Release checkFacts(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = lock(tx, id, verdict.version(), actor);
    var incident = locked.incident();
    var commander = incident.commander();
    boolean commands = commander != null && commander.person().id().equals(actor.personId());
    if (!commands && !actor.hasRole("duty_chief")) {
      throw Problem.forbidden(
          "not_a_checker", "Facts are checked by the person in command or a duty chief.");
    }
    if (verdict.decision() == Decision.REFUSED) {
      return refuse(tx, locked, Release.State.FACTS_CHECK, verdict, actor);
    }
    locked.release().requireState(Release.State.FACTS_CHECK);
    requireKnown(incident, locked.release().content());
    var check = check(rules.factsChecklist(), verdict, actor);
    var checked = locked.release().factsChecked(check, notices.legalCheckers(tx, incident));
    save(tx, checked, happening(incident, "release.facts_checked").by(actor));
    notices.waiting(tx, incident, checked, actor);
    return checked;
  }

  /// By whoever answers for privacy and law, or a duty chief.
  Release checkLegal(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = lock(tx, id, verdict.version(), actor);
    var incident = locked.incident();
    if (!holds(tx, actor, rules.legalCheckDuties()) && !actor.hasRole("duty_chief")) {
      throw Problem.forbidden(
          "not_a_checker",
          "Privacy and law are checked by the legal counsel, the press office or a duty chief.");
    }
    if (verdict.decision() == Decision.REFUSED) {
      return refuse(tx, locked, Release.State.LEGAL_CHECK, verdict, actor);
    }
    locked.release().requireState(Release.State.LEGAL_CHECK);
    requirePublishable(tx, incident, locked.release().content().texts());
    var check = check(rules.legalChecklist(), verdict, actor);
    var checked =
        locked.release().legallyChecked(check, notices.approvers(tx, incident, locked.release()));
    save(tx, checked, happening(incident, "release.legally_checked").by(actor));
    notices.waiting(tx, incident, checked, actor);
    return checked;
  }

  /// Approved is published: there is nothing between.
  Release decide(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = lock(tx, id, verdict.version(), actor);
    var incident = locked.incident();
    if (!holds(tx, actor, rules.approvalDuties())) {
      throw Problem.forbidden(
          "not_an_approver",
          "Releases are approved by the commander-in-chief or the spokesperson on duty.");
    }
    if (verdict.decision() == Decision.REFUSED) {
      return refuse(tx, locked, Release.State.APPROVAL, verdict, actor);
    }
    locked.release().requireState(Release.State.APPROVAL);
    requirePublishable(tx, incident, locked.release().content().texts());
    requireKnown(incident, locked.release().content());
    return publish(tx, incident, locked.release(), actor);
  }

  private Release publish(Tx tx, Incident incident, Release release, Actor actor) {
    var at = now();
    int number = store.lastSequence(tx, incident.id()) + 1;
    var published =
        release.approved(actor.ref(), at, number, addresses.ofRelease(incident.number(), number));
    store.save(tx, published);
    var event =
        happening(incident, "release.published")
            .by(actor)
            .detail("sequence", number)
            .detail("headline", published.content().zh().headline())
            .detail("url", published.url());
    var corrects = published.correctsId();
    if (corrects != null) {
      var original = store.find(tx, corrects).orElseThrow().corrected(published.id());
      store.save(tx, original);
      event.detail("corrects", original.sequence()).changed("releases", original);
    }
    clocks.released(tx, published, at).ifPresent(met -> event.changed("releaseClocks", met));
    timeline.append(tx, event.changed("releases", published));
    notices.settled(tx, published, actor);
    // Whoever approves it signs the step with that.
    responses
        .steps()
        .learn(
            tx,
            incident,
            PlanStep.Fact.RELEASE_PUBLISHED,
            "%s，审批人%s，%s"
                .formatted(published.content().zh().headline(), actor.name(), published.url()),
            null,
            new StepService.Signature(actor.ref(), at),
            actor);
    return published;
  }

  Release discard(Tx tx, UUID id, String reason, int version, Actor actor) {
    var locked = lock(tx, id, version, actor);
    var why = required("reason", reason, "Say why it is discarded.");
    requirePublishable(tx, locked.incident(), List.of(why));
    var discarded = locked.release().discarded();
    save(
        tx,
        discarded,
        happening(locked.incident(), "release.discarded").by(actor).detail("reason", why));
    notices.settled(tx, discarded, actor);
    return discarded;
  }

  /// The press conference was held.
  ReleaseClock pressConference(Tx tx, UUID incidentId, Instant heldAt, String note, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    if (heldAt.isAfter(clock.instant()) || heldAt.isBefore(incident.knownAt())) {
      throw Problem.invalidField(
          "heldAt",
          FieldRule.IMPOSSIBLE,
          "It was held after the incident was known and not in the future.");
    }
    var text = required("note", note, "Say where it was held and what was said.");
    requirePublishable(tx, incident, List.of(text));
    var met = clocks.held(tx, incidentId, heldAt.truncatedTo(ChronoUnit.MICROS), text);
    timeline.append(
        tx,
        happening(incident, "release.press_conference_held")
            .by(actor)
            .detail("note", text)
            .changed("releaseClocks", met));
    return met;
  }

  private Release refuse(Tx tx, Locked locked, Release.State step, Verdict verdict, Actor actor) {
    var why = required("reason", verdict.reason(), "Say what has to change.");
    requirePublishable(tx, locked.incident(), List.of(why));
    var refused = locked.release().refused(step, actor.ref(), why, now());
    save(
        tx,
        refused,
        happening(locked.incident(), "release.refused")
            .by(actor)
            .detail("step", step)
            .detail("reason", why));
    notices.refused(tx, locked.incident(), refused, why, actor);
    return refused;
  }

  private Release.Check check(List<Release.CheckItem> items, Verdict verdict, Actor actor) {
    var missing = new ArrayList<>(items.stream().map(Release.CheckItem::id).toList());
    missing.removeAll(verdict.confirmed());
    if (!missing.isEmpty()) {
      throw Problem.conflict(
          "check_incomplete",
          "Not confirmed: %s. Confirm every entry, or send it back with a reason."
              .formatted(String.join(", ", missing)));
    }
    return new Release.Check(actor.ref(), now(), items);
  }

  /// No number of a person and nothing that cannot be shown: also not in events and notices.
  private void requirePublishable(Tx tx, Incident incident, List<String> texts) {
    Disclosure.requireReadable(texts);
    disclosure.requireNoNumbers(
        texts,
        calls.ofIncident(tx, incident.id(), true).stream()
            .map(Call::callbackNumber)
            .filter(Objects::nonNull)
            .toList());
  }

  /// Counts beyond what the incident itself knows have not been verified by anybody.
  private static void requireKnown(Incident incident, ReleaseContent content) {
    var counts = content.casualties();
    var known = incident.casualties();
    if (counts != null
        && (counts.dead() > known.dead()
            || counts.missing() > known.missing() + known.trapped()
            || counts.injured() > known.serious() + known.light())) {
      throw Problem.conflict(
          "casualties_beyond_known",
          "The counts are higher than those of the incident. Correct one of the two first.");
    }
  }

  private boolean holds(Tx tx, Actor actor, List<String> duties) {
    return people.find(tx, actor.personId()).stream()
        .anyMatch(person -> person.duties().stream().anyMatch(duties::contains));
  }

  private void requireRoom(Tx tx, Incident incident) {
    if (store.open(tx, incident.id()) >= rules.openAtMost()) {
      throw Problem.conflict(
          "too_many_drafts",
          "%d releases of this incident are in work. Publish or discard one first."
              .formatted(rules.openAtMost()));
    }
  }

  private static String required(String field, @Nullable String text, String what) {
    if (text == null || text.isBlank()) {
      throw Problem.invalidField(field, FieldRule.MISSING, what);
    }
    return text.strip();
  }

  private Locked lock(Tx tx, UUID id, int version, Actor actor) {
    var known = store.find(tx, id).orElseThrow(() -> Problem.notFound("release", id));
    var incident =
        incidents.lockFor(
            tx,
            known.incidentId(),
            actor,
            known.drill() == actor.drill() && known.waitsFor(actor.personId()),
            () -> Problem.notFound("release", id));
    var release = store.find(tx, id).orElseThrow();
    release.requireVersion(version);
    return new Locked(incident, release);
  }

  private Release save(Tx tx, Release release, Happening what) {
    store.save(tx, release);
    timeline.append(
        tx,
        what.detail("headline", release.content().zh().headline()).changed("releases", release));
    return release;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /// A decision at one of the steps.
  ///
  /// @param confirmed the entries of the checklist
  public record Verdict(
      Decision decision, List<String> confirmed, @Nullable String reason, int version) {}
}
