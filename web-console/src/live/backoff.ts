import { limits } from "@/platform/limits";

/** Full jitter: consoles that lost the same node do not come back in the same instant. */
export function backoffMillis(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(limits.backoffMostMillis, limits.backoffFirstMillis * 2 ** attempt));
}
