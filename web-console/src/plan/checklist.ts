import type { Step } from "@/live/entities";

/** The predecessors that are still open. Life safety never waits for them. */
export function waitsFor(step: Step, all: readonly Step[]): Step[] {
  if (step.lifeSafety) return [];
  return step.dependsOn.flatMap((code) => all.filter((one) => one.responseId === step.responseId && one.code === code && one.state === "open"));
}

/** A signature is wanted now: nothing else stands before it, or life safety went ahead of it. */
export function wantsSignature(step: Step, all: readonly Step[]): boolean {
  return step.signatureRequired && !step.signedAt && (step.state === "done" || waitsFor(step, all).length === 0);
}

/** Why a step cannot be ticked yet; null when it can. */
export function hindrance(step: Step, all: readonly Step[]): "steps" | "signature" | null {
  if (waitsFor(step, all).length) return "steps";
  return step.signatureRequired && !step.signedAt && !step.lifeSafety ? "signature" : null;
}

/** Late once its deadline passed without it; late for ever when it was done after. */
export function isLate(step: Step, atMillis: number): boolean {
  if (step.state === "done") return step.late === true;
  return step.overdue === true || (!!step.dueAt && Date.parse(step.dueAt) < atMillis);
}
