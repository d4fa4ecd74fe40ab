import type { OperationId, Person, Release } from "@/live/entities";

/** The steps at which somebody else decides, and the operation of each. */
const operations = { facts_check: "checkReleaseFacts", legal_check: "checkReleaseLegal", approval: "decideRelease" } as const satisfies Record<string, OperationId>;

export type ReleaseStep = keyof typeof operations;

export interface Decision {
  decision: "passed" | "refused";
  confirmed?: string[];
  reason?: string;
}

/** Where it waits for a decision; null for drafts and for what is settled. */
export function stepOf(release: Release): ReleaseStep | null {
  return release.state in operations ? (release.state as ReleaseStep) : null;
}

export const operationOf = (step: ReleaseStep) => operations[step];

/** Whether this person was told that it waits for him and may decide. */
export function waitsForMe(release: Release, person: Person): boolean {
  const step = stepOf(release);
  return step !== null && release.waitsFor.some(({ id }) => id === person.id) && person.permissions.includes(step === "approval" ? "release.approve" : "release.check");
}
