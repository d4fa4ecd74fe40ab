import { composer } from "@/platform/i18n";

/** Minutes until an order shall be done; null sets no deadline. */
export const deadlines = [null, 10, 30, 60, 120, 360] as const;
export type Deadline = (typeof deadlines)[number];

export function deadlineWord(minutes: Deadline): string {
  const { t } = composer;
  if (minutes === null) return t("order.noDeadline");
  return minutes < 60 ? t("order.minutes", { n: minutes }) : t("order.hours", { n: minutes / 60 });
}

export const dueAt = (minutes: Deadline, atMillis: number) => (minutes === null ? {} : { dueAt: new Date(atMillis + minutes * 60_000).toISOString() });
