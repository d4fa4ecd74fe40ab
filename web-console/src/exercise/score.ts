import type { ScoreLine } from "@/live/entities";

/** Which sentence says how a standard was met or missed. */
export function measuredBy(line: Pick<ScoreLine, "count" | "tookSeconds" | "limitSeconds">) {
  if (line.count === 0) return "neverOnly";
  if (line.count != null) return "counted";
  if (line.tookSeconds == null) return line.limitSeconds == null ? "neverOnly" : "never";
  return line.limitSeconds == null ? "tookOnly" : "took";
}
