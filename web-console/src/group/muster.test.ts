import { expect, test } from "vitest";
import type { Muster } from "@/live/entities";
import { asked, lacking, lastMuster, missingFirst, type Entry } from "./muster";

const fire = { id: "p-fire", name: "张鹏飞" };
const doctor = { id: "p-doctor", name: "徐慧敏" };
const entry = (id: string, state: Entry["state"], more: Partial<Entry> = {}): Entry => ({ id, kind: "unit", name: id, answerers: [fire], expected: 6, state, ...more });
const muster = (number: number, state: Muster["state"], entries: Entry[]): Muster => ({
  id: `m-${number}`, incidentId: "i-1", number, state, calledBy: fire, calledAt: "2026-11-22T18:00:00Z", dueAt: "2026-11-22T18:20:00Z",
  entries, expected: 12, counted: 6, drill: true, version: 1,
});

test("the missing stand first, then who has not answered", () => {
  const sorted = missingFirst([entry("a", "present"), entry("b", "waiting"), entry("c", "missing"), entry("d", "missing")]);
  expect(sorted.map(({ id }) => id)).toEqual(["c", "d", "b", "a"]);
  expect(lacking(entry("c", "missing", { count: 4 }))).toBe(2);
  expect(lacking(entry("c", "waiting"))).toBe(6);
});

test("a replaced round is nobody's last", () => {
  expect(lastMuster([muster(1, "complete", []), muster(3, "running", []), muster(2, "replaced", [])])?.number).toBe(3);
  expect(lastMuster([muster(2, "replaced", [])])).toBeUndefined();
});

test("each answers for his own, once, also after the time is up", () => {
  const entries = [entry("mine", "waiting"), entry("theirs", "waiting", { answerers: [doctor] }), entry("there", "present")];
  const waiting = [{ type: "command" as const, id: "1", operation: "answerMuster", path: { musterId: "m-1" }, body: { entryId: "mine", count: 6 } }];
  expect(asked(muster(1, "running", entries), fire.id, []).map(({ id }) => id)).toEqual(["mine"]);
  expect(asked(muster(1, "running", entries), fire.id, waiting)).toEqual([]);
  expect(asked(muster(1, "incomplete", [entry("mine", "missing")]), fire.id, []).map(({ id }) => id)).toEqual(["mine"]);
  expect(asked(muster(1, "complete", entries), fire.id, [])).toEqual([]);
});
