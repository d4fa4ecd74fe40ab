import type { CheckIn, CommandTransfer, Group, Incident, Muster, Notice, Order, Person, Proposal, Release, Report, Response, Step } from "@/live/entities";
import { isOpen } from "@/alert/follow";
import { duty } from "@/command/transfer";
import { asked } from "@/group/muster";
import { mayVerify, rings, wantsConfirmation } from "@/order/orders";
import { asksByItself } from "@/phone/asks";
import { waitsForMe } from "@/release/steps";
import { onlySigns } from "@/report/signers";
import { activationCode, goesOn, isLate, isOrderStep, waitsFor, wantsSignature } from "@/plan/checklist";
import { hasSeat, wantsDecision, wantsOpinion } from "@/plan/proposal";

/** The duty of whoever signs activation orders. */
const leaderDuty = "LEAD";

/** What is known of one incident and concerns this person. */
export interface Situation {
  incident: Incident;
  responses: readonly Response[];
  steps: readonly Step[];
  proposals: readonly Proposal[];
  notices: readonly Notice[];
  transfers: readonly CommandTransfer[];
  checkIns: readonly CheckIn[];
  orders: readonly Order[];
  groups: readonly Group[];
  musters: readonly Muster[];
  releases: readonly Release[];
  reports: readonly Report[];
}

/** One thing that waits for this person, most pressing first. */
export type Wait =
  | { kind: "count"; count: number }
  | { kind: "orders"; count: number }
  | { kind: "decide"; transfer: CommandTransfer }
  | { kind: "take"; transfer: CommandTransfer }
  | { kind: "activation"; response: Response; blockedBy: readonly Step[] }
  | { kind: "proposal"; proposal: Proposal }
  | { kind: "opinion"; proposal: Proposal }
  | { kind: "signature"; step: Step }
  | { kind: "decision"; step: Step }
  | { kind: "release"; release: Release }
  | { kind: "report"; report: Report }
  | { kind: "checkIn" }
  | { kind: "groups"; count: number }
  | { kind: "confirm"; count: number }
  | { kind: "verify"; count: number }
  | { kind: "steps"; count: number; late: number }
  | { kind: "notices"; count: number };

export const activeResponse = (responses: readonly Response[]) => responses.find((response) => response.state === "active");

export const owns = (step: Step, person: Person) => step.owners.some(({ id }) => id === person.id);

export const isLeader = (person: Person) => person.duties.includes(leaderDuty);

/** The activation order is signed by the leader; other signatures also by the step's own owner. */
export function maySign(step: Step, person: Person): boolean {
  return person.permissions.includes("response.sign") && (isLeader(person) || owns(step, person));
}

/** What this person was told and has not acknowledged, without what asks by itself. */
export function openNotices(person: Person, notices: readonly Notice[], orders: readonly Order[]): Notice[] {
  const orderOf = (id: string) => orders.find((order) => order.id === id);
  return notices.filter((notice) => notice.person.id === person.id && isOpen(notice) && !asksByItself(notice, orderOf, person.id));
}

export function waitsOf(person: Person, { incident, responses, steps, proposals, notices, transfers, checkIns, orders, groups, musters, releases, reports }: Situation, atMillis: number): Wait[] {
  const closed = incident.state === "closed";
  const waits: Wait[] = [];
  const some = (kind: "count" | "orders" | "groups" | "confirm" | "verify", count: number) => count > 0 && waits.push({ kind, count });
  if (!closed) {
    some("count", musters.flatMap((muster) => asked(muster, person.id, [])).length);
    some("orders", orders.filter((order) => rings(order, person.id, [])).length);
    for (const transfer of transfers) {
      const wanted = duty(transfer, person.id);
      if (wanted) waits.push({ kind: wanted === "hand_over" ? "decide" : "take", transfer });
    }
    some("groups", groups.filter((group) => group.state === "formed" && (group.lead.id === person.id || group.deputy?.id === person.id)).length);
    some("confirm", orders.filter((order) => wantsConfirmation(order, person.id)).length);
  }
  const response = closed ? undefined : activeResponse(responses);
  const running = steps.filter((step) => goesOn(step, responses, closed));
  const signing = person.permissions.includes("response.sign");
  const order = running.find((step) => step.code === activationCode);
  if (response && !response.activation && signing && hasSeat(response.seats, person))
    waits.push({ kind: "activation", response, blockedBy: order ? waitsFor(order, running) : [] });
  for (const proposal of closed ? [] : proposals) {
    if (wantsDecision(proposal, person)) waits.push({ kind: "proposal", proposal });
    if (wantsOpinion(proposal, person)) waits.push({ kind: "opinion", proposal });
  }
  for (const step of running)
    if (!isOrderStep(step) && wantsSignature(step, steps) && maySign(step, person)) waits.push({ kind: "signature", step });
  if (!closed) for (const release of releases) if (waitsForMe(release, person)) waits.push({ kind: "release", release });
  if (isLeader(person)) for (const report of reports) if (onlySigns(report, person)) waits.push({ kind: "report", report });
  const arrived = checkIns.some((checkIn) => checkIn.person.id === person.id && checkIn.atScene && !checkIn.leftAt);
  if (response && isLeader(person) && !arrived) waits.push({ kind: "checkIn" });
  const own = running.filter((step) => !isOrderStep(step) && step.state === "open" && owns(step, person) && waitsFor(step, steps).length === 0);
  const [questions, work] = [own.filter(({ answers }) => answers.length > 0), own.filter(({ answers }) => !answers.length)];
  for (const step of questions) waits.push({ kind: "decision", step });
  if (work.length) waits.push({ kind: "steps", count: work.length, late: work.filter((step) => isLate(step, atMillis)).length });
  if (!closed) some("verify", orders.filter((order) => order.issuedBy?.id === person.id && mayVerify(order, person.id)).length);
  const unseen = openNotices(person, notices, orders);
  if (unseen.length) waits.push({ kind: "notices", count: unseen.length });
  return waits;
}

/** Whether an incident is this leader's to look at first: grave, with a plan, or with something that waits for him. */
export function matters({ incident, responses }: Situation, waits: readonly Wait[]): boolean {
  if (incident.state === "closed") return waits.length > 0;
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
