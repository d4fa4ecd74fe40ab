import type { Assignment, Unit } from "@/live/entities";
import type { UnitLook } from "@/tracking/symbols";

export const isActive = (assignment: Assignment) => assignment.state !== "cleared" && assignment.state !== "cancelled";

/** How a unit is drawn: what it does now, from its duty and its assignments. */
export function lookOf(unit: Unit, assignments: readonly Assignment[]): UnitLook {
  if (unit.availability === "off_duty" || unit.availability === "out_of_service") return "off";
  const active = assignments.filter(isActive);
  if (active.some((assignment) => assignment.state === "on_scene")) return "scene";
  return active.length || unit.availability === "assigned" ? "moving" : "free";
}
