import type { CheckIn, CommandTransfer, Incident, Notice, Person, Response, Step } from "@/live/entities";
import { isOpen } from "@/alert/follow";
import { isLate, waitsFor, wantsSignature } from "@/plan/checklist";

/** The duty of whoever signs activation orders. */
const leaderDuty = "LEAD";

/** What is known of one incident and concerns this person. */
export interface Situation {
  incident: Incident;
  responses: readonly Response[];
  steps: readonly Step[];
  notices: readonly Notice[];
  transfers: readonly CommandTransfer[];
  checkIns: readonly CheckIn[];
}

/** One thing that waits for this person, most pressing first. */
export type Wait =
  | { kind: "decide"; transfer: CommandTransfer }
  | { kind: "activation"; response: Response; blockedBy: readonly Step[] }
  | { kind: "signature"; step: Step }
  | { kind: "checkIn" }
  | { kind: "steps"; count: number; late: number }
  | { kind: "notices"; count: number };

export const activeResponse = (responses: readonly Response[]) => responses.find((response) => response.state === "active");

export const owns = (step: Step, person: Person) => step.owners.some(({ id }) => id === person.id);

export const isLeader = (person: Person) => person.duties.includes(leaderDuty);

/** The activation order is signed by the leader; other signatures also by the step's own owner. */
export function maySign(step: Step, person: Person): boolean {
  return person.permissions.includes("response.sign") && (isLeader(person) || owns(step, person));
}

/** The common step that the signed activation order ticks; it has no signature of its own. */
export const activationCode = "B06";

export function waitsOf(person: Person, { incident, responses, steps, notices, transfers, checkIns }: Situation, atMillis: number): Wait[] {
  if (incident.state === "closed") return [];
  const waits: Wait[] = [];
  for (const transfer of transfers)
    if (transfer.state === "requested" && transfer.from?.id === person.id) waits.push({ kind: "decide", transfer });
  const response = activeResponse(responses);
  const running = response ? steps.filter((step) => step.responseId === response.id) : [];
  const signing = person.permissions.includes("response.sign");
  const order = running.find((step) => step.code === activationCode);
  if (response && !response.activation && signing && isLeader(person))
    waits.push({ kind: "activation", response, blockedBy: order ? waitsFor(order, running) : [] });
  for (const step of running)
    if (step !== order && wantsSignature(step, running) && maySign(step, person)) waits.push({ kind: "signature", step });
  const arrived = checkIns.some((checkIn) => checkIn.person.id === person.id && checkIn.atScene);
  if (response && isLeader(person) && !arrived) waits.push({ kind: "checkIn" });
  const own = running.filter((step) => step !== order && step.state === "open" && owns(step, person) && waitsFor(step, running).length === 0);
  if (own.length) waits.push({ kind: "steps", count: own.length, late: own.filter((step) => isLate(step, atMillis)).length });
  const unseen = notices.filter((notice) => notice.person.id === person.id && isOpen(notice));
  if (unseen.length) waits.push({ kind: "notices", count: unseen.length });
  return waits;
}

/** Whether an incident is this leader's to look at first: grave, with a plan, or with something that waits for him. */
export function matters({ incident, responses }: Situation, waits: readonly Wait[]): boolean {
  if (incident.state === "closed") return false;
  const grave = incident.grade === 1 || incident.grade === 2;
  return grave || waits.length > 0 || responses.some(({ state }) => state === "proposed" || state === "active");
}

const graveness = (incident: Incident) => incident.grade ?? 5;

/** The gravest first; among equals what has something waiting, then the newest. */
export function byWeight(a: { incident: Incident; waits: readonly Wait[] }, b: { incident: Incident; waits: readonly Wait[] }): number {
  return (
    graveness(a.incident) - graveness(b.incident) ||
    Number(b.waits.length > 0) - Number(a.waits.length > 0) ||
    b.incident.receivedAt.localeCompare(a.incident.receivedAt)
  );
}
