import type { TimelineEvent } from "@/live/entities";

/** What a mark on the slider is about; each has a place of its own above the line, so that colour is not all. */
export type MarkKind = "incident" | "force" | "command" | "plan" | "late";

export interface Mark {
  /** Which event. */
  index: number;
  millis: number;
  kind: MarkKind;
}

/** Every kind of event, "." written "_", with its mark; those without one only stand in the list. */
const kinds: Record<string, MarkKind | null> = {
  incident_created: "incident", call_added: "incident", incident_graded: "incident", incident_handed_over: "incident", incident_state_changed: "incident",
  assignment_dispatched: "force", assignment_on_scene: "force", group_formed: "force", muster_called: "force",
  command_taken: "command", command_transferred: "command", command_taken_over: "command", command_appointed: "command",
  command_post_set_up: "command", command_post_moved: "command", order_issued: "command", order_refused: "command", withdrawal_lifted: "command",
  response_started: "plan", response_activated: "plan", response_level_changed: "plan", response_ended: "plan", response_extended: "plan", proposal_made: "plan",
  report_signed: "plan", report_sent: "plan", release_published: "plan", cordon_drawn: "plan", exercise_injected: "plan",
  withdrawal_given: "late", muster_incomplete: "late", assignment_overdue: "late", notice_overdue: "late", notice_delivery_failed: "late",
  step_overdue: "late", response_due: "late", step_supervised: "late", order_overdue: "late", order_feedback_overdue: "late", report_late: "late", report_send_failed: "late",
  release_overdue: "late",

  incident_updated: null, incident_numbers_deleted: null, call_attached: null, call_left: null,
  assignment_delivered: null, assignment_acknowledged: null, assignment_en_route: null, assignment_cleared: null, assignment_cancelled: null, assignment_noted: null,
  unit_duty_changed: null, unit_crew_changed: null, person_checked_in: null, person_checked_out: null,
  command_requested: null, command_briefed: null, command_signed: null, command_refused: null, command_withdrawn: null,
  order_drafted: null, order_edited: null, order_delivered: null, order_acknowledged: null, order_reported: null, order_done: null, order_verified: null, order_sent_back: null,
  order_reassigned: null, order_cancelled: null, order_confirmed: null, order_unfinished: null,
  group_acknowledged: null, group_changed: null, group_dissolved: null, group_presence_changed: null, muster_answered: null, muster_left: null, muster_ended: null, withdrawal_agreed: null, withdrawal_ended: null,
  response_proposed: null, response_declined: null, response_activation_signed: null, proposal_judged: null, proposal_signed: null, proposal_refused: null, proposal_withdrawn: null,
  step_completed: null, step_reopened: null, step_signed: null, step_handed_over: null, step_reassessed: null, step_roles_paged: null, step_clock_started: null, step_decision_asked: null,
  step_added: null, step_delegated: null, step_taken_back: null, step_skipped: null, step_unskipped: null, step_reminded: null, cordon_lifted: null,
  report_owed: null, report_clock_met: null, report_told: null, report_drafted: null, report_edited: null, report_refreshed: null, report_queued: null, report_received: null, report_try_failed: null,
  release_drafted: null, release_written: null, release_submitted: null, release_facts_checked: null, release_legally_checked: null, release_refused: null, release_discarded: null,
  release_clocks_changed: null, release_press_conference_held: null,
  notice_created: null, notice_sent: null, notice_received: null, notice_displayed: null, notice_acknowledged: null, notice_withdrawn: null,
  exercise_started: null, exercise_ended: null,
  finding_added: null, finding_changed: null, finding_withdrawn: null, finding_verified: null, review_summarised: null, review_signed: null,
};

/** Reviews come later; they are no part of the night. */
export const isAfterwards = ({ kind }: Pick<TimelineEvent, "kind">) => /^(review|finding)\.|^incident\.numbers_deleted$/.test(kind);

/** The events people look for: the important ones, and everything that was late. */
export function marksOf(events: readonly TimelineEvent[]): Mark[] {
  return events.flatMap(({ kind, at }, index) => {
    const mark = kinds[kind.replaceAll(/[.-]/g, "_")];
    return mark ? [{ index, millis: Date.parse(at), kind: mark }] : [];
  });
}
