import type { Response, Step } from "@/live/entities";

/** Whether anything may still be done about a step: of a response that has ended only about its last phase, then also when the incident is closed. */
export function goesOn(step: Step, responses: readonly Response[], closed: boolean): boolean {
  const state = responses.find(({ id }) => id === step.responseId)?.state;
  return state === "ended" ? step.phase === "P6" : state === "active" && !closed;
}

/** The common step that the signed activation order ticks; it has no signature of its own. */
export const activationCode = "B06";

/** The common step that the signed end of the response ticks; it is signed as a proposal. */
const terminationCode = "B18";

/** Done by an order that is signed elsewhere. */
export const isOrderStep = (step: Step) => step.code === activationCode || step.code === terminationCode;

/** Nothing is missing any more. */
export const isSettled = (step: Step) => (step.state === "done" ? !step.signatureRequired || Boolean(step.signedAt) : step.state !== "open");

/** What nobody has to do counts neither as done nor as to be done. */
export const isOwed = ({ state }: Step) => state !== "not_needed" && state !== "skipped";

/** Of a step that comes round again the first round counts. */
function openBefore(step: Step, all: readonly Step[]): Step[] {
  return step.dependsOn.flatMap((code) => all.filter((one) => one.responseId === step.responseId && one.code === code && one.round === 1 && one.state === "open"));
}

/** The open predecessors a step has to wait for. Life safety never waits. */
export function waitsFor(step: Step, all: readonly Step[]): Step[] {
  return step.lifeSafety ? [] : openBefore(step, all);
}

/** A signature may be given: it is asked for, missing, and nothing forbids it yet. */
export function maySignNow(step: Step, all: readonly Step[]): boolean {
  return step.signatureRequired && !step.signedAt && (step.state === "open" || step.state === "done") && waitsFor(step, all).length === 0;
}

/** A signature is wanted: all before it is done, or life safety went ahead of it. */
export function wantsSignature(step: Step, all: readonly Step[]): boolean {
  return maySignNow(step, all) && (step.state === "done" || openBefore(step, all).length === 0);
}

/** Why a step cannot be ticked yet; null when it can. */
export function hindrance(step: Step, all: readonly Step[]): "steps" | "signature" | null {
  if (waitsFor(step, all).length) return "steps";
  return step.signatureRequired && !step.signedAt && !step.lifeSafety ? "signature" : null;
}

/** Late once its deadline passed without it; late for ever when it was done after, or never. */
export function isLate(step: Step, atMillis: number): boolean {
  if (step.state !== "open") return step.late === true;
  return step.overdue === true || (!!step.dueAt && Date.parse(step.dueAt) < atMillis);
}
