import type { Muster } from "@/live/entities";
import type { Command } from "@/live/protocol";

export type Entry = Muster["entries"][number];

const rank = { missing: 0, waiting: 1, present: 2, left: 3 } as const;

/** Who is missing stands first, then who has not answered, then who is there. */
export function missingFirst(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name, "zh-CN"));
}

/** How many are not accounted for. */
export const lacking = ({ expected, count }: Entry) => Math.max(0, expected - (count ?? 0));

export const lastMuster = (musters: readonly Muster[]): Muster | undefined =>
  musters.reduce<Muster | undefined>((last, one) => (one.state !== "replaced" && (!last || one.number > last.number) ? one : last), undefined);

/** What this person still has to answer for, also late: somebody may be found after all. */
export function asked(muster: Muster, personId: string, waiting: readonly Command[]): Entry[] {
  if (muster.state !== "running" && muster.state !== "incomplete") return [];
  const answered = new Set(
    waiting.filter(({ operation, path }) => operation === "answerMuster" && path?.musterId === muster.id).map(({ body }) => (body as { entryId: string }).entryId),
  );
  return muster.entries.filter((entry) => entry.state !== "present" && entry.state !== "left" && !answered.has(entry.id) && entry.answerers.some(({ id }) => id === personId));
}
