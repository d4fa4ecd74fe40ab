import type { Assignment, Incident } from "@/live/entities";
import { isActive } from "@/unit/looks";

export const queueGroups = ["waiting", "running", "cleared", "controlled"] as const;
export type QueueGroup = (typeof queueGroups)[number];

export type QueueRow =
  | { kind: "group"; key: string; group: QueueGroup; count: number }
  | { kind: "incident"; key: string; incident: Incident };

/** Once all who came have left, nobody has to be sent: the incident waits to be closed. */
export function groupOf(incident: Incident, assignments: readonly Assignment[]): QueueGroup {
  if (assignments.some(isActive)) return incident.state === "controlled" ? "controlled" : "running";
  if (assignments.some(({ state }) => state === "cleared")) return "cleared";
  return incident.state === "controlled" ? "controlled" : "waiting";
}

/** What waits for units comes first, then by urgency, then who waits longest. Closed incidents have left the queue. */
export function queueOrder(incidents: Incident[], assignmentsOf: (id: string) => readonly Assignment[]): QueueRow[] {
  const groups: Record<QueueGroup, Incident[]> = { waiting: [], running: [], cleared: [], controlled: [] };
  for (const incident of incidents)
    if (incident.state !== "closed") groups[groupOf(incident, assignmentsOf(incident.id))].push(incident);
  return queueGroups.flatMap((group) => {
    const list = groups[group].sort((a, b) => a.priority - b.priority || a.receivedAt.localeCompare(b.receivedAt));
    if (!list.length) return [];
    return [
      { kind: "group", key: group, group, count: list.length } as const,
      ...list.map((incident) => ({ kind: "incident", key: incident.id, incident }) as const),
    ];
  });
}
