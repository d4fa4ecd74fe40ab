import type { LinkState } from "@/live/protocol";

/** How old a picture may be before even a live link says so. */
const agedMillis = 12_000;

export type LinkFace = "live" | "aged" | "connecting" | "broken" | "refused";

/** What the page honestly says about its link. */
export function faceOf(link: LinkState, atMillis: number): LinkFace {
  if (link.phase === "refused" || link.phase === "stopped") return "refused";
  if (link.phase === "live") return link.completeAt && atMillis - link.completeAt > agedMillis ? "aged" : "live";
  if (link.phase === "connecting" && link.attempt === 0 && atMillis - link.heardAt < agedMillis) return "connecting";
  return link.attempt === 0 && !link.completeAt ? "connecting" : "broken";
}
