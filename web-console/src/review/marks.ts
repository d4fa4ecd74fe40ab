import type { TimelineEvent } from "@/live/entities";

/** What a mark on the slider is about; each has a place of its own above the line, so that colour is not all. */
export type MarkKind = "incident" | "force" | "command" | "plan" | "late";

export interface Mark {
  /** Which event. */
  index: number;
  millis: number;
  kind: MarkKind;
}

const kinds: Record<string, MarkKind> = {
  incident_created: "incident", call_added: "incident", incident_graded: "incident", incident_state_changed: "incident",
  assignment_dispatched: "force", assignment_on_scene: "force", group_formed: "force", muster_called: "force",
  command_taken: "command", command_transferred: "command", order_issued: "command", command_post_set: "command",
  withdrawal_given: "late", muster_incomplete: "late",
  response_started: "plan", response_activated: "plan", response_raised: "plan", response_lowered: "plan", response_ended: "plan",
  report_sent: "plan", release_published: "plan",
};

/** Reviews come later; they are no part of the night. */
export const isAfterwards = ({ kind }: Pick<TimelineEvent, "kind">) => /^(review|finding)\.|^incident\.numbers_deleted$/.test(kind);

/** The events people look for: the important ones, and everything that was late. */
export function marksOf(events: readonly TimelineEvent[]): Mark[] {
  return events.flatMap(({ kind, at }, index) => {
    const mark = /[._](overdue|escalated|delivery_failed)$/.test(kind) ? "late" : kinds[kind.replaceAll(/[.-]/g, "_")];
    return mark ? [{ index, millis: Date.parse(at), kind: mark }] : [];
  });
}
