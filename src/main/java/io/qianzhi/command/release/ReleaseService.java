package io.qianzhi.command.release;

import static io.qianzhi.incident.IncidentService.happening;

import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.problem.FieldRule;
import io.qianzhi.platform.problem.Problem;
import io.qianzhi.timeline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the public is told: drafted from what is known, written, corrected by another one after it
/// was published, or discarded. How it comes to the public is in [ReleaseApproval].
///
/// Every decision is made under the lock of the incident's row.
public final class ReleaseService {
  private final ReleaseStore store = new ReleaseStore();
  private final ReleaseRules rules;
  private final ReleaseDrafts drafts;
  private final IncidentService incidents;
  private final Clearance clearance;
  private final ReleaseNotices notices;
  private final ReleaseClocks clocks;
  private final ReleaseBook book;
  private final ReleaseApproval approval;
  private final Timeline timeline;
  private final InstantSource clock;

  public ReleaseService(ReleaseParts parts) {
    var disclosure = new Disclosure(parts.rules());
    this.rules = parts.rules();
    this.incidents = parts.incidents();
    this.timeline = parts.timeline();
    this.clock = parts.clock();
    this.drafts = new ReleaseDrafts(parts, disclosure);
    this.clearance = new Clearance(disclosure, parts.calls());
    this.notices = new ReleaseNotices(parts.rules(), parts.notices(), parts.people(), clock);
    this.clocks =
        new ReleaseClocks(
            parts.rules(), incidents, notices, timeline, parts.deadlines(), parts.clock());
    this.book = new ReleaseBook(store, incidents, timeline, clock);
    this.approval = new ReleaseApproval(parts, store, book, clearance, notices, clocks);
  }

  /// The steps that a draft goes through before it is published.
  ReleaseApproval approval() {
    return approval;
  }

  /// The statutory clocks of telling the public.
  public ReleaseClocks clocks() {
    return clocks;
  }

  /// Without those that were discarded, in the order they were begun.
  public List<Release> ofIncidents(Tx tx, Collection<UUID> incidentIds) {
    return store.ofIncidents(tx, incidentIds);
  }

  /// @param correctsId the published release that it shall correct, null = none
  /// @param reason what was wrong with that one
  /// @throws Problem `too_many_drafts`, `release_corrected` or `release_not_published`
  Release draft(
      Tx tx, UUID incidentId, @Nullable UUID correctsId, @Nullable String reason, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    requireRoom(tx, incident);
    if (correctsId == null) {
      var release = drafts.begin(tx, incident, actor.ref(), book.now());
      return book.write(tx, release, happening(incident, "release.drafted").by(actor));
    }
    return correct(tx, incident, correctsId, reason, actor);
  }

  private Release correct(
      Tx tx, Incident incident, UUID correctsId, @Nullable String reason, Actor actor) {
    var original = store.find(tx, correctsId).orElse(null);
    if (original == null || !original.incidentId().equals(incident.id())) {
      throw Problem.notFound("release", correctsId);
    }
    if (store.ofIncidents(tx, List.of(incident.id())).stream()
        .anyMatch(one -> one.isOpen() && correctsId.equals(one.correctsId()))) {
      throw Problem.conflict(
          "release_corrected", "A correction of this release is in work already.");
    }
    var why =
        ReleaseBook.required(
            "reason", reason, "Say what was wrong; it is published with the correction.");
    clearance.requirePublishable(tx, incident, List.of(why));
    var correction = original.correction(why, actor.ref(), book.now());
    return book.write(
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
    var release = drafts.begin(tx, incident, null, book.now());
    book.write(tx, release, happening(incident, "release.drafted").by(actor));
    notices.drafted(tx, incident, release);
  }

  /// @param factsAt the facts are those known then
  /// @throws Problem `stale_version`, `number_in_release`, `casualties_beyond_known`, or
  ///   `release_elsewhere` once it was submitted
  Release write(Tx tx, UUID id, ReleaseContent content, Instant factsAt, int version, Actor actor) {
    var locked = book.lock(tx, id, version, actor);
    var incident = locked.incident();
    if (factsAt.isAfter(clock.instant())) {
      throw Problem.invalidField(
          "factsAt", FieldRule.IMPOSSIBLE, "The facts cannot be those of a time to come.");
    }
    var text = content.stripped();
    clearance.requirePublishable(tx, incident, text.texts());
    Clearance.requireKnown(incident, text);
    var written = locked.release().written(text, factsAt, clearance.warnings(text), actor.ref());
    return book.write(tx, written, happening(incident, "release.written").by(actor));
  }

  /// @throws Problem `stale_version` or `release_published`
  Release discard(Tx tx, UUID id, String reason, int version, Actor actor) {
    var locked = book.lock(tx, id, version, actor);
    var why = ReleaseBook.required("reason", reason, "Say why it is discarded.");
    clearance.requirePublishable(tx, locked.incident(), List.of(why));
    var discarded = locked.release().discarded();
    book.write(
        tx,
        discarded,
        happening(locked.incident(), "release.discarded").by(actor).detail("reason", why));
    notices.settled(tx, discarded, actor);
    return discarded;
  }

  /// The press conference was held.
  ///
  /// @throws Problem `no_release_clock` where none is owed
  ReleaseClock pressConference(Tx tx, UUID incidentId, Instant heldAt, String note, Actor actor) {
    var incident = incidents.lock(tx, incidentId, actor);
    if (heldAt.isAfter(clock.instant()) || heldAt.isBefore(incident.knownAt())) {
      throw Problem.invalidField(
          "heldAt",
          FieldRule.IMPOSSIBLE,
          "It was held after the incident was known and not in the future.");
    }
    var text = ReleaseBook.required("note", note, "Say where it was held and what was said.");
    clearance.requirePublishable(tx, incident, List.of(text));
    var met = clocks.held(tx, incidentId, heldAt.truncatedTo(ChronoUnit.MICROS), text);
    timeline.append(
        tx,
        happening(incident, "release.press_conference_held")
            .by(actor)
            .detail("note", text)
            .changed("releaseClocks", met));
    return met;
  }

  private void requireRoom(Tx tx, Incident incident) {
    if (store.open(tx, incident.id()) >= rules.openAtMost()) {
      throw Problem.conflict(
          "too_many_drafts",
          "%d releases of this incident are in work. Publish or discard one first."
              .formatted(rules.openAtMost()));
    }
  }
}
