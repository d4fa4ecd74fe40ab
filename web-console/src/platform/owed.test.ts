import { describe, expect, it } from "vitest";
import type { ReportClock } from "@/live/entities";
import { byUrgency, isLate } from "./owed";

const clock = (part: Partial<ReportClock>) =>
  ({ id: "1", kind: "written", state: "running", late: false, dueAt: "2026-11-22T02:13:00Z", ...part }) as ReportClock;
const before = Date.parse("2026-11-22T02:12:59Z");
const after = Date.parse("2026-11-22T02:13:01Z");

describe("the clock of what is owed", () => {
  it("turns late by itself, before the server has said so", () => {
    expect(isLate(clock({}), before)).toBe(false);
    expect(isLate(clock({}), after)).toBe(true);
  });

  it("stays late for ever, also when the report came", () => {
    expect(isLate(clock({ late: true, state: "met" }), before)).toBe(true);
    expect(isLate(clock({ state: "met" }), after)).toBe(false);
  });

  it("puts what runs out first before what is settled", () => {
    const all = [clock({ id: "met", state: "met", dueAt: "2026-11-22T01:00:00Z" }), clock({ id: "later", dueAt: "2026-11-22T03:00:00Z" }), clock({ id: "next" })];
    expect(all.sort(byUrgency).map(({ id }) => id)).toEqual(["next", "later", "met"]);
  });
});
