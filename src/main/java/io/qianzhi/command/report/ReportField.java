package io.qianzhi.command.report;

/// The parts of a report, in the order in which they are printed.
public enum ReportField {
  TITLE,
  ADDRESSEE,
  SOURCE,
  OCCURRED_AT,
  PLACE,
  UNIT_OVERVIEW,
  AREA_AFFECTED,
  COURSE,
  CASUALTIES,
  EVACUATED,
  LOSS_YUAN,
  CAUSE,
  MEASURES,
  FORCES,
  LEADERS_ON_SCENE,
  TREND,
  NEXT_STEPS,
  REQUESTS,
  ON_SCENE_HEAD,
  ON_SCENE_PHONE,
  GRADE,
  RESPONSE_LEVEL
}
