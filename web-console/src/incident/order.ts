import type { Assignment, Incident } from "@/live/entities";

export type QueueGroup = "waiting" | "running" | "controlled";

export type QueueRow =
  | { kind: "group"; key: string; group: QueueGroup; count: number }
  | { kind: "incident"; key: string; incident: Incident };

const active = (assignment: Assignment) => assignment.state !== "cleared" && assignment.state !== "cancelled";

export function groupOf(incident: Incident, assignments: readonly Assignment[]): QueueGroup {
  if (incident.state === "controlled") return "controlled";
  return assignments.some(active) ? "running" : "waiting";
}

/** What waits for units comes first, then by urgency, then who waits longest. Closed incidents have left the queue. */
export function queueOrder(incidents: Incident[], assignmentsOf: (id: string) => readonly Assignment[]): QueueRow[] {
  const groups: Record<QueueGroup, Incident[]> = { waiting: [], running: [], controlled: [] };
  for (const incident of incidents)
    if (incident.state !== "closed") groups[groupOf(incident, assignmentsOf(incident.id))].push(incident);
  return (["waiting", "running", "controlled"] as const).flatMap((group) => {
    const list = groups[group].sort((a, b) => a.priority - b.priority || a.receivedAt.localeCompare(b.receivedAt));
    if (!list.length) return [];
    return [
      { kind: "group", key: group, group, count: list.length } as const,
      ...list.map((incident) => ({ kind: "incident", key: incident.id, incident }) as const),
    ];
  });
}
