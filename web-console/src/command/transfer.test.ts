import { expect, test } from "vitest";
import type { CommandTransfer } from "@/live/entities";
import { duty, unsigned } from "./transfer";

const crew = { id: "crew", name: "张鹏飞" };
const mayor = { id: "mayor", name: "陈志远" };
const at = "2026-11-22T18:00:00Z";
const transfer = (more: Partial<CommandTransfer>): CommandTransfer => ({
  id: "t-1", incidentId: "i-1", from: crew, to: mayor, state: "requested", requestedAt: at, briefing: {} as never, version: 1, ...more,
});

test.each<[string, Partial<CommandTransfer>, ReturnType<typeof duty>, ReturnType<typeof duty>, string[]]>([
  ["both have to sign, the one who takes it reads first", {}, "hand_over", "read", ["张鹏飞", "陈志远"]],
  ["read", { briefedAt: at }, "hand_over", "sign", ["张鹏飞", "陈志远"]],
  ["handed over, not read", { fromSignedAt: at }, null, "read", ["陈志远"]],
  ["signed for, not handed over", { briefedAt: at, toSignedAt: at }, "hand_over", null, ["张鹏飞"]],
  ["read and signed", { toSignedAt: at }, "hand_over", null, ["张鹏飞"]],
  ["decided", { state: "accepted" }, null, null, ["张鹏飞", "陈志远"]],
  ["from nobody", { from: null }, null, "read", ["陈志远"]],
])("%s", (_, more, ofCrew, ofMayor, missing) => {
  expect(duty(transfer(more), crew.id)).toBe(ofCrew);
  expect(duty(transfer(more), mayor.id)).toBe(ofMayor);
  expect(unsigned(transfer(more)).map(({ name }) => name)).toEqual(missing);
});
