import type { Assignment, CheckIn, CommandTransfer, Group, Incident, Order, PersonRef, Step, Unit } from "@/live/entities";
import { say } from "@/platform/reference";
import { isActive } from "@/unit/looks";

export interface Around {
  incident: Incident;
  groups: readonly Group[];
  checkIns: readonly CheckIn[];
  steps: readonly Step[];
  assignments: readonly Assignment[];
  transfers: readonly CommandTransfer[];
  unit(id: string): Unit | undefined;
}

export interface Known extends PersonRef {
  /** Where or as what this person is known: a call sign, a group; empty where the name says it all. */
  as: string;
}

export const groupName = (group: Pick<Group, "code" | "name">) => `${group.code} ${say(group.name)}`;

export const isFormed = ({ state }: Group) => state !== "dissolved";

/** Everybody who has to do with an incident, once, those in charge first. */
export function peopleOf({ incident, groups, checkIns, steps, assignments, transfers, unit }: Around): Known[] {
  const known = new Map<string, Known>();
  const add = (person: PersonRef | null | undefined, as = "") => {
    if (person && !known.has(person.id)) known.set(person.id, { ...person, as });
  };
  add(incident.commander?.person);
  for (const group of groups.filter(isFormed)) {
    add(group.lead, say(group.name));
    add(group.deputy, say(group.name));
  }
  for (const assignment of assignments.filter(isActive))
    for (const member of unit(assignment.unitId)?.crew ?? []) add(member, assignment.callSign);
  for (const checkIn of checkIns) if (!checkIn.leftAt) add(checkIn.person);
  for (const transfer of transfers) if (transfer.state === "requested") add(transfer.to);
  for (const group of groups.filter(isFormed)) for (const member of group.members) add(member, say(group.name));
  for (const step of steps) for (const owner of step.owners) add(owner);
  return [...known.values()];
}

export interface Choice {
  kind: Order["addressee"]["kind"];
  id: string;
  name: string;
  as: string;
}

/** To whom an order can go: the groups, the units on the incident, the people. */
export function addresseesOf(around: Around): Choice[] {
  const groups = around.groups.filter(isFormed).sort((a, b) => a.code.localeCompare(b.code));
  const units = around.assignments.filter(isActive);
  return [
    ...groups.map((group): Choice => ({ kind: "group", id: group.id, name: groupName(group), as: group.lead.name })),
    ...units.map((one): Choice => ({ kind: "unit", id: one.unitId, name: one.callSign, as: "" })),
    ...peopleOf(around).map((person): Choice => ({ kind: "person", ...person })),
  ];
}
