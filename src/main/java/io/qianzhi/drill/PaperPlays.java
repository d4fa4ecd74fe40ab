package io.qianzhi.drill;

import io.qianzhi.command.release.Release;
import io.qianzhi.command.release.ReleaseClock;
import io.qianzhi.command.report.Report;
import io.qianzhi.command.report.ReportClock;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// What simulated people write: reports to those above and releases to the public.
final class PaperPlays {
  private static final String ABOVE = "上级总值班室（演练）";

  private PaperPlays() {}

  static void add(ExerciseScene scene, Playbook book, InstantSource clock) {
    scene
        .people()
        .withRole("duty_chief")
        .ifPresent(
            chief -> {
              scene.reportClocks().stream()
                  .filter(one -> one.state() == ReportClock.State.RUNNING)
                  .forEach(one -> owed(scene, one, chief, book, clock));
              scene.reports().forEach(report -> finish(scene, report, chief, book));
            });
    boolean owed =
        scene.releaseClocks().stream()
            .anyMatch(
                one ->
                    one.kind() == ReleaseClock.Kind.FIRST_RELEASE
                        && one.state() == ReleaseClock.State.RUNNING);
    if (owed) {
      publish(scene, book);
    }
  }

  private static void owed(
      ExerciseScene scene, ReportClock one, Actor chief, Playbook book, InstantSource clock) {
    var path = Map.of("incidentId", scene.incident().id());
    var key = "report " + one.id();
    if (one.kind() == Report.Kind.PHONE) {
      book.add(
          key,
          book.pace().before(one.startsAt(), one.dueAt(), book.rules().tells(), key),
          (door, once) ->
              door.press(
                  chief,
                  once,
                  "recordPhoneReport",
                  path,
                  Map.of("organisation", ABOVE, "person", "值班员", "toldAt", clock.instant())));
    } else if (scene.reports().stream().noneMatch(report -> isDraft(report, one.kind()))) {
      book.add(
          key,
          book.pace().before(one.startsAt(), one.dueAt(), book.rules().writes(), key),
          Play.of(chief, "draftReport", path, Map.of("kind", Json.word(one.kind()))));
    }
  }

  private static boolean isDraft(Report report, Report.Kind kind) {
    return report.kind() == kind && report.sentAt() == null;
  }

  /// Signed and handed over.
  private static void finish(ExerciseScene scene, Report report, Actor chief, Playbook book) {
    var path = Map.of("reportId", report.id());
    if (report.state() == Report.State.DRAFT) {
      Optional<Actor> signer =
          report.kind() == Report.Kind.FINAL ? scene.people().withDuty("LEAD") : Optional.of(chief);
      var key = "sign " + report.id() + report.version();
      signer.ifPresent(
          who ->
              signs(scene, report, key, book)
                  .ifPresent(
                      due ->
                          book.add(
                              key, due, (door, once) -> signAnew(report, chief, who, door, once))));
    } else if (report.state() == Report.State.SIGNED) {
      book.add(
          "hand over " + report.id(),
          Objects.requireNonNull(report.signedAt()),
          book.rules().reads(),
          chief,
          "recordReceipt",
          path,
          Map.of("receivedBy", ABOVE + "值班员", "note", "专人送达（演练）"));
    }
  }

  /// What follows goes out in its time, however early its draft was there; when nothing is owed any
  /// more, not at all.
  private static Optional<Instant> signs(
      ExerciseScene scene, Report report, String key, Playbook book) {
    if (report.kind() != Report.Kind.FOLLOW_UP) {
      return Optional.of(book.pace().after(report.draftedAt(), book.rules().checks(), key));
    }
    return scene.reportClocks().stream()
        .filter(one -> one.kind() == report.kind() && one.state() == ReportClock.State.RUNNING)
        .findFirst()
        .map(one -> book.pace().through(one.startsAt(), one.dueAt(), book.rules().follows(), key));
  }

  /// With what is known by now.
  private static void signAnew(Report report, Actor writer, Actor signer, Door door, String once) {
    var path = Map.of("reportId", report.id());
    var draft = Map.of("version", report.version());
    door.press(writer, once + " anew", "refreshReport", path, draft);
    int version = door.ask(writer, "getReport", path).path("version").asInt();
    door.press(signer, once, "signReport", path, Map.of("version", version));
  }

  private static void publish(ExerciseScene scene, Playbook book) {
    var press = scene.people().withDuty("INFO");
    var first =
        scene.releases().stream().filter(one -> one.state() != Release.State.DISCARDED).findFirst();
    if (first.isEmpty()) {
      press.ifPresent(
          who ->
              book.add(
                  "release " + scene.incident().id(),
                  scene.incident().knownAt(),
                  book.rules().publishes(),
                  who,
                  "draftRelease",
                  Map.of("incidentId", scene.incident().id()),
                  Map.of()));
      return;
    }
    var release = first.get();
    switch (release.state()) {
      case DRAFT -> press.ifPresent(who -> next(release, who, "submitRelease", false, book));
      case FACTS_CHECK ->
          scene
              .people()
              .withRole("duty_chief")
              .ifPresent(who -> next(release, who, "checkReleaseFacts", true, book));
      case LEGAL_CHECK ->
          scene
              .people()
              .withDuty("LEGAL")
              .ifPresent(who -> next(release, who, "checkReleaseLegal", true, book));
      case APPROVAL ->
          scene
              .people()
              .withDuty("LEAD")
              .ifPresent(who -> next(release, who, "decideRelease", true, book));
      case PUBLISHED, DISCARDED -> {
        // Nothing waits.
      }
    }
  }

  private static void next(
      Release release, Actor who, String operation, boolean checked, Playbook book) {
    var key = operation + " " + release.id() + release.version();
    book.add(
        key,
        book.pace().after(since(release), book.rules().checks(), key),
        (door, once) -> {
          Map<String, ?> body =
              checked
                  ? Map.of(
                      "decision",
                      "passed",
                      "confirmed",
                      entries(door, who, operation),
                      "version",
                      release.version())
                  : Map.of("version", release.version());
          door.press(who, once, operation, Map.of("releaseId", release.id()), body);
        });
  }

  private static Instant since(Release release) {
    var legal = release.legalCheck();
    var facts = release.factsCheck();
    var submitted = release.submittedAt();
    return legal != null
        ? legal.at()
        : facts != null ? facts.at() : submitted != null ? submitted : release.draftedAt();
  }

  /// What the checklist asks to be confirmed; an approval confirms nothing beside.
  private static List<String> entries(Door door, Actor who, String operation) {
    var list =
        switch (operation) {
          case "checkReleaseFacts" -> "facts";
          case "checkReleaseLegal" -> "legal";
          default -> "";
        };
    return StreamSupport.stream(
            door.ask(who, "getReleaseChecklists", Map.<String, UUID>of()).path(list).spliterator(),
            false)
        .map(item -> item.path("id").asText())
        .toList();
  }
}
