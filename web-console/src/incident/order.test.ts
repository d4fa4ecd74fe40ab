import { expect, test } from "vitest";
import type { Assignment, Incident } from "@/live/entities";
import { groupOf } from "./order";

const states = (...all: Assignment["state"][]) => all.map((state) => ({ state }) as Assignment);

test.each([
  ["open", [], "waiting"],
  ["open", ["cancelled"], "waiting"],
  ["open", ["cleared", "en_route"], "running"],
  ["open", ["cleared", "cancelled"], "cleared"],
  ["controlled", ["on_scene"], "controlled"],
  ["controlled", ["cleared"], "cleared"],
  ["controlled", [], "controlled"],
] as const)("an incident that is %s with units %j is %s", (state, units, group) => {
  expect(groupOf({ state } as Incident, states(...units))).toBe(group);
});
