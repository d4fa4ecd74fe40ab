import { expect, test } from "vitest";
import type { GroupProposal } from "@/live/entities";
import { draftsOf, leadersOf, newGroups } from "./forming";

const text = (zh: string) => ({ zh, en: zh });
const chief = { id: "p-1", name: "姚国平" };
const doctor = { id: "p-2", name: "周文博" };
const proposal = (code: string, chosen: boolean, candidates = [chief]): GroupProposal => ({ code, name: text(code), leadRole: "FIRE", tasks: text(code), chosen, candidates });

test("the plan's groups are chosen with who is on duty, except those nobody can lead", () => {
  const drafts = draftsOf([proposal("A", true), proposal("B", true, []), proposal("C", false), proposal("D", true)], new Set(["D"]));
  expect(drafts.map(({ code, chosen, leadId }) => [code, chosen, leadId])).toEqual([["A", true, "p-1"], ["B", false, ""], ["C", false, "p-1"]]);
  expect(newGroups(drafts)).toEqual([{ code: "A", leadId: "p-1" }]);
});

test("nobody is deputy of himself", () => {
  const [draft] = draftsOf([proposal("A", true)], new Set());
  expect(newGroups([{ ...draft!, deputyId: "p-1" }])).toEqual([{ code: "A", leadId: "p-1" }]);
  expect(newGroups([{ ...draft!, deputyId: "p-2" }])).toEqual([{ code: "A", leadId: "p-1", deputyId: "p-2" }]);
});

test("who is on duty for it is offered first, nobody twice", () => {
  expect(leadersOf(proposal("A", true), [doctor, chief])).toEqual([chief, doctor]);
});
