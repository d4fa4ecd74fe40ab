import type { Incident, Person, Step } from "@/live/entities";
import { reference } from "@/platform/reference";

const leaderRole = "LEAD";

/** Who stands above a role, the nearest first. */
function above(role: string): string[] {
  const superior = new Map(reference.value?.planRoles.map(({ code, superior }) => [code, superior]));
  const all: string[] = [];
  for (let next = superior.get(role); next && !all.includes(next); next = superior.get(next)) all.push(next);
  return all;
}

const speaksFor = (person: Person, role: string) => person.duties.includes(role) || standsAbove(person, role);
const standsAbove = (person: Person, role: string) => above(role).some((one) => person.duties.includes(one));

export const isOwner = (step: Step, person: Person) => step.owners.some(({ id }) => id === person.id);

/** It may be signed by its owner or who stands above; what waits for a signature asks its regular signers only. */
export function maySignStep(step: Step, person: Person): boolean {
  return person.permissions.includes("response.sign") && (isOwner(step, person) || standsAbove(person, step.role) || speaksFor(person, leaderRole));
}

const answersFor = (step: Step, person: Person) => isOwner(step, person) || (step.delegation?.from.some(({ id }) => id === person.id) ?? false);

/** Those whose work it is to write for others. */
const onBehalf: readonly Person["roles"][number][] = ["operator", "duty_chief", "leader"];

/** Ticking is the owner's, of who gave the step away, and of those who write for others. */
export function mayDo(step: Step, person: Person): boolean {
  return person.permissions.includes("step.write") && (answersFor(step, person) || person.roles.some((role) => onBehalf.includes(role)));
}

/** Skipping, delegating and taking back: the owner's, of whoever stands above, is in command or is the duty chief. */
export function mayDecide(step: Step, person: Person, incident: Incident | undefined): boolean {
  if (!person.permissions.includes("step.write")) return false;
  return (
    answersFor(step, person) ||
    incident?.commander?.person.id === person.id ||
    person.roles.includes("duty_chief") ||
    (step.role ? standsAbove(person, step.role) : speaksFor(person, leaderRole))
  );
}

export function mayAdd(person: Person, incident: Incident): boolean {
  if (!person.permissions.includes("step.write")) return false;
  return incident.commander?.person.id === person.id || person.roles.some((role) => role === "duty_chief" || role === "leader");
}
