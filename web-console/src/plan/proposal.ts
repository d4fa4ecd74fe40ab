import type { Person, Proposal, Response } from "@/live/entities";
import { formatTime } from "@/platform/clock";
import { composer, listed } from "@/platform/i18n";

/** The duty of those who judge changes of a response. */
const expertDuty = "EXP";

/** What is proposed, in one line. */
export function whatOf(proposal: Proposal): string {
  const { t } = composer;
  return t(`plan.change.to.${proposal.kind}`, { level: t(`plan.level.${proposal.level}`) });
}

/** Who decided it, how and when; of two signatures both. */
export function decisionOf({ state, seats, decidedBy, decidedAt }: Proposal): string {
  const { t } = composer;
  if (state === "open") return "";
  const signers = [...seats].sort((a, b) => (a.signedAt ?? "").localeCompare(b.signedAt ?? "")).map(({ signedBy }) => signedBy?.name ?? "");
  const name = state === "signed" ? listed(signers) : (decidedBy?.name ?? "");
  return t(`plan.change.state.${state}`, { name, time: formatTime(decidedAt ?? 0, "minute") });
}

/** Enough experts have spoken. */
const isJudged = (proposal: Proposal) => proposal.opinions.length >= proposal.opinionsNeeded;

export const isExpert = (person: Person) => person.duties.includes(expertDuty);

/** This expert is asked until enough have spoken, also of what was signed before in an emergency. */
export function wantsOpinion(proposal: Proposal, person: Person): boolean {
  if (!isExpert(person) || proposal.opinions.some(({ by }) => by.id === person.id)) return false;
  return (proposal.state === "open" || proposal.state === "signed") && !isJudged(proposal);
}

/** One of the signatures that are missing is this person's; each is somebody else's. */
export function hasSeat(seats: Response["seats"], person: Person): boolean {
  return !seats.some(({ signedBy }) => signedBy?.id === person.id) && seats.some(({ signedBy, people }) => !signedBy && people.some(({ id }) => id === person.id));
}

/** A raise that no expert has judged: whoever signs it now writes why it cannot wait. */
export const needsUrgentReason = (proposal: Proposal) => proposal.kind === "raise" && proposal.state === "open" && !isJudged(proposal) && !proposal.urgentReason;

/** It waits for this person's signature; each seat is signed by somebody else. What gets worse waits for no expert. */
export function wantsDecision(proposal: Proposal, person: Person): boolean {
  return proposal.state === "open" && (isJudged(proposal) || proposal.kind === "raise") && hasSeat(proposal.seats, person);
}
