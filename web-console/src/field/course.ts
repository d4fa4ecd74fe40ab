import type { Assignment, AssignmentState } from "@/live/entities";
import type { Command } from "@/live/protocol";
import { course } from "@/dispatch/clocks";

/** What a crew presses, in order. */
const pressed = ["acknowledged", "en_route", "on_scene", "cleared"] as const satisfies readonly AssignmentState[];
export type Pressed = (typeof pressed)[number];

export interface Progress {
  /** The state the crew has pressed, whether or not the server knows yet. */
  state: AssignmentState;
  /** When the buttons were pressed whose answers are still missing. */
  unsent: Partial<Record<AssignmentState, string>>;
}

const rank = (state: AssignmentState) => (course as readonly string[]).indexOf(state);

/** The server's state and, ahead of it, what waits to be sent. What the server has overtaken no longer counts. */
export function progressOf(assignment: Assignment, waiting: readonly Command[]): Progress {
  const progress: Progress = { state: assignment.state, unsent: {} };
  if (assignment.state === "cancelled") return progress;
  for (const { operation, path, body } of waiting) {
    if (operation !== "setAssignmentState" || path?.assignmentId !== assignment.id) continue;
    const { state, pressedAt } = body as { state: AssignmentState; pressedAt?: string };
    if (rank(state) <= rank(assignment.state)) continue;
    progress.unsent[state] = pressedAt ?? "";
    if (rank(state) > rank(progress.state)) progress.state = state;
  }
  return progress;
}

/** The one next button; null when there is nothing left to press. */
export function nextPress(state: AssignmentState): Pressed | null {
  if (state === "cancelled") return null;
  return pressed.find((next) => rank(next) > rank(state)) ?? null;
}

/** It rings until somebody of the crew has acknowledged, here or elsewhere. */
export function rings(state: AssignmentState): boolean {
  return state === "dispatched" || state === "delivered";
}
