import type { Order, Reference } from "@/live/entities";
import type { Command } from "@/live/protocol";

export type OrderState = Order["state"];
type Answer = "acknowledged" | "done" | "refused";

const settled: readonly OrderState[] = ["verified", "refused", "reassigned", "cancelled", "unfinished"];
const answers: Record<string, Answer> = { acknowledgeOrder: "acknowledged", completeOrder: "done", refuseOrder: "refused" };

export const isSettled = ({ state }: Pick<Order, "state">) => settled.includes(state);

/** In force, and nobody has said that he has it. */
export const waitsForAnswer = ({ state }: Pick<Order, "state">) => state === "issued" || state === "delivered";

/** Given, and not yet done. */
export const isRunning = (order: Pick<Order, "state">) => waitsForAnswer(order) || order.state === "acknowledged";

export const concerns = (order: Pick<Order, "responsible">, personId: string) => order.responsible.some(({ id }) => id === personId);

/** Done by somebody else: nobody ticks off his own work. */
export const mayVerify = (order: Order, personId: string) => order.state === "done" && order.doneBy?.id !== personId;

/** Given by voice in this person's name, who has not said yet whether it was written down right. */
export const wantsConfirmation = (order: Order, personId: string) =>
  order.voice === true && !order.confirmedAt && order.issuedBy?.id === personId && order.state !== "cancelled";

export type Trouble = "escalated" | "overdue" | "lateDue" | "feedbackOverdue" | "refused";

/** What is wrong with an order now, the worst first; each has its word beside its red. */
export function troublesOf(order: Order, atMillis: number): Trouble[] {
  const troubles: Trouble[] = [];
  if (order.state === "refused") return ["refused"];
  if (!isRunning(order)) return troubles;
  if (order.escalated && waitsForAnswer(order)) troubles.push("escalated");
  if (order.overdue && waitsForAnswer(order)) troubles.push("overdue");
  if (order.dueAt && Date.parse(order.dueAt) < atMillis) troubles.push("lateDue");
  if (order.feedbackOverdue && order.state === "acknowledged") troubles.push("feedbackOverdue");
  return troubles;
}

const weight: Record<OrderState, number> = {
  refused: 1, issued: 2, delivered: 2, done: 3, acknowledged: 4, draft: 5, verified: 6, reassigned: 6, cancelled: 6, unfinished: 6,
};

/** What somebody has to look at first: in trouble, unanswered, to be ticked off, under way; then the newest. */
export function byPressure(atMillis: number) {
  const rank = (order: Order) => (troublesOf(order, atMillis).length && order.state !== "refused" ? 0 : weight[order.state]);
  return (a: Order, b: Order) => rank(a) - rank(b) || b.number - a.number;
}

export const rungs = ["remind", "next_person", "supervisor"] as const;

export interface Mark {
  name: "issued" | "acknowledged" | (typeof rungs)[number];
  /** Milliseconds after the issue; null where it was not needed or is still ahead. */
  after: number | null;
  /** Milliseconds after the issue at which it comes unless somebody acknowledges. */
  due: number | null;
}

type Ladder = Reference["orderLadder"];

/** The ladder of one order, counted from its issue: what the clock has done, and where the acknowledgement ended it. */
export function ladderOf(order: Order, ladder?: Ladder): Mark[] {
  const start = Date.parse(order.issuedAt ?? order.draftedAt);
  const since = (at: string | null | undefined) => (at ? Date.parse(at) - start : null);
  const planned = { remind: since(order.acknowledgeBy), next_person: ladder && ladder.nextPersonSeconds * 1000, supervisor: ladder && ladder.supervisorSeconds * 1000 };
  return [
    { name: "issued", after: order.issuedAt ? 0 : null, due: null },
    ...rungs.map((name) => {
      const after = since(order.rungs.find(({ rung }) => rung === name)?.at);
      return { name, after, due: after === null && waitsForAnswer(order) ? (planned[name] ?? null) : null };
    }),
    { name: "acknowledged", after: since(order.acknowledgedAt), due: null },
  ];
}

/** What the clock does next when nobody acknowledges, and when. */
export function nextRung(order: Order, ladder?: Ladder): { name: Mark["name"]; atMillis: number } | null {
  const next = ladderOf(order, ladder).find(({ due }) => due !== null);
  return next ? { name: next.name, atMillis: Date.parse(order.issuedAt ?? "") + next.due! } : null;
}

export interface Progress {
  /** What was pressed here, whether or not the server knows yet. */
  state: OrderState;
  /** A press that still waits for its answer. */
  unsent: boolean;
}

/** The server's state and, ahead of it, what waits to be sent from this phone. */
export function progressOf(order: Order, waiting: readonly Command[]): Progress {
  const progress: Progress = { state: order.state, unsent: false };
  for (const { operation, path } of waiting) {
    const state = answers[operation];
    if (path?.orderId !== order.id || (!state && operation !== "addOrderFeedback")) continue;
    progress.unsent = true;
    if (state && (waitsForAnswer(order) || state !== "acknowledged") && isRunning(order)) progress.state = state;
  }
  return progress;
}

/** Rings on this person's phone until it was answered here or elsewhere. */
export function rings(order: Order, personId: string, waiting: readonly Command[]): boolean {
  return concerns(order, personId) && waitsForAnswer(progressOf(order, waiting));
}
