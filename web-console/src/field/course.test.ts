import { expect, test } from "vitest";
import type { Assignment, AssignmentState } from "@/live/entities";
import type { Command } from "@/live/protocol";
import { nextPress, progressOf, rings } from "./course";

const assignment = (state: AssignmentState) => ({ id: "a", state, times: {}, version: 1 }) as Assignment;
const press = (state: string, assignmentId = "a"): Command => ({
  type: "command", id: `press-${state}`, operation: "setAssignmentState",
  path: { assignmentId }, body: { state, pressedAt: "2026-11-22T02:13:00Z" },
});

test.each([
  ["dispatched", "acknowledged"],
  ["delivered", "acknowledged"],
  ["acknowledged", "en_route"],
  ["en_route", "on_scene"],
  ["on_scene", "cleared"],
  ["cleared", null],
  ["cancelled", null],
] as const)("after %s the one button is %s", (state, next) => {
  expect(nextPress(state)).toBe(next);
});

test("what waits to be sent is shown ahead of the server, and marked as such", () => {
  const progress = progressOf(assignment("delivered"), [press("acknowledged"), press("en_route")]);
  expect(progress.state).toBe("en_route");
  expect(Object.keys(progress.unsent)).toEqual(["acknowledged", "en_route"]);
});

test("a press for another assignment changes nothing here", () => {
  expect(progressOf(assignment("delivered"), [press("en_route", "b")])).toEqual({ state: "delivered", unsent: {} });
});

test("what the server overtook no longer counts, whoever reported it", () => {
  expect(progressOf(assignment("on_scene"), [press("acknowledged")])).toEqual({ state: "on_scene", unsent: {} });
});

test("nothing waits on a cancelled assignment", () => {
  expect(progressOf(assignment("cancelled"), [press("acknowledged")])).toEqual({ state: "cancelled", unsent: {} });
});

test("it rings until acknowledged, also when only this phone knows", () => {
  expect(rings(progressOf(assignment("delivered"), []).state)).toBe(true);
  expect(rings(progressOf(assignment("delivered"), [press("acknowledged")]).state)).toBe(false);
});
