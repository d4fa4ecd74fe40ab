import { expect, test } from "vitest";
import type { Notice, Withdrawal } from "@/live/entities";
import { alarms, standing } from "./withdrawal";

const notice = (id: string, more: Partial<Notice> = {}) => ({ id, kind: "withdrawal", subjectId: "w-1", person: { id: "me", name: "我" }, state: "sent", ...more }) as Notice;
const acknowledged = (noticeId: string, state = "acknowledged") => ({ type: "command" as const, id: "1", operation: "setNoticeState", path: { noticeId }, body: { state } });

test("the alarm stands until it was acknowledged, and what was pressed in the tunnel silences it", () => {
  const all = [notice("n-1"), notice("n-2", { person: { id: "other", name: "他" } }), notice("n-3", { kind: "order" }), notice("n-4", { withdrawnAt: "2026-11-22T18:00:00Z" })];
  expect(alarms(all, "me", []).map(({ id }) => id)).toEqual(["n-1"]);
  expect(alarms(all, "me", [acknowledged("n-1")])).toEqual([]);
  expect(alarms(all, "me", [acknowledged("n-2")]).map(({ id }) => id)).toEqual(["n-1"]);
  expect(alarms([notice("n-1", { state: "displayed" })], "me", [])).toHaveLength(1);
  expect(alarms([notice("n-1", { state: "acknowledged" })], "me", [])).toEqual([]);
  // Agreed or lifted: a word about it, no siren.
  expect(alarms([notice("n-1", { subjectId: null })], "me", [])).toEqual([]);
});

test("a signal that sounds stands before an agreement", () => {
  const all = [{ id: "a", state: "agreed" }, { id: "g", state: "given" }, { id: "o", state: "over" }] as Withdrawal[];
  expect(standing(all)?.id).toBe("g");
  expect(standing(all.slice(0, 1))?.id).toBe("a");
  expect(standing(all.slice(2))).toBeUndefined();
});
