import type { Assignment, AssignmentState } from "@/live/entities";

/** The states every assignment goes through, in order. */
export const course = ["dispatched", "delivered", "acknowledged", "en_route", "on_scene", "cleared"] as const satisfies readonly AssignmentState[];

export interface Mark {
  state: (typeof course)[number];
  /** Milliseconds from dispatch, or null when this state was skipped or is still ahead. */
  after: number | null;
  reached: boolean;
}

/** One assignment's clocks, each counted from its own dispatch. */
export function clocksOf(assignment: Assignment): Mark[] {
  const start = Date.parse(assignment.times.dispatched ?? "");
  const at = course.indexOf(assignment.state as Mark["state"]);
  return course.map((state, index) => {
    const time = assignment.times[state];
    return { state, after: time ? Date.parse(time) - start : null, reached: time !== undefined || index <= at };
  });
}

/** Nobody of the crew has acknowledged in time, and still nobody has. */
export function waitsTooLong({ overdue, state }: Assignment): boolean {
  return (overdue ?? false) && (state === "dispatched" || state === "delivered");
}

/** Who has not acknowledged in time stands first, then who was sent first. */
export function overdueFirst(assignments: readonly Assignment[]): Assignment[] {
  return [...assignments].sort(
    (a, b) =>
      Number(waitsTooLong(b)) - Number(waitsTooLong(a)) ||
      (a.times.dispatched ?? "").localeCompare(b.times.dispatched ?? "") ||
      a.callSign.localeCompare(b.callSign, "zh-CN"),
  );
}

/** What the crew can report next, told by radio. */
export function nextStates(state: AssignmentState): AssignmentState[] {
  if (state === "cleared" || state === "cancelled") return [];
  const at = course.indexOf(state as Mark["state"]);
  return course.slice(Math.max(at + 1, course.indexOf("acknowledged")));
}
