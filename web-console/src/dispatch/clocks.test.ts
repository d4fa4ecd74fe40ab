import { expect, test } from "vitest";
import type { Assignment } from "@/live/entities";
import { clocksOf, nextStates, waitsTooLong } from "./clocks";

const assignment = (state: Assignment["state"], times: Record<string, string>) =>
  ({ id: "a", incidentId: "i", unitId: "u", callSign: "", service: "fire", state, times, version: 1 }) as Assignment;

test("every clock counts from the dispatch of its own assignment", () => {
  const marks = clocksOf(assignment("en_route", { dispatched: "2026-11-22T02:00:00Z", acknowledged: "2026-11-22T02:00:40Z", en_route: "2026-11-22T02:02:00Z" }));
  expect(marks.map(({ after }) => after)).toEqual([0, null, 40_000, 120_000, null, null]);
  expect(marks.map(({ reached }) => reached)).toEqual([true, true, true, true, false, false]);
});

test.each([
  ["dispatched", ["acknowledged", "en_route", "on_scene", "cleared"]],
  ["acknowledged", ["en_route", "on_scene", "cleared"]],
  ["on_scene", ["cleared"]],
  ["cleared", []],
  ["cancelled", []],
] as const)("after %s comes %j", (state, expected) => {
  expect(nextStates(state)).toEqual(expected);
});

test.each([
  ["dispatched", true],
  ["delivered", true],
  ["acknowledged", false],
  ["cancelled", false],
] as const)("overdue and %s waits too long: %s", (state, expected) => {
  expect(waitsTooLong({ ...assignment(state, {}), overdue: true })).toBe(expected);
});
