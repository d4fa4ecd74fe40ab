package io.qianzhi.command.report;

import io.qianzhi.incident.Casualties;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a written report says. Counts only: nobody who was hurt is named. An empty text is left out
/// of the printed report.
///
/// @param addressee 主送
/// @param occurredAt when it happened; has no part in any clock
/// @param course in a follow-up only what happened since the report before
/// @param measures in a follow-up only those since the report before
public record ReportContent(
    String title,
    String addressee,
    String source,
    @Nullable Instant occurredAt,
    String place,
    String unitOverview,
    String areaAffected,
    String course,
    Casualties casualties,
    @Nullable Integer evacuated,
    @Nullable Long lossYuan,
    String cause,
    String measures,
    Forces forces,
    String leadersOnScene,
    String trend,
    String nextSteps,
    String requests,
    String onSceneHead,
    String onScenePhone) {
  /// Numbers of identity cards and mobile telephones.
  private static final Pattern PERSONAL =
      Pattern.compile("(?<!\\d)(\\d{17}[\\dXx]|1[3-9]\\d{9})(?!\\d)");

  /// Who is at the scene, in numbers.
  public record Forces(int units, int people, int vehicles) {}

  /// What differs from the report before. Course and measures of a follow-up hold only what is new:
  /// they differ when anything stands there.
  Set<ReportField> changesSince(ReportContent before) {
    var changed = EnumSet.noneOf(ReportField.class);
    note(changed, ReportField.OCCURRED_AT, occurredAt, before.occurredAt);
    note(changed, ReportField.PLACE, place, before.place);
    note(changed, ReportField.SOURCE, source, before.source);
    note(changed, ReportField.UNIT_OVERVIEW, unitOverview, before.unitOverview);
    note(changed, ReportField.AREA_AFFECTED, areaAffected, before.areaAffected);
    note(changed, ReportField.CASUALTIES, casualties, before.casualties);
    note(changed, ReportField.EVACUATED, evacuated, before.evacuated);
    note(changed, ReportField.LOSS_YUAN, lossYuan, before.lossYuan);
    note(changed, ReportField.CAUSE, cause, before.cause);
    note(changed, ReportField.FORCES, forces, before.forces);
    note(changed, ReportField.LEADERS_ON_SCENE, leadersOnScene, before.leadersOnScene);
    note(changed, ReportField.TREND, trend, before.trend);
    note(changed, ReportField.NEXT_STEPS, nextSteps, before.nextSteps);
    note(changed, ReportField.REQUESTS, requests, before.requests);
    note(changed, ReportField.ON_SCENE_HEAD, onSceneHead, before.onSceneHead);
    note(changed, ReportField.ON_SCENE_PHONE, onScenePhone, before.onScenePhone);
    note(changed, ReportField.COURSE, course, "");
    note(changed, ReportField.MEASURES, measures, "");
    return changed;
  }

  private static void note(
      Set<ReportField> changed, ReportField field, @Nullable Object now, @Nullable Object before) {
    if (!Objects.equals(now, before)) {
      changed.add(field);
    }
  }

  /// @throws Problem `personal_data`: a report holds counts, and of people only those on duty
  void requireNoPersonalData() {
    var texts =
        Stream.of(
            title,
            addressee,
            source,
            place,
            unitOverview,
            areaAffected,
            course,
            cause,
            measures,
            leadersOnScene,
            trend,
            nextSteps,
            requests,
            onSceneHead);
    if (texts.anyMatch(text -> PERSONAL.matcher(text).find())) {
      throw Problem.invalid(
          "personal_data",
          "There is the number of an identity card or a mobile telephone in a text. Reports hold"
              + " counts, not people; only the telephone at the scene may be named.");
    }
  }
}
