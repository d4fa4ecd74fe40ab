import type { Person, Report } from "@/live/entities";
import { reference } from "@/platform/reference";

const signersOf = (report: Report): readonly string[] => reference.value?.reports.signers[report.kind] ?? [];

/** A draft this person may sign. */
export function maySign(report: Report, person: Person): boolean {
  return report.state === "draft" && person.permissions.includes("report.sign") && person.roles.some((role) => signersOf(report).includes(role));
}

/** A draft that nobody signs but people like this one: it is brought to them. */
export function onlySigns(report: Report, person: Person): boolean {
  return maySign(report, person) && signersOf(report).every((role) => person.roles.includes(role as Person["roles"][number]));
}
