import { reactive } from "vue";
import type { GroupProposal, NewGroup, PersonRef } from "@/live/entities";

export interface Draft {
  code: string;
  chosen: boolean;
  leadId: string;
  deputyId: string;
}

/** The plan's own groups are chosen and led by who is proposed; without anybody to lead it none is. */
export function draftsOf(proposals: readonly GroupProposal[], formed: ReadonlySet<string>): Draft[] {
  return proposals
    .filter(({ code }) => !formed.has(code))
    .map(({ code, chosen, candidates }) =>
      reactive({ code, chosen: chosen && candidates.length > 0, leadId: candidates[0]?.id ?? "", deputyId: "" }),
    );
}

/** Those who could lead it: who is on duty for it first, then everybody else at the incident. */
export function leadersOf(proposal: GroupProposal, others: readonly PersonRef[]): PersonRef[] {
  const ids = new Set(proposal.candidates.map(({ id }) => id));
  return [...proposal.candidates, ...others.filter(({ id }) => !ids.has(id))];
}

export function newGroups(drafts: readonly Draft[]): NewGroup[] {
  return drafts
    .filter(({ chosen, leadId }) => chosen && leadId)
    .map(({ code, leadId, deputyId }) => ({ code, leadId, ...(deputyId && deputyId !== leadId ? { deputyId } : {}) }));
}
