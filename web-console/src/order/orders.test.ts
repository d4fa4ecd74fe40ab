import { expect, test } from "vitest";
import type { Order } from "@/live/entities";
import type { Command } from "@/live/protocol";
import { byPressure, ladderOf, mayVerify, nextRung, progressOf, rings, troublesOf, wantsConfirmation } from "./orders";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 18, 0, seconds)).toISOString();
const fire = { id: "p-fire", name: "张鹏飞" };
const mayor = { id: "p-mayor", name: "陈志远" };

function order(more: Partial<Order> = {}): Order {
  return {
    id: "o-1", incidentId: "i-1", number: 1, addressee: { kind: "unit", id: "u-1", name: "水罐1车" }, responsible: [fire], told: [fire],
    text: "堵漏", urgent: true, state: "delivered", draftedBy: mayor, draftedAt: at(0), issuedBy: mayor, issuedAt: at(0), feedback: [],
    overdue: false, feedbackOverdue: false, escalated: false, rungs: [], drill: true, version: 2, ...more,
  };
}
const pressed = (operation: string, orderId = "o-1"): Command => ({ type: "command", id: operation, operation, path: { orderId } });

test.each<[string, Partial<Order>, string[]]>([
  ["in time", {}, []],
  ["nobody acknowledged", { overdue: true }, ["overdue"]],
  ["the supervisor was told", { overdue: true, escalated: true }, ["escalated", "overdue"]],
  ["acknowledged after all", { overdue: true, escalated: true, state: "acknowledged" }, []],
  ["past its deadline", { state: "acknowledged", dueAt: at(60) }, ["lateDue"]],
  ["done after its deadline", { state: "done", dueAt: at(60) }, []],
  ["no feedback", { state: "acknowledged", feedbackOverdue: true }, ["feedbackOverdue"]],
  ["refused", { state: "refused", overdue: true }, ["refused"]],
])("%s", (_, more, troubles) => {
  expect(troublesOf(order(more), Date.parse(at(120)))).toEqual(troubles);
});

test("what is in trouble stands first, what is settled last, the newer before the older", () => {
  const all = [
    order({ number: 1, state: "verified" }),
    order({ number: 2, state: "acknowledged" }),
    order({ number: 3 }),
    order({ number: 4, state: "acknowledged", dueAt: at(10) }),
    order({ number: 5, state: "done" }),
    order({ number: 6 }),
    order({ number: 7, state: "refused" }),
  ];
  expect(all.sort(byPressure(Date.parse(at(60)))).map(({ number }) => number)).toEqual([4, 7, 6, 3, 5, 2, 1]);
});

test("the ladder counts from the issue and ends with the acknowledgement", () => {
  const climbed = order({
    state: "acknowledged", acknowledgedAt: at(320),
    rungs: [{ rung: "remind", at: at(180), told: [fire] }, { rung: "next_person", at: at(300), told: [mayor] }],
  });
  expect(ladderOf(climbed).map(({ name, after }) => [name, after === null ? null : after / 1000])).toEqual([
    ["issued", 0], ["remind", 180], ["next_person", 300], ["supervisor", null], ["acknowledged", 320],
  ]);
});

test("while nobody acknowledges, the ladder says what comes next and when", () => {
  const ladder = { controlRoomSeconds: 60, fieldAppSeconds: 180, nextPersonSeconds: 300, supervisorSeconds: 600 };
  const waiting = order({ acknowledgeBy: at(180) });
  expect(ladderOf(waiting, ladder).map(({ due }) => due)).toEqual([null, 180_000, 300_000, 600_000, null]);
  expect(nextRung(waiting, ladder)).toEqual({ name: "remind", atMillis: Date.parse(at(180)) });
  const reminded = order({ acknowledgeBy: at(180), rungs: [{ rung: "remind", at: at(180), told: [fire] }] });
  expect(nextRung(reminded, ladder)?.name).toBe("next_person");
  expect(nextRung(order({ state: "acknowledged", acknowledgeBy: at(180) }), ladder)).toBeNull();
});

test.each<[string, Partial<Order>, string[], string, boolean, boolean]>([
  ["it rings while nobody answered", {}, [], "delivered", false, true],
  ["it is silent once the button was pressed in the tunnel", {}, ["acknowledgeOrder"], "acknowledged", true, false],
  ["acknowledged and done in one tunnel", {}, ["acknowledgeOrder", "completeOrder"], "done", true, false],
  ["refused", {}, ["refuseOrder"], "refused", true, false],
  ["a note changes no state", { state: "acknowledged" }, ["addOrderFeedback"], "acknowledged", true, false],
  ["what the server has overtaken no longer counts", { state: "cancelled" }, ["completeOrder"], "cancelled", true, false],
])("%s", (_, more, operations, state, unsent, ringing) => {
  const waiting = operations.map((operation) => pressed(operation));
  expect(progressOf(order(more), waiting)).toEqual({ state, unsent });
  expect(rings(order(more), fire.id, waiting)).toBe(ringing);
  expect(rings(order(more), mayor.id, waiting)).toBe(false);
});

test("presses for another order are its own", () => {
  expect(progressOf(order(), [pressed("acknowledgeOrder", "o-2")])).toEqual({ state: "delivered", unsent: false });
});

test("nobody ticks off his own work, and only the giver confirms what was written down for him", () => {
  expect(mayVerify(order({ state: "done", doneBy: fire }), fire.id)).toBe(false);
  expect(mayVerify(order({ state: "done", doneBy: fire }), mayor.id)).toBe(true);
  expect(wantsConfirmation(order({ voice: true }), mayor.id)).toBe(true);
  expect(wantsConfirmation(order({ voice: true, confirmedAt: at(9) }), mayor.id)).toBe(false);
  expect(wantsConfirmation(order({ voice: true }), fire.id)).toBe(false);
});
