import type { Person, Proposal, Response } from "@/live/entities";
import { composer } from "@/platform/i18n";

/** The duty of those who judge changes of a response. */
const expertDuty = "EXP";

/** What is proposed, in one line. */
export function whatOf(proposal: Proposal): string {
  const { t } = composer;
  return t(`plan.change.to.${proposal.kind}`, { level: t(`plan.level.${proposal.level}`) });
}

/** Enough experts have spoken. */
const isJudged = (proposal: Proposal) => proposal.opinions.length >= proposal.opinionsNeeded;

export const isExpert = (person: Person) => person.duties.includes(expertDuty);

/** This expert is asked: until enough have spoken, or, where nobody has to wait for them, also afterwards. */
export function wantsOpinion(proposal: Proposal, person: Person): boolean {
  if (!isExpert(person) || proposal.opinions.some(({ by }) => by.id === person.id)) return false;
  if (proposal.opinionsNeeded === 0) return (proposal.state === "open" || proposal.state === "signed") && !proposal.opinions.length;
  return proposal.state === "open" && !isJudged(proposal);
}

/** One of the signatures that are missing is this person's; each is somebody else's. */
export function hasSeat(seats: Response["seats"], person: Person): boolean {
  return !seats.some(({ signedBy }) => signedBy?.id === person.id) && seats.some(({ signedBy, people }) => !signedBy && people.some(({ id }) => id === person.id));
}

/** It waits for this person's signature; each seat is signed by somebody else. */
export function wantsDecision(proposal: Proposal, person: Person): boolean {
  return (
    proposal.state === "open" &&
    isJudged(proposal) &&
    hasSeat(proposal.seats, person)
  );
}
