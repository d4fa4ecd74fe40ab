package io.qianzhi.command.release;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.identity.People;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.PlanStep;
import io.qianzhi.plan.StepService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a draft comes to the public: submitted, checked for facts, checked for privacy and law,
/// approved by somebody who did not write it, and so published. From each step it may go back to
/// its drafters.
public final class ReleaseApproval {
  private final ReleaseStore store;
  private final ReleaseBook book;
  private final ReleaseRules rules;
  private final Clearance clearance;
  private final People people;
  private final ReleaseNotices notices;
  private final ReleaseClocks clocks;
  private final StepService steps;
  private final Timeline timeline;
  private final PublicAddress addresses;

  /// What a person decides at one of the steps.
  public enum Decision {
    PASSED,
    REFUSED
  }

  /// A decision at one of the steps.
  ///
  /// @param confirmed the entries of the checklist
  /// @param reason why it goes back
  record Verdict(Decision decision, List<String> confirmed, @Nullable String reason, int version) {}

  ReleaseApproval(
      ReleaseParts parts,
      ReleaseStore store,
      ReleaseBook book,
      Clearance clearance,
      ReleaseNotices notices,
      ReleaseClocks clocks) {
    this.store = store;
    this.book = book;
    this.rules = parts.rules();
    this.clearance = clearance;
    this.people = parts.people();
    this.notices = notices;
    this.clocks = clocks;
    this.steps = parts.responses().steps();
    this.timeline = parts.timeline();
    this.addresses = parts.addresses();
  }

  /// @throws Problem `release_incomplete`, `number_in_release` or `casualties_beyond_known`
  Release submit(Tx tx, UUID id, int version, Actor actor) {
    var locked = book.lock(tx, id, version, actor);
    var incident = locked.incident();
    var content = locked.release().content();
    clearance.requirePublishable(tx, incident, content.texts());
    Clearance.requireKnown(incident, content);
    var submitted =
        locked.release().submitted(actor.ref(), book.now(), notices.factsCheckers(tx, incident));
    return passOn(tx, incident, submitted, happening(incident, "release.submitted"), actor);
  }

  /// By the person in command or a duty chief.
  ///
  /// @throws Problem `not_a_checker` or `check_incomplete`
  Release checkFacts(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = book.lock(tx, id, verdict.version(), actor);
    var incident = locked.incident();
    if (!incident.isCommandedBy(actor.personId()) && !actor.hasRole("duty_chief")) {
      throw Problem.forbidden(
          "not_a_checker", "Facts are checked by the person in command or a duty chief.");
    }
    if (verdict.decision() == Decision.REFUSED) {
      return refuse(tx, locked, Release.State.FACTS_CHECK, verdict, actor);
    }
    locked.release().requireState(Release.State.FACTS_CHECK);
    Clearance.requireKnown(incident, locked.release().content());
    var check = check(rules.factsChecklist(), verdict, actor);
    var checked = locked.release().factsChecked(check, notices.legalCheckers(tx, incident));
    return passOn(tx, incident, checked, happening(incident, "release.facts_checked"), actor);
  }

  /// By whoever answers for privacy and law, or a duty chief.
  ///
  /// @throws Problem `not_a_checker` or `check_incomplete`
  Release checkLegal(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = book.lock(tx, id, verdict.version(), actor);
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
    clearance.requirePublishable(tx, incident, locked.release().content().texts());
    var check = check(rules.legalChecklist(), verdict, actor);
    var checked =
        locked.release().legallyChecked(check, notices.approvers(tx, incident, locked.release()));
    return passOn(tx, incident, checked, happening(incident, "release.legally_checked"), actor);
  }

  /// Approved is published: there is nothing between.
  ///
  /// @throws Problem `not_an_approver` or `approver_drafted`
  Release decide(Tx tx, UUID id, Verdict verdict, Actor actor) {
    var locked = book.lock(tx, id, verdict.version(), actor);
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
    clearance.requirePublishable(tx, incident, locked.release().content().texts());
    Clearance.requireKnown(incident, locked.release().content());
    return publish(tx, incident, locked.release(), actor);
  }

  /// Written, and whoever comes next is asked.
  private Release passOn(
      Tx tx, Incident incident, Release release, Happening happening, Actor actor) {
    book.write(tx, release, happening.by(actor));
    notices.waiting(tx, incident, release, actor);
    return release;
  }

  private Release publish(Tx tx, Incident incident, Release release, Actor actor) {
    var at = book.now();
    int number = store.lastSequence(tx, incident.id()) + 1;
    var address = addresses.ofRelease(incident.number(), incident.drill(), number);
    var published = release.approved(actor.ref(), at, number, address);
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
    steps.learn(
        tx,
        incident,
        PlanStep.Fact.RELEASE_PUBLISHED,
        "%s，审批人%s，%s"
            .formatted(
                published.content().zh().headline(),
                actor.name(),
                Objects.requireNonNullElse(published.url(), "演练，未对外公开")),
        null,
        new StepService.Signature(actor.ref(), at),
        actor);
    return published;
  }

  private Release refuse(
      Tx tx, ReleaseBook.Locked locked, Release.State step, Verdict verdict, Actor actor) {
    var why = ReleaseBook.required("reason", verdict.reason(), "Say what has to change.");
    clearance.requirePublishable(tx, locked.incident(), List.of(why));
    var refused = locked.release().refused(step, actor.ref(), why, book.now());
    book.write(
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
    return new Release.Check(actor.ref(), book.now(), items);
  }

  private boolean holds(Tx tx, Actor actor, List<String> duties) {
    return people.find(tx, actor.personId()).stream()
        .anyMatch(person -> person.duties().stream().anyMatch(duties::contains));
  }
}
