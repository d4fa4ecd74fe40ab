import type { Candidate, Recommendation, Unit } from "@/live/entities";

/**
 * Who can go instead of a unit that does not answer: of the same service, reached by road and free, from the lines
 * of the run card that this unit could fill. Who can fill all of them stands before who can fill some, then who is
 * there first.
 */
export function successorOf(
  recommendation: Recommendation,
  lost: Pick<Unit, "service" | "capabilities">,
  unitOf: (id: string) => Pick<Unit, "capabilities" | "availability"> | undefined,
): Candidate | null {
  const lines = recommendation.lines.filter(
    ({ service, capability }) => service === lost.service && (!capability || lost.capabilities.includes(capability)),
  );
  const needs = lines.flatMap(({ capability }) => capability ?? []);
  const missing = (id: string) => needs.filter((need) => !unitOf(id)?.capabilities.includes(need)).length;
  const free = lines
    .flatMap((line) => line.candidates)
    .filter(({ unitId, travelSeconds }) => travelSeconds != null && unitOf(unitId)?.availability === "available");
  return (
    free.sort((a, b) => missing(a.unitId) - missing(b.unitId) || a.travelSeconds! - b.travelSeconds!)[0] ?? null
  );
}
