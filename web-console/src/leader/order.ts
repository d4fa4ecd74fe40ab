import type { BodyOf, Incident, Step } from "@/live/entities";

export type Order = BodyOf<"signActivation">;
export type OrderPart = keyof Order;

const mostMatter = 500;
const mostMeasures = 4000;
const mostMinutes = 525_600;

/** The words a draft is put together from, in the language of the screen. */
export interface DraftWords {
  matter(place: string, type: string): string;
  rescue(trapped: number, missing: number): string;
  treat(hurt: number): string;
  always: string[];
  title(step: Step): string;
  join(measures: string[]): string;
}

const planned = 4;

/** A first text to sign or to change: what is known of the incident, and what the plan orders first for life safety. */
export function draftOf(incident: Incident, type: string, steps: readonly Step[], level: number, words: DraftWords): Order {
  const { trapped, missing, serious, light } = incident.casualties;
  const measures = [
    ...(trapped + missing > 0 ? [words.rescue(trapped, missing)] : []),
    ...(serious + light > 0 ? [words.treat(serious + light)] : []),
    ...steps
      .filter((step) => step.lifeSafety && !step.code.startsWith("B"))
      .sort((a, b) => a.position - b.position)
      .slice(0, planned)
      .map((step) => words.title(step)),
    ...words.always,
  ];
  return {
    matter: words.matter(incident.place, type).slice(0, mostMatter),
    level,
    expectedDurationMinutes: 24 * 60,
    measures: words.join(measures).slice(0, mostMeasures),
  };
}

/** The parts that are missing: the law wants all four. */
export function missingParts(order: Order): OrderPart[] {
  const missing: OrderPart[] = [];
  if (!order.matter.trim()) missing.push("matter");
  if (!(order.level >= 1 && order.level <= 4)) missing.push("level");
  if (!Number.isInteger(order.expectedDurationMinutes) || order.expectedDurationMinutes < 1 || order.expectedDurationMinutes > mostMinutes)
    missing.push("expectedDurationMinutes");
  if (!order.measures.trim()) missing.push("measures");
  return missing;
}
